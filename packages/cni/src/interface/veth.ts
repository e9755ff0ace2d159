import type { Link, UndoStack } from '@iplink-ts/rtnetlink';
import { links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../errno.ts';
import { failure } from '../error.ts';
import { quote } from '../quote.ts';
import { deleteIfThere, findLink, linkIfThere } from './link.ts';
import { randomBytes, randomMac } from './mac.ts';
import { writeSysctl } from './sysctl.ts';

/** Where the two ends of a pair go; both may be the same namespace. */
export interface VethEnds {
  /** The namespace of the end that gets the name. */
  readonly container: SyncClient;
  /** The namespace of the thread. */
  readonly home: SyncClient;
}

export interface VethRequest {
  /** Name of the container's end. */
  readonly ifName: string;
  /** Of the container's end; default random. */
  readonly mac?: string | undefined;
  /** Of both ends, in bytes; default the kernel's. */
  readonly mtu?: number | undefined;
}

/** The two ends as they are when they have been made: that of the container down, that of the host up. */
export interface VethPair {
  readonly container: Link;
  readonly host: Link;
}

/** How many names are tried for the host's end, as in the reference. */
const MAX_NAMES = 10;

/**
 * Creates a veth pair. It is made from inside the container, under the name that the interface keeps: made on the
 * host, the name would have to be free there too.
 *
 * @param undo takes the deletion of both ends
 * @param names gives names for the host's end
 * @throws {CniError} `container veth name ("eth0") peer provided ("veth0a1b2c3d") already exists`, which 1.1.1 of the
 * reference words as `container veth name provided (eth0) already exists`
 */
export function createVeth(
  ends: VethEnds,
  request: VethRequest,
  undo: UndoStack,
  names: () => string = randomName,
): VethPair {
  const { container, home } = ends;
  const peer = addPair(ends, request, names);
  let created: string | number = request.ifName;
  undo.push(() => deleteIfThere(container, created));
  const link = container.run(links.get(request.ifName));
  created = link.index;
  return { container: link, host: bringUp(home, peer) };
}

/** @returns the name of the host's end */
function addPair({ container }: VethEnds, { ifName, mac, mtu }: VethRequest, names: () => string): string {
  // The kernel would take `eth%d` for a template and choose a number.
  if (ifName.includes('%'))
    throw failure('failed to make veth pair: invalid argument', 'the name of an interface must not have a %');
  for (let tried = 0; tried < MAX_NAMES; tried++) {
    const peer = names();
    // The reference writes the length of queues that veth does not have as 0.
    const common = { txqlen: 0, ...(mtu !== undefined && { mtu }) };
    try {
      container.run(
        links.add({
          kind: 'veth',
          ifname: ifName,
          ...common,
          ...(mac !== undefined && { address: mac }),
          data: { peer: { ifname: peer, ...common, address: randomMac() } },
          peerNetns: '/proc/thread-self/ns/net',
        }),
      );
      return peer;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw failed('failed to make veth pair', error);
      if (linkIfThere(container, ifName) !== undefined)
        throw failure(
          `container veth name (${quote(ifName)}) peer provided (${quote(peer)}) already exists`,
          `the container already has an interface "${ifName}"`,
          { cause: error },
        );
    }
  }
  throw failure('failed to find a unique veth name');
}

/** The host's end: up, and without the addresses and routes of routers that the container may play. */
function bringUp(home: SyncClient, name: string): Link {
  const { index } = findLink(home, name, `failed to lookup ${quote(name)}: `);
  try {
    writeSysctl(`ipv6/conf/${name}/accept_ra`, '0');
  } catch {} // no IPv6, no routers
  try {
    home.run(links.set(index, { up: true }));
  } catch (error) {
    throw failed(`failed to set ${quote(name)} up`, error);
  }
  return home.run(links.get(index));
}

function randomName(): string {
  return `veth${Buffer.from(randomBytes(4)).toString('hex')}`;
}
