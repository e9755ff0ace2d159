import {
  beginMessage,
  endMessage,
  forEachMessage,
  type MessageHeader,
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_HDRLEN,
  Reader,
  readAcknowledgement,
  Writer,
} from '@iplink-ts/rtnetlink/codec';
import { NetlinkSocket, SystemError } from '@iplink-ts/socket';

/** Requests to nf_tables: what a program takes a process for. */

/** linux/netlink.h */
const NETLINK_NETFILTER = 12;
/** linux/netfilter/nfnetlink.h */
const NFNL_SUBSYS_NFTABLES = 10;
const NFNL_MSG_BATCH_BEGIN = 0x10;
const NFNL_MSG_BATCH_END = 0x11;
const NFGENMSG_LENGTH = 4;

/** A dump comes in datagrams of 32 KiB at most. */
const ROOM = 64 * 1024;
/** The kernel answers within the request. Milliseconds. */
const PATIENCE = 60_000;

/** A request: `NFT_MSG_*` (linux/netfilter/nf_tables.h), the family (`NFPROTO_*`, 0 for all), and its attributes. */
export interface NftMessage {
  readonly type: number;
  readonly family: number;
  readonly attributes: (writer: Writer) => void;
}

export class Nfnetlink implements Disposable {
  readonly #socket = new NetlinkSocket({ protocol: NETLINK_NETFILTER, extendedAck: true });
  readonly #reader = new Reader(new ArrayBuffer(ROOM));

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  /**
   * Calls `visit` with each message of the answer: its family, and where its attributes are.
   *
   * @throws SystemError when the kernel refuses
   */
  dump(asked: NftMessage, visit: (family: number, reader: Reader, start: number, end: number) => void): void {
    const writer = new Writer();
    append(writer, asked, NLM_F_REQUEST | NLM_F_DUMP);
    this.#socket.send(writer.written);
    this.#answers((message) => {
      const body = message.start + NLMSG_HDRLEN;
      if (message.type === NLMSG_DONE) return true;
      this.#acknowledged(message);
      visit(this.#reader.u8[body] ?? 0, this.#reader, body + NFGENMSG_LENGTH, message.end);
      return false;
    });
  }

  /**
   * One transaction: all of it is done, or nothing.
   *
   * @throws SystemError with what the kernel says of the first message that it refuses
   */
  change(messages: readonly NftMessage[]): void {
    const writer = new Writer();
    const limit = (type: number): void => {
      const start = beginMessage(writer, type, NLM_F_REQUEST, 1);
      writer.zero(2);
      writer.be16(NFNL_SUBSYS_NFTABLES);
      endMessage(writer, start);
    };
    limit(NFNL_MSG_BATCH_BEGIN);
    for (const message of messages) append(writer, message, NLM_F_REQUEST | NLM_F_ACK);
    limit(NFNL_MSG_BATCH_END);
    this.#socket.send(writer.written);
    let left = messages.length;
    this.#answers((message) => {
      this.#acknowledged(message);
      left--;
      return left === 0;
    });
  }

  /** @param take says whether the message is the last */
  #answers(take: (message: MessageHeader) => boolean): void {
    for (let ended = false; !ended; ) {
      const length = this.#socket.receive(this.#reader.u8, PATIENCE);
      if (length === 0 || length > ROOM)
        throw new SystemError(length === 0 ? ETIMEDOUT : EMSGSIZE, 'recvmsg');
      forEachMessage(this.#reader, 0, length, (message) => {
        ended = take(message) || ended;
      });
    }
  }

  #acknowledged(message: MessageHeader): void {
    if (message.type !== NLMSG_ERROR) return;
    const { errno } = readAcknowledgement(this.#reader, message);
    if (errno !== 0) throw new SystemError(errno, 'nfnetlink');
  }
}

/** asm-generic/errno.h */
const EMSGSIZE = 90;
const ETIMEDOUT = 110;

function append(writer: Writer, { type, family, attributes }: NftMessage, flags: number): void {
  const start = beginMessage(writer, (NFNL_SUBSYS_NFTABLES << 8) | type, flags, 1);
  writer.u8(family);
  writer.zero(NFGENMSG_LENGTH - 1);
  attributes(writer);
  endMessage(writer, start);
}

/** Appends an attribute that is a text with its NUL. */
export function textAttribute(writer: Writer, type: number, text: string): void {
  const at = writer.open(type);
  writer.text(text);
  writer.u8(0);
  writer.close(at);
}

/** Attributes that nest others: `[start, end)` of the payload. */
export type Payload = readonly [start: number, end: number];

const ATTRIBUTE_HEADER = 4;
/** `NLA_TYPE_MASK` (linux/netlink.h) */
const TYPE_MASK = 0x3fff;

/** The payloads of the attributes of a type, in order. */
export function attributesOf(reader: Reader, [start, end]: Payload, type: number): Payload[] {
  const found: Payload[] = [];
  for (let at = start; at + ATTRIBUTE_HEADER <= end; ) {
    const length = reader.u16[at >> 1] ?? 0;
    if (length < ATTRIBUTE_HEADER || at + length > end) break;
    if (((reader.u16[(at >> 1) + 1] ?? 0) & TYPE_MASK) === type)
      found.push([at + ATTRIBUTE_HEADER, at + length]);
    at += (length + 3) & ~3;
  }
  return found;
}

/** The payload at the end of a path of types; undefined where it is not there. */
export function within(
  reader: Reader,
  payload: Payload | undefined,
  ...path: readonly number[]
): Payload | undefined {
  let at = payload;
  for (const type of path) at = at && attributesOf(reader, at, type)[0];
  return at;
}
