import { attr, attributes } from '../../schema/attributes.ts';
import { type Codec, field } from '../../schema/codec.ts';
import { enumeration, type Word } from '../../schema/names.ts';
import { s32 } from '../../schema/scalar.ts';
import { type SegmentRoutingHeader, segmentRoutingHeader } from './srh.ts';

/** `SEG6_IPTUN_MODE_*` (linux/seg6_iptunnel.h) */
export const SEG6_IPTUN_MODE = {
  inline: 0,
  encap: 1,
  l2encap: 2,
  'encap.red': 3,
  'l2encap.red': 4,
} as const;

const mode = enumeration(s32, () => SEG6_IPTUN_MODE);

/** How to send, and the header to send with (`struct seg6_iptunnel_encap`, linux/seg6_iptunnel.h). */
export interface Seg6Header extends SegmentRoutingHeader {
  readonly mode: Word<typeof SEG6_IPTUN_MODE>;
}

const header: Codec<Seg6Header> = {
  shape: { of: 'parts', parts: { mode, srh: segmentRoutingHeader } },
  read(reader, start, end) {
    if (end - start < mode.size) return undefined;
    const found = mode.read(reader, start, start + mode.size);
    const srh = segmentRoutingHeader.read(reader, start + mode.size, end);
    return found === undefined || srh === undefined ? undefined : { mode: found, ...srh };
  },
  write(writer, value) {
    field(writer, 'mode', mode, value.mode);
    segmentRoutingHeader.write(writer, value);
  },
};

/** `SEG6_IPTUNNEL_*` (linux/seg6_iptunnel.h): sends the packet along a list of segments (RFC 8986). */
export const seg6 = attributes(() => ({ srh: attr(1, header) }));
