/** Words for what IFLA_OPERSTATE, IFLA_LINKMODE, IFLA_INET6_ADDR_GEN_MODE and IFLA_EVENT hold. */
import type { Link } from '@iplink-ts/rtnetlink';

export type Operstate = NonNullable<Link['operstate']>;
export type Linkmode = NonNullable<Link['linkmode']>;
export type AddrGenMode = NonNullable<NonNullable<NonNullable<Link['afSpec']>['inet6']>['addrGenMode']>;
export type LinkEvent = NonNullable<Link['event']>;

/** `IF_OPER_*`, by number. */
const OPERSTATES = [
  ['unknown', 'UNKNOWN'],
  ['notpresent', 'NOTPRESENT'],
  ['down', 'DOWN'],
  ['lowerlayerdown', 'LOWERLAYERDOWN'],
  ['testing', 'TESTING'],
  ['dormant', 'DORMANT'],
  ['up', 'UP'],
] as const satisfies readonly (readonly [Operstate, string])[];

/** `IF_LINK_MODE_*`; `testing` is newer than the reference, which shows its number. */
const LINKMODES = [
  ['default', 'DEFAULT'],
  ['dormant', 'DORMANT'],
] as const satisfies readonly (readonly [Linkmode, string])[];

const LINKMODE_TESTING = 2;

/** `IN6_ADDR_GEN_MODE_*` (linux/if_link.h). */
const ADDR_GEN_MODES = [
  ['eui64', 'eui64'],
  ['none', 'none'],
  ['stablePrivacy', 'stable_secret'],
  ['random', 'random'],
] as const satisfies readonly (readonly [AddrGenMode, string])[];

/** `IFLA_EVENT_*` (linux/if_link.h). */
const EVENTS = [
  ['reboot', 'REBOOT'],
  ['features', 'FEATURE CHANGE'],
  ['bondingFailover', 'BONDING FAILOVER'],
  ['notifyPeers', 'NOTIFY PEERS'],
  ['igmpResend', 'RESEND IGMP'],
  ['bondingOptions', 'BONDING OPTION'],
] as const satisfies readonly (readonly [LinkEvent, string])[];

type Table<V> = readonly (readonly [V, string])[];

function shown<V>(table: Table<V>, value: V): string | undefined {
  // Once or more for each link of a list: to take the pairs apart would take longer than to find one.
  return table.find((entry) => entry[0] === value)?.[1];
}

/** The value of a word in any case. */
function byWord<V>(table: Table<V>, word: string): V | undefined {
  const wanted = word.toLowerCase();
  return table.find(([, name]) => name.toLowerCase() === wanted)?.[0];
}

/** The words as they are typed. */
export const OPERSTATE_WORDS: readonly string[] = OPERSTATES.map(([, name]) => name.toLowerCase());
export const LINKMODE_WORDS: readonly string[] = LINKMODES.map(([, name]) => name.toLowerCase());
export const ADDR_GEN_MODE_WORDS: readonly string[] = ADDR_GEN_MODES.map(([, name]) => name);

/** The state's word; undefined for a number beyond the table. */
export function operstateName(state: Operstate): string | undefined {
  return shown<Operstate>(OPERSTATES, state);
}

export function parseOperstate(word: string): Operstate | undefined {
  return byWord<Operstate>(OPERSTATES, word);
}

export function linkmodeName(mode: Linkmode): string {
  return shown<Linkmode>(LINKMODES, mode) ?? String(mode === 'testing' ? LINKMODE_TESTING : mode);
}

export function parseLinkmode(word: string): Linkmode | undefined {
  return byWord<Linkmode>(LINKMODES, word);
}

export function addrGenModeName(mode: AddrGenMode): string {
  return shown<AddrGenMode>(ADDR_GEN_MODES, mode) ?? String(mode);
}

export function parseAddrGenMode(word: string): AddrGenMode | undefined {
  return byWord<AddrGenMode>(ADDR_GEN_MODES, word);
}

/** What made the kernel tell of a link; undefined when it says nothing of it. */
export function eventName(event: LinkEvent | undefined): string | undefined {
  if (event === undefined || event === 'none') return undefined;
  return shown<LinkEvent>(EVENTS, event) ?? String(event);
}
