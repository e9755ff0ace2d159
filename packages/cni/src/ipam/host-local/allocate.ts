import type { UndoStack } from '@iplink-ts/rtnetlink';
import { failure } from '../../error.ts';
import type { IpConfig } from '../../result/result.ts';
import { parseAddress } from './address.ts';
import { ownerText, splitOwner } from './names.ts';
import { type Candidate, candidates, formatSet, type Range, type RangeSet, rangeOf } from './range.ts';
import type { StickyRecords } from './sticky.ts';
import type { Store } from './store.ts';

/** Who wants addresses, and from where. */
export interface Claim {
  readonly store: Store;
  readonly containerId: string;
  readonly ifName: string;
  /** Undefined unless pods are to get back what they had; a container of no named pod gets nothing back. */
  readonly sticky: StickyRecords | undefined;
  readonly pod: string | undefined;
  /** Takes the release of what was reserved. */
  readonly undo: UndoStack;
}

/**
 * One address out of a set.
 *
 * @param index number of the set
 * @param requested the address that is asked for, in the set
 * @throws {CniError} in the words of the reference
 */
export function allocate(
  claim: Claim,
  set: RangeSet,
  index: number,
  requested: string | undefined,
): Candidate {
  if (requested !== undefined) return allocateRequested(claim, set, requested);
  const { store, containerId, ifName } = claim;
  const own = reservationsOf(store, containerId, ifName).find((address) => isIn(set, address));
  if (own !== undefined)
    throw failure(
      `${own} has been allocated to ${containerId}, duplicate allocation is not allowed`,
      'an attachment has to be deleted before it is added again',
    );
  const address = returning(claim, set) ?? next(claim, set, index);
  if (address !== undefined) return address;
  throw failure(
    `no IP addresses available in range set: ${formatSet(set)}`,
    `every address has a file in ${store.folder}; GC removes those of containers that are gone`,
  );
}

function allocateRequested(claim: Claim, set: RangeSet, address: string): Candidate {
  const range = holding(set, address);
  if (range === undefined) throw failure(`${address} not in range set ${formatSet(set)}`);
  if (address === range.gateway) throw failure(`requested ip ${address} is subnet's gateway`);
  if (reserve(claim, address) || takeBack(claim, address)) return { address, range };
  const owner = claim.store.owners.of(address) ?? '';
  const { containerId, ifName } = splitOwner(owner);
  throw failure(
    `requested IP address ${address} is not available in range set ${formatSet(set)}`,
    owner === ''
      ? `${claim.store.folder}/${address} does not say whose it is`
      : `it is reserved for container ${containerId}${ifName === undefined ? '' : `, interface ${ifName}`}`,
  );
}

/** The address that the pod had before. */
function returning(claim: Claim, set: RangeSet): Candidate | undefined {
  const { sticky, pod, ifName } = claim;
  const address = pod === undefined ? undefined : sticky?.addressOf(set, pod, ifName);
  const range = address === undefined ? undefined : holding(set, address);
  if (address === undefined || range === undefined || address === range.gateway) return undefined;
  return reserve(claim, address) || takeBack(claim, address) ? { address, range } : undefined;
}

/** The first that is free; addresses that pods may come back to only when there is no other. */
function next(claim: Claim, set: RangeSet, index: number): Candidate | undefined {
  const last = parseAddress(claim.store.lastReserved(index) ?? '');
  const isKept = (address: string): boolean => claim.sticky?.of(address) !== undefined;
  let kept: Candidate | undefined;
  for (const candidate of candidates(set, last)) {
    if (claim.store.owners.has(candidate.address)) continue;
    if (isKept(candidate.address)) kept ??= candidate;
    else if (reserve(claim, candidate.address)) return candidate;
  }
  return kept !== undefined && reserve(claim, kept.address) ? kept : undefined;
}

function reserve({ store, containerId, ifName, undo }: Claim, address: string): boolean {
  if (!store.reserve(address, ownerText(containerId, ifName))) return false;
  undo.push(() => store.release(address));
  return true;
}

/**
 * Takes an address from the container in which the same pod ran before: its DEL has not come, and may never.
 * The same container is another matter: it must be deleted first.
 */
function takeBack({ store, containerId, ifName, sticky, pod, undo }: Claim, address: string): boolean {
  const record = sticky?.of(address);
  const before = store.owners.of(address);
  const owner = ownerText(containerId, ifName);
  if (record === undefined || record.pod !== pod || record.ifName !== ifName) return false;
  if (before === undefined || before !== record.owner || before === owner) return false;
  store.handOver(address, owner);
  undo.push(() => store.handOver(address, before));
  return true;
}

/** Whether the set has an address that nobody has. */
export function hasFree(store: Store | undefined, set: RangeSet): boolean {
  for (const { address } of candidates(set, undefined)) if (!store?.owners.has(address)) return true;
  return false;
}

/** The reservations of an attachment, also those of before version 0.7 of the reference, which name no interface. */
export function reservationsOf(store: Store, containerId: string, ifName: string): string[] {
  return [
    ...store.owners.namesOf(ownerText(containerId, ifName)),
    ...store.owners.namesOf(containerId.trim()),
  ];
}

/** An address of a result. */
export function ipConfig({ address, range }: Candidate): IpConfig {
  return { address: `${address}/${range.length}`, gateway: range.gateway };
}

function isIn(set: RangeSet, address: string): boolean {
  return holding(set, address) !== undefined;
}

/** The range of the set that holds the address. */
export function holding(set: RangeSet, address: string): Range | undefined {
  const parsed = parseAddress(address);
  return parsed && rangeOf(set, parsed);
}
