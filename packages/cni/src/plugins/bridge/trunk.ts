import { failure } from '../../error.ts';
import { MAX_VLAN } from '../../interface/vlan-id.ts';
import { type Decoded, int, list, optional, struct } from '../../json/decode.ts';

/** VLANs in a row, as the kernel takes them in one request. */
export interface VlanRange {
  readonly vid: number;
  /** The last one. */
  readonly vidEnd: number;
}

/** Key `vlanTrunk`: ids and ranges of ids. */
export const vlanTrunk = list(
  struct('main.VlanTrunk', { minID: optional(int), maxID: optional(int), id: optional(int) }),
  '[]*main.VlanTrunk',
);

/** The VLANs of a trunk, each once, in their order; @throws {CniError} with the words of the reference */
export function collectTrunk(trunk: Decoded<typeof vlanTrunk>): VlanRange[] {
  const vids = new Set<number>();
  for (const { minID, maxID, id } of trunk) {
    if (minID !== undefined || maxID !== undefined) {
      const { vid, vidEnd } = rangeOf(minID, maxID);
      for (let each = vid; each <= vidEnd; each++) vids.add(each);
    }
    if (id !== undefined) vids.add(inRange(id, 'id'));
  }
  return inRows([...vids].sort((a, b) => a - b));
}

function rangeOf(minID: number | undefined, maxID: number | undefined): VlanRange {
  const missing = (what: string) =>
    failure(`minID and maxID should be configured simultaneously, ${what} is missing`);
  if (minID === undefined) throw missing('minID');
  if (maxID === undefined) throw missing('maxID');
  const range = { vid: inRange(minID, 'minID'), vidEnd: inRange(maxID, 'maxID') };
  if (range.vid > range.vidEnd) throw failure('minID is greater than maxID in trunk parameter');
  return range;
}

function inRange(id: number, what: string): number {
  if (id >= 1 && id <= MAX_VLAN) return id;
  throw failure(`incorrect trunk ${what} parameter`, `${id} is not from 1 to ${MAX_VLAN}`);
}

function inRows(vids: readonly number[]): VlanRange[] {
  const rows: VlanRange[] = [];
  for (const vid of vids) {
    const last = rows.at(-1);
    if (last?.vidEnd === vid - 1) rows[rows.length - 1] = { vid: last.vid, vidEnd: vid };
    else rows.push({ vid, vidEnd: vid });
  }
  return rows;
}
