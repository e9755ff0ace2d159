import { type Operation, operations, RtnlSync } from '@iplink-ts/rtnetlink';

/** The devices that the cases are about, made by our own client, as that is the fastest. */

/** A veth whose names the commands of cases know. */
export const PARENT = 'parent';

/** Carries out all of them. @throws the error of the first that fails */
export function carryOut(rtnl: RtnlSync, made: Iterable<Operation<unknown>>): void {
  for (const result of rtnl.batch(made)) if (result.status === 'rejected') throw result.reason;
}

/** Adds {@link PARENT}, up, with its other end. */
export function addParent(rtnl: RtnlSync): void {
  rtnl.links.add({ ifname: PARENT, kind: 'veth', up: true, data: { peer: { ifname: 'other' } } });
}

/** Names of macvlans. */
export function macvlanNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `mv${at}`);
}

/** {@link PARENT} with so many macvlans. */
export function addMacvlans(count: number): void {
  using rtnl = RtnlSync.open();
  addParent(rtnl);
  const link = rtnl.links.get(PARENT).index;
  carryOut(
    rtnl,
    macvlanNames(count).map((ifname) =>
      operations.links.add({ ifname, link, kind: 'macvlan', data: { mode: 'bridge' } }),
    ),
  );
}

/**
 * Removes all that hangs on {@link PARENT}. The kernel would do it after the end of the namespace, while the next case
 * is measured.
 */
export function removeParent(): void {
  using rtnl = RtnlSync.open();
  if (rtnl.links.list({ kind: 'veth' }).some(({ ifname }) => ifname === PARENT)) rtnl.links.delete(PARENT);
}

/** {@link addMacvlans} with so many addresses on each. */
export function addAddresses(count: number, each: number): void {
  addMacvlans(count);
  using rtnl = RtnlSync.open();
  const links = rtnl.links.list({ kind: 'macvlan' });
  carryOut(
    rtnl,
    links.flatMap(({ index }, at) =>
      Array.from({ length: each }, (_, number) =>
        operations.addresses.add({ dev: index, address: `${ipv4(at * each + number)}/32` }),
      ),
    ),
  );
}

/** The addresses of 10.0.0.0/8 by their number. */
export function ipv4(number: number): string {
  return `10.${number >> 16}.${(number >> 8) & 0xff}.${number & 0xff}`;
}

/** All macvlans with the MTU that they were made with. */
export function resetMtu(count: number): void {
  using rtnl = RtnlSync.open();
  carryOut(
    rtnl,
    macvlanNames(count).map((name) => operations.links.set(name, { mtu: 1500 })),
  );
}

/** {@link PARENT} with so many routes to addresses of 10.0.0.0/8. */
export function addRoutes(count: number): void {
  using rtnl = RtnlSync.open();
  addParent(rtnl);
  const dev = rtnl.links.get(PARENT).index;
  carryOut(rtnl, additions(count, dev));
}

/** So many routes by an interface. */
export function* additions(count: number, dev: number): Iterable<Operation<void>> {
  for (let at = 0; at < count; at++) yield operations.routes.add({ dst: `${ipv4(at)}/32`, dev });
}
