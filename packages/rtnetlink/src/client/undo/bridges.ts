import type { Link } from '../../link/link.ts';
import type { Neighbour } from '../../neighbour.ts';
import type { MdbEntry } from '../mdb.ts';
import type { Operation } from '../request.ts';
import { restoreFdb, setEntries } from './fdb.ts';
import { restoreMdb, setMembers } from './mdb.ts';
import { each } from './order.ts';
import { allVlans, restoreVlans, type VlanPlace, type Vlans } from './vlan.ts';

/** What bridges and VXLAN devices know of their ports, as far as someone set it. */
export interface Bridges {
  readonly vlans: Vlans;
  readonly fdb: readonly Neighbour[];
  readonly mdb: readonly MdbEntry[];
}

const NO_VLANS: Vlans = { list: [], options: [], globalOptions: [] };

const hasDatabase = ({ kind }: Link): boolean => kind === 'bridge' || kind === 'vxlan';

export function* captureBridges(links: readonly Link[]): Operation<Bridges> {
  const isThere = links.some(hasDatabase);
  return {
    vlans: isThere ? yield* allVlans() : NO_VLANS,
    fdb: yield* setEntries(),
    mdb: isThere ? yield* setMembers() : [],
  };
}

/** The VLAN that the kernel gives to what becomes a port, and to a new bridge. */
function isDefault(links: readonly Link[]): (place: VlanPlace) => boolean {
  const bridges = new Map<number, number | undefined>();
  for (const { index, kind, data } of links) if (kind === 'bridge') bridges.set(index, data?.vlanDefaultPvid);
  const defaults = new Map(links.map(({ index, master }) => [index, bridges.get(master ?? index)]));
  return ({ index, vid }) => defaults.get(index) === vid;
}

/** Brings back what is missing or different of the VLANs of ports and bridges. */
export function* restorePortVlans(
  { vlans }: Bridges,
  links: readonly Link[],
  affected: ReadonlySet<number>,
): Operation<void> {
  const isGiven = isDefault(links);
  const isAffected = ({ index }: VlanPlace): boolean => affected.has(index);
  if (links.some(hasDatabase))
    yield* restoreVlans(vlans, isAffected, (place) => isAffected(place) && isGiven(place));
}

/** Brings back what is missing or different of the entries of ports, bridges and VXLAN devices. */
export function* restoreEntries({ fdb, mdb }: Bridges, affected: ReadonlySet<number>): Operation<void> {
  const entries = fdb.filter(({ index }) => affected.has(index));
  const members = mdb.filter(({ dev, port }) => affected.has(dev) || affected.has(port));
  yield* each([
    function* () {
      if (entries.length > 0) yield* restoreFdb(entries);
    },
    function* () {
      if (members.length > 0) yield* restoreMdb(members);
    },
  ]);
}
