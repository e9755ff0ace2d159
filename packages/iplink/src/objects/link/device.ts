/** Which device the words of a link command mean. */
import { type Link, type LinkGetOptions, NetlinkError } from '@iplink-ts/rtnetlink';
import { links } from '@iplink-ts/rtnetlink/sync';
import { commandFailure, noDevice, programFailure } from '../../failure.ts';
import { isDeviceName, isInterfaceName } from '../../parse/ifname.ts';
import { lladdrLength } from '../../parse/lladdr.ts';
import type { Session } from '../../session.ts';
import type { WordsDraft } from './draft.ts';

/** Whether the device exists and is a VRF. */
export function isVrf(session: Session, name: string): boolean {
  return isDeviceName(name) && findLink(session, name)?.kind === 'vrf';
}

export function findLink(session: Session, name: string, options: LinkGetOptions = {}): Link | undefined {
  try {
    return session.host.run(links.get(session.interfaces.nameIn(name), options));
  } catch (error) {
    if (error instanceof NetlinkError) return undefined;
    throw error;
  }
}

/** The words make a device: its name, and the device it sits on. */
export function finishNew(draft: WordsDraft, name: string | undefined, dev: string | undefined): void {
  const { request, session, link } = draft;
  if (request.group !== undefined && dev === undefined) return;
  if (name !== dev) {
    throw programFailure('both "name" and "dev" cannot be used when creating devices.\n');
  }
  if (link !== undefined) {
    const index = session.interfaces.indexOf(link);
    if (index === 0) throw noDevice(link);
    request.link = index;
  }
  if (name !== undefined) request.ifname = name;
}

/** The words change a device: which one, or which group. */
export function finishChange(draft: WordsDraft, name: string | undefined, dev: string | undefined): void {
  const { request, session } = draft;
  if (dev !== undefined && request.address !== undefined) checkAddressLength(session, dev, request.address);
  if (request.index !== undefined && request.netNsFd === undefined && request.netNsPid === undefined) {
    throw programFailure(
      'index can be used only when creating devices or when moving device to another netns.\n',
    );
  }
  if (dev === undefined) {
    if (request.group !== undefined) return;
    throw programFailure('Not enough information: "dev" argument is required.\n');
  }
  const renames = name !== dev && name !== undefined;
  draft.device = !renames && isLeftToKernel(draft, dev) ? dev : requireIndex(session, dev);
  if (request.index !== undefined) {
    request.newIfindex = request.index;
    delete request.index;
  }
  if (renames) request.ifname = name;
}

/**
 * Whether the kernel may look the name up in the request that makes the change: half of the requests of a long batch.
 * Words of a kind are read behind this, and a device that is not there is complained of before them.
 */
function isLeftToKernel({ session, kind }: WordsDraft, dev: string): boolean {
  return kind === undefined && isInterfaceName(dev) && !session.interfaces.knows(dev);
}

/** @throws Failure when there is no such device */
export function requireIndex(session: Session, dev: string): number {
  const index = session.interfaces.indexOf(dev);
  if (index === 0) throw noDevice(dev);
  return index;
}

/** The kernel would cut or refuse without a word; a device that is not there is complained of later. */
export function checkAddressLength(session: Session, dev: string, address: string): void {
  const current = findLink(session, dev)?.address;
  const given = lladdrLength(address);
  if (current !== undefined && lladdrLength(current) !== given) {
    throw commandFailure(`Invalid address length ${given} - must be ${lladdrLength(current)} bytes\n`);
  }
}
