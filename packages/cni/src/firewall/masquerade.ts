import { readFileSync } from 'node:fs';
import type { UndoStack } from '@iplink-ts/rtnetlink';
import { failed, reason } from '../errno.ts';
import { CniError, errorCode, failure } from '../error.ts';
import { every } from '../every.ts';
import type { ValidAttachment } from '../gc.ts';
import { lockedHost } from '../host-lock.ts';
import { addressOf, contains, familyOf, prefixOf } from '../ip.ts';
import { quote } from '../quote.ts';
import { type Family, IptablesUnusable, listNat } from './iptables.ts';
import {
  addIptablesMasquerade,
  deleteIptablesMasquerade,
  gcIptablesMasquerade,
  iptablesMasqueraded,
} from './masquerade-iptables.ts';
import type { MasqueradeKey } from './masquerade-key.ts';
import {
  addNftMasquerade,
  deleteNftMasquerade,
  gcNftMasquerade,
  MASQUERADE_TABLE,
  nftMasqueraded,
} from './masquerade-nftables.ts';
import { listTables } from './nf-tables.ts';
import { NFT_REMEDY, NftError, tryNft } from './nft.ts';
import { ProgramError } from './program.ts';

export type { MasqueradeKey } from './masquerade-key.ts';

/** Who masquerades, key `ipMasqBackend`. */
const backends = ['iptables', 'nftables'] as const;

export type Backend = (typeof backends)[number];

/** @throws {CniError} `unknown ipmasq backend "x"` */
export function parseBackend(text: string | undefined): Backend | undefined {
  const backend = backends.find((known) => known === text);
  if (backend !== undefined || text === undefined) return backend;
  throw failure(
    `unknown ipmasq backend ${quote(text)}`,
    `"ipMasqBackend" must be one of ${backends.join(', ')}`,
  );
}

const FAMILIES = [4, 6] as const;

const IPTABLES_REMEDY =
  'install the package iptables on the host, or masquerade with "ipMasqBackend": "nftables"';

/**
 * Masquerades what the addresses send to other networks: it seems to come from the host.
 *
 * @param backend default iptables, unless only nftables works
 * @param ips `A/LEN`
 * @param undo takes the removal
 * @throws {CniError}
 */
export function setupMasquerade(
  { backend, ...key }: MasqueradeKey & { readonly backend: Backend | undefined },
  ips: readonly string[],
  undo: UndoStack,
): void {
  try {
    if (backend === 'nftables') byNftables(key, ips, undo);
    else byIptables(key, ips, undo);
  } catch (error) {
    if (!(error instanceof IptablesUnusable))
      throw failed('failed to set up masquerading', error, remedy(error));
    if (backend === undefined && nftWorks()) byNftables(key, ips, undo);
    else throw failure(error.message, IPTABLES_REMEDY, { cause: error });
  }
}

/**
 * Whether the host can masquerade, before a container asks for it.
 *
 * @throws {CniError} code 50
 */
export function checkMasquerade(backend: Backend | undefined): void {
  if (backend !== 'iptables' && nftWorks()) return;
  const unavailable = (message: string, remedy: string, cause?: unknown): CniError =>
    new CniError(errorCode.pluginNotAvailable, message, remedy, { cause });
  if (backend === 'nftables') throw unavailable('nft does not work here', NFT_REMEDY);
  try {
    listNat(4, 'CNI-');
  } catch (error) {
    throw unavailable(reason(error), IPTABLES_REMEDY, error);
  }
}

function byNftables(key: MasqueradeKey, ips: readonly string[], undo: UndoStack): void {
  addNftMasquerade(key, ips);
  undo.push(() => deleteNftMasquerade(key));
}

function byIptables(key: MasqueradeKey, ips: readonly string[], undo: UndoStack): void {
  for (const family of FAMILIES) {
    const own = ips.filter((ip) => familyOf(ip) === family);
    if (own.length === 0) continue;
    addIptablesMasquerade(family, key, own);
    undo.push(() => deleteIptablesMasquerade(family, key, (source) => own.some(isFrom(source))));
  }
}

/**
 * Looks for what {@link setupMasquerade} or the reference made, by whatever backend: at ADD the key may have been
 * another, and 1.1.1 of the reference knows iptables only.
 *
 * @param ips `A/LEN`
 * @returns those that are not masqueraded
 */
export function findBare(key: MasqueradeKey, ips: readonly string[]): readonly string[] {
  const tables = lockedHost(listTables);
  const { family, table } = MASQUERADE_TABLE;
  const byNft = tables?.has(`${family} ${table}`) && nftWorks() ? nftMasqueraded(key) : [];
  const bare = ips.filter((ip) => !byNft.includes(addressOf(prefixOf(ip))));
  return FAMILIES.flatMap((family) => {
    const own = bare.filter((ip) => familyOf(ip) === family);
    const sources = own.length > 0 && mayHaveNat(family, tables) ? iptablesMasqueraded(family, key) : [];
    return own.filter((ip) => !sources.some((source) => isFrom(source)(ip)));
  });
}

/**
 * Ends what {@link setupMasquerade} or the reference began, by whatever backend. Nothing there is no fault.
 *
 * @param inUse addresses that the container has still: iptables rules do not tell by which interface
 */
export function teardownMasquerade(key: MasqueradeKey, inUse: readonly string[] = []): void {
  onAll({
    nftables: () => deleteNftMasquerade(key),
    iptables: (family) => deleteIptablesMasquerade(family, key, (source) => !inUse.some(isFrom(source))),
  });
}

/** Ends it for the attachments of a network that are not valid. */
export function gcMasquerade(network: string, valid: readonly ValidAttachment[]): void {
  onAll({
    nftables: () => gcNftMasquerade(network, valid),
    iptables: (family) => gcIptablesMasquerade(family, network, valid),
  });
}

/**
 * Asks the backends that may hold something: each costs a process or more. A program that an ADD has left at work when
 * it was killed holds the lock, and is waited for.
 */
function onAll(backend: {
  readonly nftables: () => void;
  readonly iptables: (family: Family) => void;
}): void {
  const tables = lockedHost(listTables);
  const { family, table } = MASQUERADE_TABLE;
  try {
    every([
      () => tables?.has(`${family} ${table}`) && nftWorks() && backend.nftables(),
      ...FAMILIES.filter((family) => mayHaveNat(family, tables)).map(
        (family) => () => backend.iptables(family),
      ),
    ]);
  } catch (error) {
    throw failed('failed to remove masquerading', error, remedy(error));
  }
}

/** Without the program there is no way to change what the kernel has. */
function nftWorks(): boolean {
  try {
    tryNft();
    return true;
  } catch (error) {
    if (error instanceof ProgramError || error instanceof NftError) return false;
    throw error;
  }
}

/** Whether iptables has a table `nat`, in one of its two makes. To ask itself would make the older one create it. */
function mayHaveNat(family: Family, tables: ReadonlySet<string> | undefined): boolean {
  return tables?.has(family === 4 ? 'ip nat' : 'ip6 nat') !== false || legacyTables(family).includes('nat');
}

function legacyTables(family: Family): readonly string[] {
  try {
    const names = readFileSync(`/proc/thread-self/net/${family === 4 ? 'ip' : 'ip6'}_tables_names`, 'latin1');
    return names.split('\n');
  } catch {
    return []; // the kernel has none of them
  }
}

/** Whether an address, with or without its length, is among those of a prefix. */
function isFrom(source: string): (ip: string) => boolean {
  const prefix = prefixOf(source);
  return (ip) => contains(prefix, ip.split('/', 1)[0] ?? ip);
}

function remedy(error: unknown): string | undefined {
  return error instanceof ProgramError ? NFT_REMEDY : undefined;
}
