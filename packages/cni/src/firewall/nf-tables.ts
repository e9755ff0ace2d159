import {
  beginMessage,
  decodeText,
  endMessage,
  forEachMessage,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_HDRLEN,
  Reader,
  Writer,
} from '@iplink-ts/rtnetlink/codec';
import { NetlinkSocket, SystemError } from '@iplink-ts/socket';

/**
 * Which tables nf_tables has, asked of the kernel: the program `nft` takes as long for that as all else that DEL does,
 * and may be missing.
 */

/** linux/netlink.h */
const NETLINK_NETFILTER = 12;
/** `NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETTABLE` (linux/netfilter/nfnetlink.h, nf_tables.h) */
const GET_TABLE = 0x0a01;
/** `sizeof(struct nfgenmsg)`, and that of the header of the attribute with the name, which comes first */
const NFGENMSG_LENGTH = 4;
const ATTRIBUTE_HEADER = 4;

/** `NFPROTO_*` (linux/netfilter.h) in the words of nft */
const FAMILIES: Readonly<Record<number, string>> = {
  1: 'inet',
  2: 'ip',
  3: 'arp',
  5: 'netdev',
  7: 'bridge',
  10: 'ip6',
};

/** A dump comes in datagrams of 32 KiB at most. */
const ROOM = 64 * 1024;
/** The kernel answers within the request. Milliseconds. */
const PATIENCE = 60_000;

/** The tables of the thread's namespace, as `inet x`; undefined where the kernel does not tell: it has no nf_tables. */
export function listTables(): ReadonlySet<string> | undefined {
  try {
    using socket = new NetlinkSocket({ protocol: NETLINK_NETFILTER });
    socket.send(request());
    return answer(socket);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

/** For tables of any family (NFPROTO_UNSPEC). */
function request(): Uint8Array {
  const writer = new Writer();
  const start = beginMessage(writer, GET_TABLE, NLM_F_REQUEST | NLM_F_DUMP, 1);
  writer.zero(NFGENMSG_LENGTH);
  endMessage(writer, start);
  return writer.written;
}

function answer(socket: NetlinkSocket): ReadonlySet<string> | undefined {
  const reader = new Reader(new ArrayBuffer(ROOM));
  const tables = new Set<string>();
  for (let end: 'done' | 'refused' | undefined; end !== 'done'; ) {
    const length = socket.receive(reader.u8, PATIENCE);
    if (length === 0 || length > ROOM) return undefined;
    forEachMessage(reader, 0, length, (message) => {
      const body = message.start + NLMSG_HDRLEN;
      if (message.type === NLMSG_DONE) end = 'done';
      else if (message.type === NLMSG_ERROR) end = 'refused';
      else tables.add(nameOf(reader, body, message.end));
    });
    if (end === 'refused') return undefined;
  }
  return tables;
}

function nameOf(reader: Reader, body: number, end: number): string {
  const family = reader.u8[body] ?? 0;
  const name = decodeText(reader.u8, body + NFGENMSG_LENGTH + ATTRIBUTE_HEADER, end);
  return `${FAMILIES[family] ?? family} ${name}`;
}
