import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { be16, be32, ipv6, u8, u32 } from '../../schema/scalar.ts';
import { struct } from '../../schema/struct.ts';

/** `IOAM6_IPTUNNEL_MODE_*` (linux/ioam6_iptunnel.h) */
export const IOAM6_IPTUNNEL_MODE = { inline: 1, encap: 2, auto: 3 } as const;

/** `struct ioam6_trace_hdr` (linux/ioam6.h), RFC 9197 section 4.4 */
const trace = struct(() => ({
  namespaceId: be16,
  /** Units of 4 bytes that each node adds, in the upper 5 bits; bit 2 says that there was no room left. */
  nodelen: u8,
  /** Units of 4 bytes that are left for the nodes, in the lower 7 bits. */
  remlen: u8,
  /** Which data the nodes add, in the upper 24 bits: bit 31 for the hop limit and node id, and so on. */
  type: be32,
}));

/** `IOAM6_IPTUNNEL_*` (linux/ioam6_iptunnel.h): in-situ measurements, written into the packets on their way. */
export const ioam6 = attributes(() => ({
  mode: attr(
    1,
    enumeration(u8, () => IOAM6_IPTUNNEL_MODE),
  ),
  dst: attr(2, ipv6),
  trace: attr(3, trace),
  /** Into `freqK` of `freqN` packets. */
  freqK: attr(4, u32),
  freqN: attr(5, u32),
  src: attr(6, ipv6),
}));
