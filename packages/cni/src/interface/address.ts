import type { Address } from '@iplink-ts/rtnetlink';

/** An interface's own address, `A/LEN`: on a point-to-point link `address` is the other end's. */
export function ownAddress({ address = '', local, prefixlen }: Address): string {
  return local === undefined ? address : `${local}/${prefixlen}`;
}
