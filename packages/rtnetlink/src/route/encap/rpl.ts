import { attr, attributes } from '../../schema/attributes.ts';
import { type Codec, field } from '../../schema/codec.ts';
import { bytes, describe, ipv6, u8 } from '../../schema/scalar.ts';
import { struct } from '../../schema/struct.ts';

/** `struct ipv6_rpl_sr_hdr` (linux/rpl.h) without its segments */
const fixed = struct(() => ({ nexthdr: u8, hdrlen: u8, type: u8, segmentsLeft: u8, compression: bytes(4) }));

/** The source routing header of RPL (RFC 6554), with whole addresses. */
export interface RplHeader {
  /** The addresses in the order of the wire (RFC 6554 section 3); `ip` writes and shows its list the other way round. */
  readonly segments: readonly string[];
  readonly nexthdr?: number | undefined;
  /** Units of 8 bytes behind the first 8; follows from the segments where it is not given. */
  readonly hdrlen?: number | undefined;
  /** The routing type, 3 where it is not given. */
  readonly type?: number | undefined;
  /** How many are still to be visited; all where it is not given. */
  readonly segmentsLeft?: number | undefined;
  /** 4 bytes: how many octets the addresses leave out, and padding; zero for the whole addresses here. */
  readonly compression?: Uint8Array | undefined;
}

const ROUTING_TYPE = 3;
const SEGMENT = 16;

const header: Codec<RplHeader> = {
  shape: { of: 'parts', parts: { header: fixed } },
  read(reader, start, end) {
    if (end - start < fixed.size || (end - start - fixed.size) % SEGMENT !== 0) return undefined;
    const { tail: _none, ...head } = fixed.read(reader, start, start + fixed.size) ?? {};
    const segments: string[] = [];
    for (let at = start + fixed.size; at < end; at += SEGMENT)
      segments.push(ipv6.read(reader, at, at + SEGMENT) ?? '::');
    return { segments, ...head };
  },
  write(writer, value) {
    const { segments } = value;
    if (!Array.isArray(segments)) {
      writer.enter('segments');
      throw writer.error(`expected a list of addresses, got ${describe(segments)}`);
    }
    fixed.write(writer, {
      nexthdr: value.nexthdr ?? 0,
      hdrlen: value.hdrlen ?? (segments.length * SEGMENT) >> 3,
      type: value.type ?? ROUTING_TYPE,
      segmentsLeft: value.segmentsLeft ?? segments.length,
      compression: value.compression ?? new Uint8Array(4),
    });
    for (const [index, segment] of segments.entries()) field(writer, `segments.${index}`, ipv6, segment);
  },
};

/** `RPL_IPTUNNEL_*` (linux/rpl_iptunnel.h): source routing in low-power and lossy networks. */
export const rpl = attributes(() => ({ srh: attr(1, header) }));
