import type { Link } from '@iplink-ts/rtnetlink';
import { CniError, errorCode } from '../error.ts';
import type { Attachment } from './attachment.ts';
import { describeSibling, findSibling } from './sibling.ts';

/** The modes of an ipvlan (IPVLAN_MODE_* of linux/if_link.h). */
export const ipvlanModes = ['l2', 'l3', 'l3s'] as const;

/**
 * Its flags (IPVLAN_F_* of linux/if_link.h), of which it has one: whether those of one master reach each other
 * (`bridge`, no flag to the kernel), not at all (`private`), or by way of a switch that sends back (`vepa`).
 */
export const ipvlanFlags = ['bridge', 'private', 'vepa'] as const;

export type IpvlanMode = (typeof ipvlanModes)[number];
export type IpvlanFlag = (typeof ipvlanFlags)[number];

/** What all ipvlan interfaces of one master have in common. */
export interface IpvlanPort {
  readonly mode: IpvlanMode;
  readonly flag: IpvlanFlag;
}

/** What the kernel says of one; undefined when it is none. */
export function portOf(link: Link): { mode: string; flag: IpvlanFlag } | undefined {
  if ((link.kind !== 'ipvlan' && link.kind !== 'ipvtap') || link.data?.mode === undefined) return undefined;
  const { mode, flags = [] } = link.data;
  return {
    mode: String(mode),
    flag: ipvlanFlags.find((flag) => flags.some((set) => set === flag)) ?? 'bridge',
  };
}

/**
 * Mode and flag of an ipvlan belong to its master: the kernel changes those of all siblings with each new one, which
 * takes the network away from running containers. The reference lets it happen.
 *
 * The search ends with the first sibling, since all have the same.
 *
 * @throws {CniError} code 7
 */
export function checkPort(attachment: Attachment, master: Link, wanted: IpvlanPort, netnsPath: string): void {
  // An ipvlan on an ipvlan becomes its sibling.
  const port =
    master.kind === 'ipvlan' && master.linkNetnsid === undefined ? (master.link ?? 0) : master.index;
  const sibling = findSibling(attachment, netnsPath, {
    kinds: ['ipvlan', 'ipvtap'],
    master: port,
    matches: (link) => portOf(link) !== undefined,
  });
  const present = sibling && portOf(sibling.link);
  if (sibling === undefined || present === undefined) return;
  const changed = (['mode', 'flag'] as const).filter((key) => present[key] !== wanted[key]);
  const [first] = changed;
  if (first === undefined) return;
  const keys = changed.map((key) => `"${key}": "${present[key]}"`).join(' and ');
  throw new CniError(
    errorCode.invalidNetworkConfig,
    `master "${master.ifname}" carries ipvlan interfaces of ${first} ${present[first]}, which ${first} ${wanted[first]} would change`,
    `${describeSibling(sibling)}: set ${keys}, or use another master`,
  );
}
