import { NLMSG_HDRLEN } from '../../src/message/header.ts';
import { cookedHeader, LINKTYPE_NETLINK } from '../../src/pcap/cooked.ts';
import { decodePcap } from '../../src/pcap/decode.ts';
import { fileHeader, PcapError, packetHeader } from '../../src/pcap/format.ts';
import { Random } from '../random.ts';
import { judge, LONGEST, writeOrRefuse } from './judge.ts';

/** What of a million a worker does. */
export interface Share {
  readonly seeds: readonly Uint8Array[];
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

export interface Verdict {
  readonly rounds: number;
  /** Values that were decoded, which says that damaged messages still hold much. */
  readonly values: number;
  readonly failures: readonly string[];
}

/**
 * Ends the message within an attribute and makes it and those around it end there too: a decoder that counts on more
 * than the attribute has reads what lies behind the message.
 */
function endWithin(bytes: Uint8Array, random: Random): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = NLMSG_HDRLEN + 4 * random.below(Math.max(1, (bytes.length - NLMSG_HDRLEN) >> 2));
  if (at + 4 > bytes.length) return bytes;
  const length = view.getUint16(at, true);
  if (length < 4 || at + length > bytes.length) return bytes;
  const end = at + 4 + random.below(length - 3);
  view.setUint16(at, end - at, true);
  for (let outer = NLMSG_HDRLEN; outer < at; outer += 4) {
    const reach = outer + view.getUint16(outer, true);
    if (reach > at && reach <= bytes.length) view.setUint16(outer, end - outer, true);
  }
  return bytes.slice(0, end);
}

/** The damaged message of a round: its number and the seed decide it. */
function made({ seeds, seed }: Share, round: number): Uint8Array {
  const random = new Random(seed + round);
  const seedling = random.pick(seeds);
  const bytes = random.below(3) === 0 ? endWithin(seedling.slice(), random) : random.damage(seedling);
  // Another type, so that each body meets the attributes of the others.
  if (random.below(8) === 0 && bytes.length > 4) bytes[4] = 16 + random.below(112);
  // A length that fits what was cut or repeated, so that more than the first bytes are looked at.
  if (random.below(4) !== 0 && bytes.length >= 16)
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, bytes.length, true);
  return bytes;
}

/** A recording of one packet, damaged: only PcapError may come of it. */
function judgePcap(bytes: Uint8Array, random: Random): void {
  const packet = new Uint8Array(Buffer.concat([cookedHeader('fromKernel', 0), bytes]));
  const head = packetHeader({ time: 0n, bytes: packet, length: packet.length });
  const file = random.damage(new Uint8Array(Buffer.concat([fileHeader(LINKTYPE_NETLINK), head, packet])));
  try {
    for (const { bytes: found } of decodePcap(file))
      if (found.length > file.length) throw new Error(`${found.length} bytes of a file of ${file.length}`);
  } catch (error) {
    if (!(error instanceof PcapError)) throw error;
  }
}

export function run(share: Share): Verdict {
  const failures: string[] = [];
  let values = 0;
  for (let round = share.from; round < share.to && failures.length < 5; round++) {
    const bytes = made(share, round);
    if (bytes.length > LONGEST) continue;
    try {
      values += judge(bytes, { monitored: round % 4 === 0, twice: round % 2 === 0 });
      if (round % 32 === 0) writeOrRefuse(bytes);
      if (round % 64 === 0) judgePcap(bytes, new Random(round));
    } catch (error) {
      failures.push(`round ${round}: ${String(error)}: ${Buffer.from(bytes).toString('hex')}`);
    }
  }
  return { rounds: share.to - share.from, values, failures };
}
