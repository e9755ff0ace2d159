import { decodeText } from '../../src/bytes/text.ts';
import { Writer } from '../../src/bytes/writer.ts';
import { NLA_TYPE_MASK } from '../../src/schema/attributes.ts';
import type { Sent } from './capture.ts';

/*
 * A request as lines in which the order of attributes does not show: one for the header, one for each attribute that
 * holds no others, with the numbers that lead to it. What looks like attributes to its end is taken for them, on both
 * sides alike.
 */

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

interface Nla {
  readonly type: number;
  readonly payload: Uint8Array;
}

function attributesOf(bytes: Uint8Array): Nla[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: Nla[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = view.getUint16(at, true);
    if (length < 4 || at + length > bytes.length) return undefined;
    found.push({ type: view.getUint16(at + 2, true), payload: bytes.subarray(at + 4, at + length) });
    at += (length + 3) & ~3;
  }
  return at >= bytes.length && found.length > 0 ? found : undefined;
}

/** Text without its NUL: iproute2 leaves out that of IFLA_INFO_KIND and RTAX_CC_ALGO, and the kernel takes both. */
function shown(bytes: Uint8Array): string {
  const text = bytes.at(-1) === 0 ? bytes.subarray(0, -1) : bytes;
  const isText = text.length >= 2 && text.every((byte) => byte > 0x20 && byte < 0x7f);
  return isText ? JSON.stringify(Buffer.from(text).toString()) : hex(bytes);
}

function leavesOf(path: string, bytes: Uint8Array): string[] {
  const isPeer = bytes.length > 16 && bytes.subarray(0, 16).every((byte) => byte === 0);
  const nested = attributesOf(isPeer ? bytes.subarray(16) : bytes);
  if (nested === undefined) return [`${path}=${shown(bytes)}`];
  return nested.flatMap(({ type, payload }) => {
    const mark = (type & ~NLA_TYPE_MASK) === 0 ? '' : 'N';
    return leavesOf(`${path}/${type & NLA_TYPE_MASK}${mark}`, payload);
  });
}

/** `struct ifinfomsg` (linux/rtnetlink.h): offset of the index, and its length */
const IFI_INDEX = 4;
const IFINFOMSG_LENGTH = 16;
const IFLA_IFNAME = 3;

/**
 * A link request with the index of the link that it names. Ours leave it to the kernel to look the name up; `ip` asks
 * for the index first.
 */
export function withIndex(sent: Sent, indexes: ReadonlyMap<string, number>): Sent {
  const { body } = sent;
  // A new name, not the one that says which link is meant.
  if (body.subarray(IFI_INDEX, IFI_INDEX + 4).some((byte) => byte !== 0)) return sent;
  const writer = new Writer();
  writer.bytes(body.subarray(0, IFINFOMSG_LENGTH));
  for (const { type, payload } of attributesOf(body.subarray(IFINFOMSG_LENGTH)) ?? []) {
    const index = type === IFLA_IFNAME ? indexes.get(decodeText(payload, 0, payload.length)) : undefined;
    if (index !== undefined) {
      writer.setU32(IFI_INDEX, index);
      continue;
    }
    const at = writer.open(type);
    writer.bytes(payload);
    writer.close(at);
  }
  return { ...sent, body: writer.written.slice() };
}

/** `headerLength`: of the fixed part before the attributes. */
export function leaves({ type, flags, body }: Sent, headerLength: number): string[] {
  const rest = body.subarray(headerLength);
  return [
    `type=${type}`,
    `flags=${flags.toString(16)}`,
    `header=${hex(body.subarray(0, headerLength))}`,
    ...(rest.length === 0 ? [] : leavesOf('', rest)),
  ].sort();
}

/** The lines that only one of the two has. */
export function difference(theirs: readonly string[], ours: readonly string[]): string[] {
  const without = (lines: readonly string[], others: readonly string[]): string[] => {
    const left = [...others];
    return lines.filter((line) => {
      const at = left.indexOf(line);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  return [
    ...without(theirs, ours).map((line) => `ip: ${line}`),
    ...without(ours, theirs).map((line) => `ours: ${line}`),
  ];
}
