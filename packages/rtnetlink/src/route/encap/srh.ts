import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { type Codec, field } from '../../schema/codec.ts';
import { type FlagWords, flagset } from '../../schema/names.ts';
import { be16, be32, bytes, describe, ipv6, u8 } from '../../schema/scalar.ts';
import { struct } from '../../schema/struct.ts';

/** `SR6_FLAG1_*` (linux/seg6.h) */
export const SR6_FLAG1 = { protected: 1 << 6, oam: 1 << 5, alert: 1 << 4, hmac: 1 << 3 } as const;

const flags = flagset(u8, () => SR6_FLAG1);

/** `struct ipv6_sr_hdr` (linux/seg6.h) without its segments */
const fixed = struct(() => ({
  nexthdr: u8,
  hdrlen: u8,
  type: u8,
  segmentsLeft: u8,
  firstSegment: u8,
  flags,
  tag: be16,
}));

/** `SR6_TLV_HMAC` and the bytes behind its length (linux/seg6.h, linux/seg6_hmac.h) */
const TLV_HMAC = 5;
const HMAC_LENGTH = 38;
const hmac = struct(() => ({
  tlvhdr: struct(() => ({ type: u8, len: u8 })),
  reserved: be16,
  hmackeyid: be32,
  hmac: bytes(32),
}));

/** The keyed hash that protects a segment routing header (RFC 8754 section 2.1.2). */
export interface SegmentHmac {
  /** Which of the kernel's keys (`ip sr hmac`). */
  readonly keyid: number;
  /** 32 bytes; the kernel computes them, a request may leave them out. */
  readonly hmac?: Uint8Array | undefined;
  /** The 16 bits between length and key, of which the highest says that the destination is not checked. */
  readonly reserved?: number | undefined;
}

/** The segment routing header of IPv6 (RFC 8754), `struct ipv6_sr_hdr` (linux/seg6.h). */
export interface SegmentRoutingHeader {
  /**
   * The segments in the order in which the packet visits them, the reverse of the wire. In mode `inline`, and of
   * the action `endB6`, the last one is `::`, where the kernel puts the packet's own destination.
   */
  readonly segments: readonly string[];
  readonly hmac?: SegmentHmac | undefined;
  /** TLVs (RFC 8754 section 2.1) that are not a single HMAC, as bytes. */
  readonly tlvs?: Uint8Array | undefined;
  readonly flags?: FlagWords<typeof SR6_FLAG1> | undefined;
  /** Tag of packets of one class. */
  readonly tag?: number | undefined;
  /** Protocol of the next header; the kernel fills it in. */
  readonly nexthdr?: number | undefined;
  /** Units of 8 bytes behind the first 8; follows from the segments and TLVs where it is not given. */
  readonly hdrlen?: number | undefined;
  /** The routing type, 4 where it is not given. */
  readonly type?: number | undefined;
  /** How many segments are still to be visited; all but the first where it is not given. */
  readonly segmentsLeft?: number | undefined;
  /** Index of the last entry of the segment list (`last_entry` of RFC 8754). */
  readonly firstSegment?: number | undefined;
}

const ROUTING_TYPE = 4;
const SEGMENT = 16;
/** What `hdrlen` can count. */
const SEGMENTS_MAX = 127;

function readTlvs(
  reader: Reader,
  start: number,
  end: number,
): Pick<SegmentRoutingHeader, 'hmac' | 'tlvs'> | undefined {
  if (start === end) return {};
  const found = end - start === hmac.size ? hmac.read(reader, start, end) : undefined;
  if (found?.tlvhdr.type !== TLV_HMAC || found.tlvhdr.len !== HMAC_LENGTH)
    return { tlvs: reader.bytes(start, end) };
  return { hmac: { keyid: found.hmackeyid, hmac: found.hmac, reserved: found.reserved } };
}

function writeTlvs(writer: Writer, header: SegmentRoutingHeader): void {
  if (header.hmac !== undefined) {
    const { keyid, hmac: hash = new Uint8Array(32), reserved = 0 } = header.hmac;
    const tlvhdr = { type: TLV_HMAC, len: HMAC_LENGTH };
    field(writer, 'hmac', hmac, { tlvhdr, reserved, hmackeyid: keyid, hmac: hash });
  }
  if (header.tlvs !== undefined) writer.bytes(header.tlvs);
}

/** `struct ipv6_sr_hdr` with its segments and TLVs. */
export const segmentRoutingHeader: Codec<SegmentRoutingHeader> = {
  shape: { of: 'parts', parts: { header: fixed, hmac } },
  read(reader, start, end) {
    const head = fixed.read(reader, start, start + fixed.size);
    if (end - start < fixed.size || head === undefined) return undefined;
    const behind = start + fixed.size + (head.firstSegment + 1) * SEGMENT;
    if (behind > end) return undefined;
    const segments: string[] = [];
    for (let at = start + fixed.size; at < behind; at += SEGMENT)
      segments.unshift(ipv6.read(reader, at, at + SEGMENT) ?? '::');
    return { segments, ...readTlvs(reader, behind, end), ...head };
  },
  write(writer, header) {
    const { segments } = header;
    if (!Array.isArray(segments) || segments.length === 0 || segments.length > SEGMENTS_MAX) {
      writer.enter('segments');
      throw writer.error(`expected a list of 1 to ${SEGMENTS_MAX} addresses, got ${describe(segments)}`);
    }
    const tlvs = (header.hmac === undefined ? 0 : hmac.size) + (header.tlvs?.length ?? 0);
    fixed.write(writer, {
      nexthdr: header.nexthdr ?? 0,
      hdrlen: header.hdrlen ?? (segments.length * SEGMENT + tlvs) >> 3,
      type: header.type ?? ROUTING_TYPE,
      segmentsLeft: header.segmentsLeft ?? segments.length - 1,
      firstSegment: header.firstSegment ?? segments.length - 1,
      flags: header.flags ?? (header.hmac === undefined ? [] : ['hmac']),
      tag: header.tag ?? 0,
    });
    for (const [index, segment] of [...segments.entries()].reverse())
      field(writer, `segments.${index}`, ipv6, segment);
    writeTlvs(writer, header);
  },
};
