/**
 * A netlink socket fed by a function, to test code above {@link Rtnl} and {@link RtnlSync} without a kernel or root.
 *
 * @example
 * const transport = new TestTransport((request) =>
 *   request.isDump
 *     ? [data(request, RTM_NEWLINK, linkMessage, { index: 1, ifname: 'lo' }), done(request)]
 *     : [ack(request)],
 * );
 * using host = new RtnlSync(transport);
 * host.links.list(); // [{ index: 1, ifname: 'lo', ... }]
 */

import { SystemError } from '@iplink-ts/socket';
import { LITTLE_ENDIAN } from '../bytes/align.ts';
import { Reader } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import type { AsyncTransport, Received, SyncTransport } from '../client/transport.ts';
import { ackAttributes, type Policy } from '../message/ack.ts';
import {
  beginMessage,
  endMessage,
  forEachMessage,
  isDump,
  NLM_F_ACK,
  NLM_F_ACK_TLVS,
  NLM_F_CAPPED,
  NLM_F_MULTI,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_HDRLEN,
} from '../message/header.ts';
import type { Codec } from '../schema/codec.ts';

/** Offset of `nlmsg_type`. */
const TYPE = 4;

const EBADF = 9;
const EBUSY = 16;
const ENOBUFS = 105;
const ECANCELED = 125;

/** A request that the code under test sent. */
export interface TestRequest {
  /** `RTM_*` */
  readonly type: number;
  /** `NLM_F_*` */
  readonly flags: number;
  readonly sequence: number;
  /** The port of the transport, to which answers go. */
  readonly port: number;
  /** A GET request with `NLM_F_DUMP`: it is to be answered by any number of {@link data}, then {@link done}. */
  readonly isDump: boolean;
  /** The whole message, header included. */
  readonly bytes: Uint8Array;
  /** The body, decoded: `request.read(linkMessage)?.ifname`. */
  read<T>(body: { read(reader: Reader, start: number, end: number): T | undefined }): T | undefined;
}

/** A message to answer with, or an error that the receiving call throws in its place. */
export type Reply = Uint8Array | Error;

/** Options of {@link TestTransport}. */
export interface TestTransportOptions {
  /** `nl_pid` of the socket. Default 4242. */
  readonly port?: number;
  /** Messages of a dump in one datagram. Default 2, so that all but the shortest dumps come in several. */
  readonly messagesPerDatagram?: number;
  /** Datagrams that the receive buffer holds; more are lost with ENOBUFS. Default 256, the kernel's for answers. */
  readonly capacity?: number;
}

/**
 * Both transports of the client, over a function from each request to its replies. What a netlink socket does with
 * them, this does too: success is told only to a request that asks for an acknowledgement; a dump comes in several
 * datagrams, of which the next is made when one is received, with other answers in between; a second dump meanwhile
 * is refused with EBUSY; and a full receive buffer loses answers.
 */
export class TestTransport implements SyncTransport, AsyncTransport {
  /** What was sent, one array for each datagram. */
  readonly sent: (readonly TestRequest[])[] = [];
  readonly #respond: (request: TestRequest) => readonly Reply[];
  readonly #messagesPerDatagram: number;
  readonly #capacity: number;
  #port: number;
  /** In the receive buffer. */
  readonly #ready: Reply[] = [];
  /** What the running dump has still to give. */
  readonly #dump: Reply[] = [];
  /** The call that waits for a datagram. */
  #waiting: { resolve(): void; reject(error: Error): void } | undefined;
  #lost = false;
  #transacting = false;
  #closed = false;

  constructor(respond: (request: TestRequest) => readonly Reply[], options: TestTransportOptions = {}) {
    this.#respond = respond;
    this.#port = options.port ?? 4242;
    this.#messagesPerDatagram = options.messagesPerDatagram ?? 2;
    this.#capacity = options.capacity ?? 256;
  }

  /** Another one after each {@link reopen}. */
  get port(): number {
    return this.#port;
  }

  /** Puts messages that nobody asked for into the receive buffer, each in a datagram of its own. */
  deliver(...messages: readonly Reply[]): void {
    for (const message of messages) {
      if (this.#ready.length >= this.#capacity) this.#lost = true;
      else this.#ready.push(message);
    }
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  send(datagram: Uint8Array): void {
    if (this.#closed) throw new SystemError(EBADF, 'sendmsg');
    const requests = requestsOf(datagram, this.port);
    this.sent.push(requests);
    for (const request of requests) {
      if (!request.isDump) {
        this.deliver(...this.#respond(request).filter((reply) => isDue(request, reply)));
      } else if (this.#dump.length > 0) {
        this.deliver(refusal(request, EBUSY));
      } else {
        this.#dump.push(...datagrams(this.#respond(request), this.#messagesPerDatagram));
        this.#produce();
      }
    }
  }

  /**
   * Gives the next datagram, or 0 at once when there is none: no answer will come later by itself. One that is larger
   * than `into` stays.
   */
  receive(into: Uint8Array, _timeout = 0): number {
    if (this.#closed) throw new SystemError(EBADF, 'recvmsg');
    if (this.#lost) {
      this.#lost = false;
      throw new SystemError(ENOBUFS, 'recvmsg');
    }
    const [next] = this.#ready;
    if (next === undefined) return 0;
    if (!(next instanceof Error) && next.length > into.length) return next.length;
    this.#ready.shift();
    this.#produce();
    if (next instanceof Error) throw next;
    into.set(next);
    return next.length;
  }

  /** Gives one datagram; without any, waits for {@link deliver} or {@link close}. */
  async transact(request: Uint8Array | undefined, sequence: number, into: Uint8Array): Promise<Received> {
    if (this.#transacting) throw new SystemError(EBUSY, 'transact');
    this.#transacting = true;
    try {
      if (request !== undefined) this.send(request);
      await Promise.resolve();
      if (!this.#closed && this.#ready.length === 0 && !this.#lost)
        await new Promise<void>((resolve, reject) => {
          this.#waiting = { resolve, reject };
        });
      const bytes = this.receive(into);
      return bytes > into.length ? { bytes: 0 } : { bytes, terminated: ends(into, bytes, sequence) };
    } finally {
      this.#transacting = false;
    }
  }

  /** Begins anew with the next port: what waits in the receive buffer and the rest of a dump are gone. */
  reopen(): void {
    if (this.#closed) throw new SystemError(EBADF, 'socket');
    this.#ready.length = 0;
    this.#dump.length = 0;
    this.#lost = false;
    this.#port++;
  }

  close(): void {
    this.#closed = true;
    this.#waiting?.reject(new SystemError(ECANCELED, 'transact'));
    this.#waiting = undefined;
  }

  /** As `close`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** The kernel makes the next datagram of a dump when one is received. */
  #produce(): void {
    const next = this.#dump.shift();
    if (next !== undefined) this.deliver(next);
  }
}

/** Whether the kernel sends this: success is acknowledged only where that was asked for. */
function isDue(request: TestRequest, reply: Reply): boolean {
  if (reply instanceof Error || (request.flags & NLM_F_ACK) !== 0) return true;
  const view = new DataView(reply.buffer, reply.byteOffset, reply.length);
  const isAcknowledgement = view.getUint16(TYPE, LITTLE_ENDIAN) === NLMSG_ERROR;
  return !isAcknowledgement || view.getInt32(NLMSG_HDRLEN, LITTLE_ENDIAN) !== 0;
}

function ends(answer: Uint8Array, length: number, sequence: number): boolean {
  let found = false;
  forEachMessage(Reader.copy(answer.subarray(0, length)), 0, length, (header) => {
    if (header.sequence === sequence && (header.type === NLMSG_DONE || header.type === NLMSG_ERROR))
      found = true;
  });
  return found;
}

function requestsOf(datagram: Uint8Array, port: number): TestRequest[] {
  const requests: TestRequest[] = [];
  const whole = Reader.copy(datagram);
  forEachMessage(whole, 0, datagram.length, ({ start, end, type, flags, sequence }) => {
    const bytes = whole.bytes(start, end);
    const reader = Reader.copy(bytes);
    requests.push({
      type,
      flags,
      sequence,
      port,
      isDump: isDump(type, flags),
      bytes,
      read: (body) => body.read(reader, NLMSG_HDRLEN, bytes.length),
    });
  });
  return requests;
}

function datagrams(replies: readonly Reply[], messagesPerDatagram: number): Reply[] {
  const made: Reply[] = [];
  let parts: Uint8Array[] = [];
  const flush = (): void => {
    if (parts.length > 0) made.push(join(parts));
    parts = [];
  };
  for (const reply of replies) {
    if (reply instanceof Error) {
      flush();
      made.push(reply);
      continue;
    }
    parts.push(reply);
    if (parts.length === messagesPerDatagram) flush();
  }
  flush();
  return made;
}

function join(messages: readonly Uint8Array[]): Uint8Array {
  const writer = new Writer();
  for (const message of messages) {
    writer.pad(4);
    writer.bytes(message);
  }
  return writer.copy();
}

/** To whom an answer goes: a {@link TestRequest} has it. */
export interface Addressee {
  readonly sequence: number;
  readonly port: number;
}

/** A message with any header, for what the other builders do not make. */
export function message(
  to: Addressee,
  type: number,
  flags: number,
  write: (writer: Writer) => void,
): Uint8Array {
  const writer = new Writer();
  const start = beginMessage(writer, type, flags, to.sequence, to.port);
  write(writer);
  endMessage(writer, start);
  return writer.copy();
}

/** An object, as the kernel reports it: `data(request, RTM_NEWLINK, linkMessage, { ifname: 'lo' })`. */
export function data<T>(
  request: Addressee & { readonly isDump?: boolean },
  type: number,
  body: Codec<T>,
  value: T,
  flags: number = request.isDump === true ? NLM_F_MULTI : 0,
): Uint8Array {
  return message(request, type, flags, (writer) => body.write(writer, value));
}

/** What an extended acknowledgement says. */
export interface ExtendedAck {
  /** `NLMSGERR_ATTR_MSG` */
  readonly message?: string;
  /** `NLMSGERR_ATTR_OFFS`: of the attribute at fault, from the start of the request's header. */
  readonly offset?: number;
  readonly missType?: number;
  readonly missNest?: number;
  readonly policy?: Policy;
  readonly cookie?: Uint8Array;
}

/** The acknowledgement of a request that succeeded, with a warning if `message` says one. */
export function ack(request: TestRequest, extended: ExtendedAck = {}): Uint8Array {
  return acknowledgement(request, 0, extended, true);
}

/**
 * The refusal of a request.
 *
 * @param errno positive
 * @param capped whether only the header of the request is repeated (`NETLINK_CAP_ACK`), as it is to the client
 */
export function refusal(
  request: TestRequest,
  errno: number,
  extended: ExtendedAck = {},
  capped = true,
): Uint8Array {
  return acknowledgement(request, errno, extended, capped);
}

function acknowledgement(
  request: TestRequest,
  errno: number,
  extended: ExtendedAck,
  capped: boolean,
): Uint8Array {
  const flags = (capped ? NLM_F_CAPPED : 0) | tlvFlag(extended);
  return message(request, NLMSG_ERROR, flags, (writer) => {
    writer.u32(-errno >>> 0);
    writer.bytes(capped ? request.bytes.subarray(0, NLMSG_HDRLEN) : request.bytes);
    writer.pad(4);
    ackAttributes.write(writer, extended);
  });
}

/** The end of a dump; with a positive errno, its failure. */
export function done(request: TestRequest, errno = 0, extended: ExtendedAck = {}, flags = 0): Uint8Array {
  return message(request, NLMSG_DONE, NLM_F_MULTI | flags | tlvFlag(extended), (writer) => {
    writer.u32(-errno >>> 0);
    ackAttributes.write(writer, extended);
  });
}

const tlvFlag = (extended: ExtendedAck): number => (Object.keys(extended).length > 0 ? NLM_F_ACK_TLVS : 0);
