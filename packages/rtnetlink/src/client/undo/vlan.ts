import type { BridgeVlanFlags } from '../../link/bridge_vlan.ts';
import type { Operation } from '../request.ts';
import type { VlanGlobalOptions, VlanOptions } from '../vlan_options.ts';
import { type Vlan, vlans } from '../vlans.ts';
import { each, inAnyOrder, textOf } from './order.ts';
import { whereSupported } from './supported.ts';

/** VLANs of bridges and ports, and their options: one object for each VLAN, none for ranges. */
export interface Vlans {
  readonly list: readonly Vlan[];
  readonly options: readonly VlanOptions[];
  readonly globalOptions: readonly VlanGlobalOptions[];
}

/** What names a VLAN: the port or bridge, and its number there. */
export interface VlanPlace {
  readonly index: number;
  readonly vid: number;
}

const OPTIONS = [
  'state',
  'mcastRouter',
  'mcastMaxGroups',
  'neighSuppress',
] as const satisfies readonly (keyof VlanOptions)[];

const GLOBAL_OPTIONS = [
  'mcastSnooping',
  'mcastIgmpVersion',
  'mcastMldVersion',
  'mcastLastMemberCnt',
  'mcastStartupQueryCnt',
  'mcastLastMemberIntvl',
  'mcastMembershipIntvl',
  'mcastQuerierIntvl',
  'mcastQueryIntvl',
  'mcastQueryResponseIntvl',
  'mcastStartupQueryIntvl',
  'mcastQuerier',
  'msti',
] as const satisfies readonly (keyof VlanGlobalOptions)[];

const keyOf = ({ index, vid }: VlanPlace): string => `${index}:${vid}`;

function singles<T extends { readonly vid: number; readonly vidEnd?: number | undefined }>(
  ranges: readonly T[],
): T[] {
  return ranges.flatMap((range) =>
    Array.from({ length: 1 + (range.vidEnd ?? range.vid) - range.vid }, (_, at) => ({
      ...range,
      vid: range.vid + at,
      vidEnd: undefined,
    })),
  );
}

interface Single extends VlanPlace {
  readonly vidEnd?: number | undefined;
  readonly flags?: BridgeVlanFlags | undefined;
  readonly tunnelId?: number | undefined;
}

/** Those in a row that are alike, or have tunnel keys in a row, as ranges; one that is the PVID is none. */
function ranges<T extends Single>(list: readonly T[]): T[] {
  const textOfRest = ({ vid, vidEnd: _end, tunnelId, ...rest }: T): string =>
    textOf([rest, tunnelId === undefined ? undefined : tunnelId - vid]);
  const found: T[] = [];
  for (const item of list) {
    const last = found.at(-1);
    const isNext = last !== undefined && item.vid === (last.vidEnd ?? last.vid) + 1;
    const isAlike = isNext && textOfRest(last) === textOfRest(item) && item.flags?.includes('pvid') !== true;
    if (isAlike) found[found.length - 1] = { ...last, vidEnd: item.vid };
    else found.push(item);
  }
  return found;
}

/** All VLANs; on a kernel that does not filter them, none. */
export function* allVlans(): Operation<Vlans> {
  return {
    list: yield* whereSupported(() => vlans.list()),
    options: singles(yield* whereSupported(() => vlans.listOptions())),
    globalOptions: singles(yield* whereSupported(() => vlans.listGlobalOptions())),
  };
}

/** The options of each that differ, with their values before. */
function changes<T extends VlanPlace, N extends keyof T>(
  names: readonly N[],
  before: readonly T[],
  now: readonly T[],
): (VlanPlace & Partial<Pick<T, N>>)[] {
  const present = new Map(now.map((options) => [keyOf(options), options]));
  return before.flatMap((options) => {
    const { index, vid } = options;
    const there = present.get(keyOf(options));
    const changed = names.filter((name) => options[name] !== undefined && options[name] !== there?.[name]);
    if (there === undefined || changed.length === 0) return [];
    // A part of the same record.
    const part = Object.fromEntries(changed.map((name) => [name, options[name]])) as Partial<Pick<T, N>>;
    return [{ index, vid, ...part }];
  });
}

function* restoreOptions(before: Vlans): Operation<void> {
  const now = yield* allVlans();
  yield* each([
    () => inAnyOrder(ranges(changes(OPTIONS, before.options, now.options)), vlans.setOptions),
    () =>
      inAnyOrder(
        ranges(changes(GLOBAL_OPTIONS, before.globalOptions, now.globalOptions)),
        vlans.setGlobalOptions,
      ),
  ]);
}

/**
 * Brings back those of `before` that are meant, where they are missing or were changed. Of those that came since,
 * `isOurs` tells which are to go.
 */
export function* restoreVlans(
  before: Vlans,
  isMeant: (place: VlanPlace) => boolean,
  isOurs: (place: VlanPlace) => boolean,
): Operation<void> {
  const meant: Vlans = {
    list: before.list.filter(isMeant),
    options: before.options.filter(isMeant),
    globalOptions: before.globalOptions.filter(isMeant),
  };
  const now = yield* whereSupported(() => vlans.list());
  const present = new Map(now.map((vlan) => [keyOf(vlan), vlan]));
  const known = new Set(before.list.map(keyOf));
  const changed = meant.list.filter((vlan) => textOf(vlan) !== textOf(present.get(keyOf(vlan))));
  const extra = now.filter((vlan) => isOurs(vlan) && !known.has(keyOf(vlan)));
  // The kernel refuses to change a tunnel key, and to give the one that is there.
  const keyed = changed.filter((vlan) => {
    const tunnelId = present.get(keyOf(vlan))?.tunnelId;
    return tunnelId !== undefined && tunnelId !== vlan.tunnelId;
  });
  const wanted = changed.map(
    (vlan): Vlan =>
      present.get(keyOf(vlan))?.tunnelId === vlan.tunnelId ? { ...vlan, tunnelId: undefined } : vlan,
  );
  yield* each([
    () => inAnyOrder(ranges([...extra, ...keyed]), (vlan) => vlans.delete({ ...vlan, tunnelId: undefined })),
    () => inAnyOrder(ranges(wanted), vlans.add),
    () => restoreOptions(meant),
  ]);
}
