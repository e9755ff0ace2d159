import { type Link, NetlinkError } from '@iplink-ts/rtnetlink';
import { links } from '@iplink-ts/rtnetlink/sync';
import { hasCode } from '../errno.ts';
import type { Attachment } from './attachment.ts';
import { describeSibling, findSibling, type SiblingFilter } from './sibling.ts';
import type { SlaveRequest } from './slave.ts';

/** An interface that the kernel would not create. */
export interface Refused {
  readonly attachment: Attachment;
  readonly master: Link;
  readonly slave: SlaveRequest;
  /** CNI_NETNS: siblings are looked for beside it. */
  readonly netnsPath: string;
}

/**
 * Why that may be, and what helps. The kernel knows best what it cannot do, but says little more than an errno: it is
 * asked first, and its reason looked for afterwards.
 */
export function remedyFor(error: unknown, refused: Refused): string | undefined {
  try {
    return explain(error, refused);
  } catch {
    return undefined; // the error itself counts more than what is said about it
  }
}

function explain(error: unknown, refused: Refused): string | undefined {
  if (hasCode(error, 'EBUSY')) return busy(refused);
  if (hasCode(error, 'EINVAL')) return invalid(refused);
  if (hasCode(error, 'EEXIST')) return taken(refused);
  if (hasCode(error, 'EADDRNOTAVAIL')) return 'a MAC address must be that of one interface, and not zero';
  if (hasCode(error, 'EOPNOTSUPP') && isUnknownKind(error))
    return `this kernel has no ${refused.slave.kind} (modprobe ${modules[refused.slave.kind]})`;
  return undefined;
}

const modules = { ipvlan: 'ipvlan', macvlan: 'macvlan', vlan: '8021q' } as const;

/** Other things that are not supported have a text of their own. */
function isUnknownKind(error: unknown): boolean {
  const text = error instanceof NetlinkError ? error.kernelMessage : undefined;
  return text === undefined || text === 'Unknown device type';
}

/** The kernel lets one driver receive what arrives at an interface (netdev_rx_handler_register). */
function busy({ attachment, master, slave, netnsPath }: Refused): string {
  // The ports of a vrf are free to have interfaces.
  if (master.master !== undefined && master.slaveKind !== 'vrf') {
    const { kind, ifname } = attachment.home.run(links.get(master.master));
    return `"${master.ifname}" is a port of the ${kind} "${ifname}": set "master": "${ifname}", or use another`;
  }
  const other = slave.kind === 'ipvlan' ? 'macvlan' : 'ipvlan';
  const sibling = findSibling(attachment, netnsPath, {
    kinds: [other, other === 'macvlan' ? 'macvtap' : 'ipvtap'],
    master: master.index,
    matches: () => true,
  });
  const excluding = 'ipvlan and macvlan exclude each other on one master';
  return sibling === undefined
    ? `the master is a port of a bridge or bond, or carries interfaces of another kind: ${excluding}`
    : `"${master.ifname}" carries the ${other} ${describeSibling(sibling)}: ${excluding}; use plugin "${other}", or another master`;
}

function invalid({ attachment, master, slave, netnsPath }: Refused): string | undefined {
  const name = `"${master.ifname}"`;
  if (master.flags?.includes('loopback')) return `${name} is a loopback interface: use another master`;
  if (slave.kind !== 'macvlan') return undefined;
  if (master.kind === 'ipvlan') return `${name} is an ipvlan itself: use the master that it has`;
  const filter: SiblingFilter = {
    kinds: ['macvlan', 'macvtap'],
    master: master.index,
    matches: (link) => slave.data?.mode === 'passthru' || isPassthru(link),
  };
  const sibling = findSibling(attachment, netnsPath, filter);
  if (sibling === undefined) return undefined;
  return isPassthru(sibling.link)
    ? `${describeSibling(sibling)} has ${name} to itself, by mode passthru: use another master`
    : `${name} carries ${describeSibling(sibling)}, and mode passthru needs it alone: use another master or mode`;
}

function isPassthru({ kind, data }: Link): boolean {
  return (kind === 'macvlan' || kind === 'macvtap') && data?.mode === 'passthru';
}

/** Of kind vlan only: an id is given once on a master, whatever namespace its interface is in. */
function taken({ attachment, master, slave, netnsPath }: Refused): string | undefined {
  if (slave.kind !== 'vlan') return undefined;
  const { id } = slave.data ?? {};
  const sibling = findSibling(attachment, netnsPath, {
    kinds: ['vlan'],
    master: master.index,
    matches: (link) => link.kind === 'vlan' && link.data?.id === id,
  });
  const holder = sibling === undefined ? 'another interface, in some namespace,' : describeSibling(sibling);
  return `${holder} has VLAN ${id} of "${master.ifname}", which only one can have: use another "vlanId" or master, or plugin "macvlan" with that interface as its master`;
}
