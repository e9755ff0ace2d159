import type { UndoStack } from '@iplink-ts/rtnetlink';
import { failed } from '../errno.ts';
import { failure } from '../error.ts';
import { changeNft, listRules, NFT_REMEDY, type NftCommand, type NftRule } from './nft.ts';
import { ProgramError } from './program.ts';

/** Frames of a container from another MAC address than its own are dropped, key `macspoofchk`. */

/** The attachment whose frames are checked. */
export interface SpoofCheckKey {
  readonly containerId: string;
  readonly ifName: string;
}

export interface SpoofCheck extends SpoofCheckKey {
  /** The end on the host, through which the frames come. */
  readonly hostVeth: string;
  /** That of the container's end. */
  readonly mac: string;
}

/** Table and names are the reference's. */
const TABLE = { family: 'bridge', table: 'nat' } as const;
const PREROUTING = { ...TABLE, chain: 'PREROUTING' } as const;

/** NF_BR_PRI_NAT_DST_BRIDGED of linux/netfilter_bridge.h. */
const PRIO_DSTNAT = -300;

/**
 * Installs the check, in place of one that the attachment has.
 *
 * @param undo takes the removal
 * @throws {CniError} `failed to setup spoof-check: ...`
 */
export function setupSpoofCheck(check: SpoofCheck, undo: UndoStack): void {
  try {
    changeNft(PREROUTING, (rules = []) => setup(check, rules));
  } catch (error) {
    throw failed(
      'failed to setup spoof-check',
      error,
      error instanceof ProgramError ? NFT_REMEDY : undefined,
    );
  }
  undo.push(() => teardownSpoofCheck(check));
}

/** @throws {CniError} the attachment has no check */
export function checkSpoofCheck(key: SpoofCheckKey): void {
  if (listRules(PREROUTING)?.some(hasComment(commentOf(key))) !== true)
    throw failure(
      `spoof-check of ${key.ifName} not found`,
      `nf_tables has no rule "${commentOf(key)}" in table ${TABLE.family} ${TABLE.table}`,
    );
}

/** Removes the check. None is no fault; @throws {CniError} `failed to teardown spoof-check: ...` */
export function teardownSpoofCheck(key: SpoofCheckKey): void {
  const comment = commentOf(key);
  const chain = chainOf(key);
  remove((rules) => removal(rules.filter(hasComment(comment)), [chain]));
}

/**
 * Removes the checks of interfaces that the host has no longer. They do not tell the network, so that those that
 * are in use are left alone whatever the network's list of attachments says.
 *
 * @param hosts names of the interfaces of the host
 * @throws {CniError} `failed to teardown spoof-check: ...`
 */
export function gcSpoofCheck(hosts: readonly string[]): void {
  remove((rules) => {
    const idle = rules.filter(
      ({ comment, expr }) =>
        comment.startsWith(MARK) && !expr.some(({ match }) => hosts.includes(match?.right ?? '')),
    );
    return removal(
      idle,
      idle.flatMap(({ expr }) => expr.flatMap(({ jump }) => jump?.target ?? [])),
    );
  });
}

/** Without `nft` nobody can have made a check. */
function remove(commands: (present: readonly NftRule[]) => readonly NftCommand[]): void {
  try {
    changeNft(PREROUTING, (rules) => (rules === undefined ? [] : commands(rules)));
  } catch (error) {
    if (!(error instanceof ProgramError)) throw failed('failed to teardown spoof-check', error);
  }
}

function setup(check: SpoofCheck, rules: readonly NftRule[]): NftCommand[] {
  const { family, table } = TABLE;
  const comment = commentOf(check);
  const chain = chainOf(check);
  const mac = macChainOf(chain);
  const rule = (of: string, ...expr: readonly object[]): NftCommand => ({
    add: { rule: { ...TABLE, chain: of, expr, comment } },
  });
  const hook = { type: 'filter', hook: 'prerouting', prio: PRIO_DSTNAT, policy: 'accept' };
  return [
    { add: { table: { family, name: table } } },
    { add: { chain: { family, table, name: PREROUTING.chain, ...hook } } },
    ...[chain, mac].map((name) => ({ add: { chain: { family, table, name } } })),
    ...[chain, mac].map((name) => ({ flush: { chain: { family, table, name } } })),
    ...rules.filter(hasComment(comment)).map(deletion),
    rule(PREROUTING.chain, equal({ meta: { key: 'iifname' } }, check.hostVeth), { jump: { target: chain } }),
    rule(chain, { jump: { target: mac } }),
    rule(mac, equal({ payload: { protocol: 'ether', field: 'saddr' } }, check.mac), { return: null }),
    rule(mac, { drop: null }),
  ];
}

/** The jumps, and the chains that they lead to. */
function removal(jumps: readonly NftRule[], chains: readonly string[]): NftCommand[] {
  const going = chains
    .flatMap((chain) => [chain, macChainOf(chain)])
    .map((name) => ({ chain: { family: TABLE.family, table: TABLE.table, name } }));
  return [
    ...jumps.map(deletion),
    // Made, where they are missing, so that they can be deleted in any case: to list them costs far more.
    ...going.map((chain) => ({ add: chain })),
    // Emptied first: a chain that another one jumps to cannot be deleted.
    ...going.map((chain) => ({ flush: chain })),
    ...going.map((chain) => ({ delete: chain })),
  ];
}

function equal(left: object, right: string): object {
  return { match: { op: '==', left, right } };
}

function deletion({ handle }: NftRule): NftCommand {
  return { delete: { rule: { ...PREROUTING, handle } } };
}

function hasComment(wanted: string): (rule: NftRule) => boolean {
  return ({ comment }) => comment === wanted;
}

/** How the comments of all checks begin. */
const MARK = 'macspoofchk-';

function commentOf({ containerId, ifName }: SpoofCheckKey): string {
  return `${MARK}${containerId}-${ifName}`;
}

function chainOf({ containerId, ifName }: SpoofCheckKey): string {
  return `cni-br-iface-${containerId}-${ifName}`;
}

function macChainOf(chain: string): string {
  return `${chain}-mac`;
}
