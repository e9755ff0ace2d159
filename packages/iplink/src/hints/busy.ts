/** EBUSY: who has the device already. */
import type { Link } from '@iplink-ts/rtnetlink';
import { links } from '@iplink-ts/rtnetlink/sync';
import type { Hints } from './refused.ts';

/** Kinds that take all frames of their parent: the kernel lets a device have one such user (its rx_handler). */
const EXCLUSIVE: ReadonlySet<string> = new Set(['ipvlan', 'ipvtap', 'macvlan', 'macvtap']);

export const hints: Hints = ({ session, request }) => {
  if (request?.object !== 'link') return [];
  const { index, link, master, kind, ifname, address } = request.body;
  const known = session.host.run(links.list());
  if (link !== undefined && kind !== undefined && EXCLUSIVE.has(kind)) return usersOf(known, link);
  if (master) return usersOf(known, index);
  const device = known.find((one) => one.index === index);
  if (device?.flags.includes('up') && (ifname !== undefined || address !== undefined)) {
    return [`${device.ifname} is up: set it down first`];
  }
  return [];
};

function usersOf(links: readonly Link[], index: number): readonly string[] {
  const parent = links.find((known) => known.index === index);
  if (parent === undefined) return [];
  const rule = 'a device carries either ipvlan or macvlan devices, or it is a port';
  const master = links.find((known) => known.index === parent.master);
  if (master !== undefined) return [`${parent.ifname} is a port of ${titled(master)}: ${rule}`];
  const users = links.filter(
    ({ link, linkNetnsid, kind }) =>
      link === index && linkNetnsid === undefined && kind !== undefined && EXCLUSIVE.has(kind),
  );
  if (users.length === 0) {
    return [`no device here is seen to use ${parent.ifname}: one in another namespace may; ${rule}`];
  }
  return [`${parent.ifname} carries ${users.map(titled).join(', ')} already: ${rule}`];
}

function titled({ ifname, kind }: Link): string {
  return `${ifname} (${kind ?? 'no kind'})`;
}
