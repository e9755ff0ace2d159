import type { UndoStack } from '@iplink-ts/rtnetlink';
import { addresses, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failure } from '../error.ts';
import {
  type Backend,
  checkMasquerade,
  findBare,
  gcMasquerade,
  type MasqueradeKey,
  parseBackend,
  setupMasquerade,
  teardownMasquerade,
} from '../firewall/masquerade.ts';
import { validAttachments } from '../gc.ts';
import { bool, type Decoded, decode, optional, string, struct } from '../json/decode.ts';
import { loadConf, named } from '../netconf.ts';
import { findNetns } from '../netns.ts';
import type { Request } from '../request.ts';
import type { IpConfig } from '../result/result.ts';
import type { DelStep } from './del.ts';

/** What bridge and ptp do for the key `ipMasq`. */

export const masqueradeKeys = { ipMasq: bool, ipMasqBackend: optional(string) } as const;

const masqueradeConf = struct('main.NetConf', masqueradeKeys);

/** ADD's part, to be done with the addresses; undefined when none is asked for. */
export type Masquerade = (ips: readonly IpConfig[], undo: UndoStack) => void;

/** @throws {CniError} an unknown backend, before anything is done */
export function masqueradeOf(
  { ipMasq, ipMasqBackend }: Decoded<typeof masqueradeConf>,
  request: Request,
): Masquerade | undefined {
  if (!ipMasq) return undefined;
  const backend: Backend | undefined = parseBackend(ipMasqBackend);
  return (ips, undo) =>
    setupMasquerade(
      { ...keyOf(request), backend },
      ips.map(({ address }) => address),
      undo,
    );
}

/** DEL's part, after the interface is gone. */
export const removeMasquerade: DelStep = (request) => {
  if (mayMasquerade(request)) teardownMasquerade(keyOf(request), addressesLeft(request));
};

/** CHECK's part; @throws {CniError} an address that is not masqueraded */
export function checkMasquerading(request: Request, ips: readonly IpConfig[]): void {
  if (!loadConf(masqueradeConf, request).ipMasq) return;
  const [bare] = findBare(
    keyOf(request),
    ips.map(({ address }) => address),
  );
  if (bare !== undefined)
    throw failure(
      `Masquerading of ${bare} not found`,
      'neither iptables nor nftables has the rules that ADD made',
    );
}

/** STATUS's part; @throws {CniError} code 50 */
export function masqueradeStatus(request: Request): void {
  const { ipMasq, ipMasqBackend } = loadConf(masqueradeConf, request);
  if (ipMasq) checkMasquerade(parseBackend(ipMasqBackend));
}

/** GC's part, whatever the configuration says by now. */
export function gcMasqueradeOf(request: Request): void {
  gcMasquerade(keyOf(request).network, validAttachments(request));
}

function keyOf({ config, containerId, ifName }: Request): MasqueradeKey {
  return { network: decode(named, config).name, containerId, ifName };
}

/** A configuration that is broken by now may have asked for it. */
function mayMasquerade(request: Request): boolean {
  try {
    return loadConf(masqueradeConf, request).ipMasq;
  } catch {
    return true;
  }
}

/** Those of the container's other interfaces. */
function addressesLeft({ netns: path }: Request): string[] {
  using netns = findNetns(path);
  if (netns === undefined) return [];
  using container = SyncClient.open({ netns: { fd: netns.fd } });
  return container.run(addresses.list()).map(({ local, address }) => local ?? address ?? '');
}
