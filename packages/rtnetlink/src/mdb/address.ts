import { formatIpv4, formatIpv6, formatLladdr, parseIp, parseLladdr } from '../bytes/address.ts';
import type { FixedCodec } from '../schema/codec.ts';
import { describe } from '../schema/scalar.ts';

const ETH_P_IP = 0x0800;
const ETH_P_IPV6 = 0x86dd;

/** `u` is the longest member of the union; the protocol follows, big-endian, and two bytes of padding. */
const UNION_LENGTH = 16;

/** A group of a protocol that is not known here, as it was sent. */
export interface OtherGroup {
  /** An Ethernet type. */
  readonly proto: number;
  /** All 16 bytes of the union. */
  readonly bytes: Uint8Array;
}

/**
 * `addr` of `struct br_mdb_entry` (linux/if_bridge.h): a union that is told apart by the Ethernet type behind it. The
 * text of an IPv4, IPv6 or MAC address says by itself which it is.
 */
export const groupAddress: FixedCodec<string | OtherGroup> = {
  size: 20,
  alignment: 4,
  read(reader, start, end) {
    if (end - start !== 20) return undefined;
    const proto = reader.be16(start + UNION_LENGTH);
    const length = { 0: 6, [ETH_P_IP]: 4, [ETH_P_IPV6]: 16 }[proto];
    const rest = reader.u8.subarray(start + (length ?? 0), start + UNION_LENGTH);
    // What a kernel leaves in the rest of the union would be lost in the text.
    if (length === undefined || rest.some((byte) => byte !== 0))
      return { proto, bytes: reader.bytes(start, start + UNION_LENGTH) };
    if (length === 4) return formatIpv4(reader.u8, start);
    return length === 16 ? formatIpv6(reader.u8, start) : formatLladdr(reader.u8, start, start + length);
  },
  write(writer, value) {
    const group = typeof value === 'string' ? parse(value) : value;
    if (group === undefined || !(group.bytes instanceof Uint8Array) || group.bytes.length > UNION_LENGTH)
      throw writer.error(`expected an IPv4, IPv6 or MAC address, got ${describe(value)}`);
    writer.bytes(group.bytes);
    writer.zero(UNION_LENGTH - group.bytes.length);
    writer.be16(group.proto);
    writer.zero(2);
  },
};

function parse(text: string): OtherGroup | undefined {
  const mac = parseLladdr(text);
  if (mac?.length === 6) return { proto: 0, bytes: mac };
  const ip = parseIp(text);
  return ip && { proto: ip.length === 4 ? ETH_P_IP : ETH_P_IPV6, bytes: ip };
}
