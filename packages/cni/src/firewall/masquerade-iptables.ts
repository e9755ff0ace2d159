import { sha512 } from '#sha512';
import { every } from '../every.ts';
import type { ValidAttachment } from '../gc.ts';
import { addressOf, contains, familyOf, formatPrefix, networkOf, prefixOf } from '../ip.ts';
import { changeNat, type Family, IptablesError, IptablesUnusable, listNat, optionOf } from './iptables.ts';
import { type MasqueradeKey, MULTICAST } from './masquerade-key.ts';
import { deleteNatChain } from './nat-chain.ts';
import { retry } from './retry.ts';

/**
 * Masquerading by iptables, with the names of the reference: a chain for each container of a network, to which
 * POSTROUTING jumps from each of the container's addresses.
 *
 * The chain knows no interface. When a container is attached to a network twice, the reference takes the chain away
 * with the first of the two; here that one only loses its own jumps.
 */

export type Container = Omit<MasqueradeKey, 'ifName'>;

/** @throws {IptablesUnusable | IptablesError} */
export function addIptablesMasquerade(family: Family, container: Container, ips: readonly string[]): void {
  const chain = chainOf(container);
  const comment = `-m comment --comment ${commentOf(container)}`;
  const accept = (ip: string): string =>
    `${chain} -d ${formatPrefix(networkOf(prefixOf(ip)))} ${comment} -j ACCEPT`;
  const jump = (ip: string): string => `POSTROUTING -s ${hostPrefix(ip)} ${comment} -j ${chain}`;
  const lines = (present: readonly string[]): string[] => {
    const missing = (rule: string): boolean => !present.includes(`-A ${rule}`);
    return [
      // In front of the rule that masquerades, which may be there already.
      ...unique(ips.map(accept))
        .filter(missing)
        .map((rule) => `-I ${rule}`),
      ...[`${chain} ! -d ${MULTICAST[family]} ${comment} -j MASQUERADE`, ...unique(ips.map(jump))]
        .filter(missing)
        .map((rule) => `-A ${rule}`),
    ];
  };
  if (isNew(family, chain, lines([]))) return;
  change(family, () => {
    const rules = listNat(family, chain);
    if (rules === undefined) return [`-N ${chain}`, ...lines([])];
    return lines([...rules, ...(listNat(family, 'POSTROUTING') ?? [])]);
  });
}

/**
 * Makes a chain with its rules, unless there is one. As a rule a container has none yet, and to list the rules first
 * would take a process more.
 */
function isNew(family: Family, chain: string, rules: readonly string[]): boolean {
  try {
    changeNat(family, [`-N ${chain}`, ...rules]);
    return true;
  } catch (error) {
    if (error instanceof IptablesError || error instanceof IptablesUnusable) return false;
    throw error;
  }
}

/** Prefixes of the container's addresses that are masqueraded. */
export function iptablesMasqueraded(family: Family, container: Container): string[] {
  const chain = chainOf(container);
  const masquerades = listIfUsable(family, chain)?.some((rule) => optionOf(rule, '-j') === 'MASQUERADE');
  if (masquerades !== true) return [];
  const rules = listNat(family, 'POSTROUTING') ?? [];
  return rules.filter((rule) => optionOf(rule, '-j') === chain).map(sourceOf);
}

/**
 * Takes the jumps to the container's chain that are going, and the chain when none is left.
 *
 * @param isGoing is asked with the prefix of addresses that a jump is from
 * @throws {IptablesError}
 */
export function deleteIptablesMasquerade(
  family: Family,
  container: Container,
  isGoing: (source: string) => boolean,
): void {
  const chain = chainOf(container);
  if (deleteNatChain(family, chain, isGoing)) return;
  change(family, () => {
    const listed = listIfUsable(family, 'POSTROUTING') ?? [];
    const jumps = listed.filter((rule) => optionOf(rule, '-j') === chain);
    const going = jumps.filter((rule) => isGoing(sourceOf(rule)));
    const staying = jumps.filter((rule) => !going.includes(rule));
    const all = [`-F ${chain}`, `-X ${chain}`];
    // A chain that is jumped to is there: all of it can go unlisted, which is a process less.
    if (going.length > 0 && staying.length === 0) return [...going.map(asDeletion), ...all];
    const rules = listIfUsable(family, chain);
    if (rules === undefined) return [];
    return staying.length === 0 ? all : [...going, ...idleAccepts(rules, staying)].map(asDeletion);
  });
}

/** Takes what the network's containers without a valid attachment have; @throws {IptablesError} */
export function gcIptablesMasquerade(
  family: Family,
  network: string,
  valid: readonly ValidAttachment[],
): void {
  const comments = (listIfUsable(family) ?? []).flatMap((rule) => optionOf(rule, '--comment') ?? []);
  const present = unique(comments.flatMap((comment) => containerOf(comment, network) ?? []));
  const leftOver = present.filter((id) => !valid.some(({ containerID }) => containerID === id));
  every(
    leftOver.map(
      (containerId) => () => deleteIptablesMasquerade(family, { network, containerId }, () => true),
    ),
  );
}

function change(family: Family, lines: () => readonly string[]): void {
  retry(
    () => {
      const wanted = lines();
      if (wanted.length > 0) changeNat(family, wanted);
    },
    (error) => !(error instanceof IptablesError),
  );
}

/** Where iptables does not work there is nothing of ours. */
function listIfUsable(family: Family, chain?: string): readonly string[] | undefined {
  try {
    return listNat(family, chain);
  } catch (error) {
    if (error instanceof IptablesUnusable) return undefined;
    throw error;
  }
}

/** Longest name of a chain that the reference makes (XT_EXTENSION_MAXNAMELEN less one). */
const MAX_CHAIN = 28;

function chainOf({ network, containerId }: Container): string {
  return `CNI-${sha512(network + containerId)}`.slice(0, MAX_CHAIN);
}

/** As it is listed, and read by iptables-restore. */
function commentOf({ network, containerId }: Container): string {
  return `"name: \\"${network}\\" id: \\"${containerId}\\""`;
}

function containerOf(comment: string, network: string): string | undefined {
  const id = comment.slice(commentOf({ network, containerId: '' }).length - 3, -3);
  return comment === commentOf({ network, containerId: id }) ? id : undefined;
}

function hostPrefix(ip: string): string {
  return addressOf(prefixOf(ip)) + (familyOf(ip) === 4 ? '/32' : '/128');
}

/** No source is all of them. */
function sourceOf(jump: string): string {
  return optionOf(jump, '-s') ?? (jump.includes(':') ? '::/0' : '0.0.0.0/0');
}

/** Rules for networks in which the container has no address any more. */
function idleAccepts(rules: readonly string[], jumps: readonly string[]): string[] {
  const sources = jumps.map((jump) => addressOf(prefixOf(sourceOf(jump))));
  return rules.filter((rule) => {
    const network = optionOf(rule, '-j') === 'ACCEPT' ? optionOf(rule, '-d') : undefined;
    return network !== undefined && !sources.some((source) => contains(prefixOf(network), source));
  });
}

function asDeletion(rule: string): string {
  return rule.replace(/^-A /, '-D ');
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
