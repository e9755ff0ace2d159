import type { Link, LinkRequest, UndoStack } from '@iplink-ts/rtnetlink';
import { IFF } from '@iplink-ts/rtnetlink/codec';
import { links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed } from '../../errno.ts';
import { type CniError, failure } from '../../error.ts';
import { quote } from '../../quote.ts';

/** What can be set of an interface; what is undefined is left as it is. */
export interface Settings {
  readonly mac?: string | undefined;
  readonly promisc?: boolean | undefined;
  readonly mtu?: number | undefined;
  readonly allmulti?: boolean | undefined;
  readonly txQLen?: number | undefined;
}

/** A setting as a request of its own, so that an error is of this one. */
interface Change {
  readonly what: string;
  readonly request: LinkRequest;
}

/** In the order of the reference. */
function changesFor({ mac, promisc, mtu, allmulti, txQLen }: Settings): readonly Change[] {
  const changes: (Change | false)[] = [
    mac !== undefined && { what: `MAC address ${mac}`, request: { address: mac } },
    promisc !== undefined && { what: `promiscuous mode ${promisc}`, request: flag('promisc', promisc) },
    mtu !== undefined && { what: `MTU ${mtu}`, request: { mtu } },
    allmulti !== undefined && {
      what: `all-multicast mode ${allmulti}`,
      request: flag('allmulti', allmulti),
    },
    txQLen !== undefined && { what: `transmit queue length ${txQLen}`, request: { txqlen: txQLen } },
  ];
  return changes.filter((change) => change !== false);
}

function flag(name: 'promisc' | 'allmulti', isSet: boolean): LinkRequest {
  return { flags: isSet ? [name] : [], change: IFF[name] };
}

/** Of what `wanted` has, how it is now. */
export function currentOf(link: Link, wanted: Settings): Settings {
  const present: Settings = {
    mac: link.address,
    promisc: link.flags.includes('promisc'),
    mtu: link.mtu,
    allmulti: link.flags.includes('allmulti'),
    txQLen: link.txqlen,
  };
  return Object.fromEntries(
    Object.entries(present).filter(([name]) => Reflect.get(wanted, name) !== undefined),
  );
}

/** Whether anything is to be set. */
export function isNothing(settings: Settings): boolean {
  return changesFor(settings).length === 0;
}

/** @param undo takes what sets them back; @throws {CniError} */
export function apply(rtnl: SyncClient, link: Link, settings: Settings, undo: UndoStack): void {
  undo.push(() => {
    for (const error of restore(rtnl, link, currentOf(link, settings))) throw error;
  });
  for (const { what, request } of changesFor(settings)) set(rtnl, link, what, request);
}

/** Sets what can be set; @returns the errors */
export function restore(rtnl: SyncClient, link: Link, settings: Settings): readonly unknown[] {
  const errors: unknown[] = [];
  for (const { what, request } of changesFor(settings)) {
    try {
      set(rtnl, link, what, request);
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}

function set(rtnl: SyncClient, link: Link, what: string, request: LinkRequest): void {
  try {
    rtnl.run(links.set(link.index, request));
  } catch (error) {
    throw failed(`failed to set ${quote(link.ifname ?? '')} to ${what}`, error);
  }
}

/** @throws {CniError} for the first setting that the interface does not have */
export function checkSettings(link: Link, { mac, promisc = false, mtu, allmulti, txQLen }: Settings): void {
  const name = link.ifname ?? '';
  const differs = (what: string, wanted: unknown, now: unknown): CniError =>
    failure(`Error: Tuning configured ${what} of ${name} is ${wanted}, current value is ${now}`);
  const now = currentOf(link, { mac: '', promisc, mtu: 0, allmulti: false, txQLen: 0 });
  if (mac !== undefined && mac !== now.mac) throw differs('Ethernet', mac, now.mac);
  // The flag, which says what was asked for: the kernel's count goes up with each program that captures packets.
  if (promisc !== now.promisc)
    throw failure(
      `Error: Tuning link ${name} configured promisc is ${promisc}, current value is ${Number(now.promisc)}`,
    );
  if (mtu !== undefined && mtu !== now.mtu) throw differs('MTU', mtu, now.mtu);
  if (allmulti !== undefined && allmulti !== now.allmulti)
    throw differs('all-multicast mode', allmulti, now.allmulti);
  if (txQLen !== undefined && txQLen !== now.txQLen)
    throw differs('Transmit Queue Length', txQLen, now.txQLen);
}
