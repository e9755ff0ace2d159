import { formatIpv4, parseIpv4 } from '../bytes/address.ts';
import type { Codec } from '../schema/codec.ts';
import { describe } from '../schema/scalar.ts';

/** `AF_MPLS` (sys/socket.h): routes whose destination is a label */
export const AF_MPLS = 28;

/** The largest label: 20 bits (RFC 3032 section 2.1). */
const LABEL_MAX = 0xfffff;
/** `MPLS_LS_S_MASK` (linux/mpls.h): the bottom of the stack */
const BOTTOM = 0x100;

/**
 * A stack of MPLS labels, the outermost first (linux/mpls.h, RFC 3032): 4 bytes each, big-endian, the last with the
 * bottom mark. Traffic class and TTL are zero, as the kernel wants and writes them.
 */
export const labelStack: Codec<readonly number[]> = {
  read(reader, start, end) {
    if (end === start || (end - start) % 4 !== 0) return undefined;
    const labels: number[] = [];
    for (let at = start; at < end; at += 4) {
      const entry = reader.be32(at);
      if ((entry & 0xfff) !== (at + 4 === end ? BOTTOM : 0)) return undefined;
      labels.push(entry >>> 12);
    }
    return labels;
  },
  write(writer, labels) {
    if (!Array.isArray(labels) || labels.length === 0)
      throw writer.error(`expected a list of labels, got ${describe(labels)}`);
    for (const [index, label] of labels.entries()) {
      if (!Number.isInteger(label) || label < 0 || label > LABEL_MAX) {
        writer.enter(String(index));
        throw writer.error(`expected a label from 0 to ${LABEL_MAX}, got ${describe(label)}`);
      }
      writer.be32(((label << 12) | (index === labels.length - 1 ? BOTTOM : 0)) >>> 0);
    }
  },
};

/** `RTA_NEWDST`: the labels that take the place of the incoming one; bytes when they are no stack of labels. */
export const newDestination: Codec<readonly number[] | Uint8Array> = {
  read: (reader, start, end) => labelStack.read(reader, start, end) ?? reader.bytes(start, end),
  write(writer, value) {
    if (value instanceof Uint8Array) writer.bytes(value);
    else labelStack.write(writer, value);
  },
};

/** Bits of the label that `rtm_dst_len` counts. */
export const LABEL_LENGTH = 20;

/** The label of `RTA_DST`, which has the size of an IPv4 address. @returns undefined for other bits than a label's */
export function labelOf(address: string): string | undefined {
  const [first = 0, second = 0, third = 0, last = 0] = parseIpv4(address) ?? [];
  if ((third & 0x0f) !== BOTTOM >> 8 || last !== 0) return undefined;
  return String((first << 12) | (second << 4) | (third >> 4));
}

/** The inverse of {@link labelOf}. @returns undefined when the text is no label */
export function labelAddress(text: string): string | undefined {
  const label = Number(text);
  if (!/^[0-9]+$/.test(text) || label > LABEL_MAX) return undefined;
  return formatIpv4(
    Uint8Array.of(label >> 12, (label >> 4) & 0xff, ((label & 0xf) << 4) | (BOTTOM >> 8), 0),
    0,
  );
}
