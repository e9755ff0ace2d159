/**
 * The pcap file format (draft-ietf-opsawg-pcap): a header of 24 bytes, then packets, each behind a header of 16. Both
 * are in the byte order of the machine that wrote the file, which the magic number tells.
 */

import { LITTLE_ENDIAN } from '../bytes/align.ts';

const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
const FILE_HEADER = 24;
const PACKET_HEADER = 16;
/** Bytes of a packet at most, as Wireshark and libpcap have it. */
export const SNAPLEN = 262_144;

/** A file that is no pcap of netlink, or ends where it should not. */
export class PcapError extends Error {
  override readonly name = 'PcapError';
}

/** One packet of a file. */
export interface Packet {
  /** Nanoseconds since 1970, UTC. */
  readonly time: bigint;
  /** What was captured. */
  readonly bytes: Uint8Array;
  /** Bytes that the packet had, of which the capture may lack the last. */
  readonly length: number;
}

/** The header of a file whose packets begin with the header that `linkType` (`LINKTYPE_*`) says. */
export function fileHeader(linkType: number): Uint8Array {
  const header = new Uint8Array(FILE_HEADER);
  const view = new DataView(header.buffer);
  view.setUint32(0, NANOSECONDS, LITTLE_ENDIAN);
  view.setUint16(4, 2, LITTLE_ENDIAN);
  view.setUint16(6, 4, LITTLE_ENDIAN);
  view.setUint32(16, SNAPLEN, LITTLE_ENDIAN);
  view.setUint32(20, linkType, LITTLE_ENDIAN);
  return header;
}

/** The header of a packet. */
export function packetHeader({ time, bytes, length }: Packet): Uint8Array {
  const header = new Uint8Array(PACKET_HEADER);
  const view = new DataView(header.buffer);
  view.setUint32(0, Number(BigInt.asUintN(32, time / 1_000_000_000n)), LITTLE_ENDIAN);
  view.setUint32(4, Number(time % 1_000_000_000n), LITTLE_ENDIAN);
  view.setUint32(8, bytes.length, LITTLE_ENDIAN);
  view.setUint32(12, length, LITTLE_ENDIAN);
  return header;
}

/**
 * The packets of a file, in either byte order, with times in microseconds or nanoseconds.
 *
 * @param name of the file, for errors
 * @throws {PcapError} at once when it is no pcap of that link type; behind the last whole packet when the file is cut
 * off or damaged there
 */
export function* readPackets(file: Uint8Array, linkType: number, name: string): Generator<Packet, void> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < FILE_HEADER) throw new PcapError(`${name}: ${file.length} bytes are no pcap file`);
  const format = formatOf(view);
  if (format === undefined) throw new PcapError(`${name}: no pcap file`);
  const { littleEndian, unit } = format;
  // The upper half says whether frames end with a check sum.
  const found = view.getUint32(20, littleEndian) & 0xffff;
  if (found !== linkType)
    throw new PcapError(`${name}: packets of link type ${found}, not of netlink (${linkType})`);

  let at = FILE_HEADER;
  for (let number = 1; at < file.length; number++) {
    const damaged = (what: string): PcapError =>
      new PcapError(`${name}: packet ${number}, at byte ${at}, ${what}`);
    if (at + PACKET_HEADER > file.length) throw damaged('is cut off within its header');
    const captured = view.getUint32(at + 8, littleEndian);
    const length = view.getUint32(at + 12, littleEndian);
    const start = at + PACKET_HEADER;
    if (captured > SNAPLEN || captured > length) throw damaged(`cannot have ${captured} of ${length} bytes`);
    if (captured > file.length - start)
      throw damaged(`is cut off: ${file.length - start} of ${captured} bytes are there`);
    const seconds = BigInt(view.getUint32(at, littleEndian));
    const fraction = BigInt(view.getUint32(at + 4, littleEndian));
    yield {
      time: seconds * 1_000_000_000n + fraction * unit,
      bytes: file.subarray(start, start + captured),
      length,
    };
    at = start + captured;
  }
}

function formatOf(view: DataView): { readonly littleEndian: boolean; readonly unit: bigint } | undefined {
  for (const littleEndian of [true, false]) {
    const magic = view.getUint32(0, littleEndian);
    if (magic === MICROSECONDS) return { littleEndian, unit: 1000n };
    if (magic === NANOSECONDS) return { littleEndian, unit: 1n };
  }
  return undefined;
}
