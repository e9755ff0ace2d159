import type { UnboundOperations } from '../objects.ts';
import type { Operation } from '../request.ts';
import { recordedAddresses } from './addresses.ts';
import { recordedAddressLabels } from './addrlabels.ts';
import { recordedFdb } from './fdb.ts';
import { recordedLinks } from './links.ts';
import { recordedMdb } from './mdb.ts';
import { recordedNeighbourTables } from './neighbour_tables.ts';
import { recordedNeighbours } from './neighbours.ts';
import { recordedNexthops } from './nexthops.ts';
import { type Recorded, refused } from './recording.ts';
import { recordedRoutes } from './routes.ts';
import { recordedRules } from './rules.ts';
import { recordedVlans } from './vlans.ts';

/** Why an operation is refused, its recorded form, or `reads`: it changes nothing. */
type Treatment<F> = F extends (...input: infer I) => Operation<infer R>
  ? Recorded<I, R> | 'reads' | { readonly refused: string }
  : never;

/** What a transaction makes of the operations of each object. An operation that is not here is refused. */
type Treatments = {
  readonly [K in keyof UnboundOperations]?: {
    readonly [N in keyof UnboundOperations[K]]?: Treatment<UnboundOperations[K][N]>;
  };
};

const treatments: Treatments = {
  links: { list: 'reads', get: 'reads', ...recordedLinks },
  addresses: { list: 'reads', ...recordedAddresses },
  routes: { list: 'reads', get: 'reads', ...recordedRoutes },
  neighbours: { list: 'reads', get: 'reads', ...recordedNeighbours },
  rules: { list: 'reads', ...recordedRules },
  nexthops: { list: 'reads', get: 'reads', ...recordedNexthops },
  bridgePorts: {
    set: { refused: 'links.set with slaveData, and vlans.add, can be undone' },
    unset: { refused: 'vlans.delete can be undone' },
  },
  vlans: { list: 'reads', listOptions: 'reads', listGlobalOptions: 'reads', ...recordedVlans },
  fdb: { list: 'reads', get: 'reads', ...recordedFdb },
  mdb: { list: 'reads', listRouters: 'reads', get: 'reads', ...recordedMdb },
  neighbourTables: { list: 'reads', ...recordedNeighbourTables },
  addressLabels: { list: 'reads', get: 'reads', ...recordedAddressLabels },
  stats: {
    list: 'reads',
    get: 'reads',
    set: { refused: 'the counters would begin anew' },
  },
  nsids: {
    list: 'reads',
    get: 'reads',
    translate: 'reads',
    set: { refused: 'the kernel takes no id of a namespace back' },
  },
};

/** Operations of these names change nothing, whatever the object. */
const READS = ['list', 'get', 'dump'];

/** As the table is asked by names. */
type AnyOperation = (...input: unknown[]) => Operation<unknown>;

/**
 * The operation as a transaction runs it.
 * @returns undefined when it changes nothing
 * @throws TypeError when it cannot be undone
 */
export function treatmentOf(object: string, name: string): Recorded<unknown[], unknown> | undefined {
  const table: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> = treatments;
  const treatment = table[object]?.[name];
  if (treatment === 'reads' || (treatment === undefined && READS.includes(name))) return undefined;
  // The table has nothing else that is a function; what goes in is what the caller's types made sure of.
  if (typeof treatment === 'function') return treatment as Recorded<unknown[], unknown>;
  const why =
    typeof treatment === 'object' && treatment !== null && 'refused' in treatment
      ? String(treatment.refused)
      : 'nothing tells what was there before';
  throw refused(`${object}.${name}`, why);
}

export type { AnyOperation };
