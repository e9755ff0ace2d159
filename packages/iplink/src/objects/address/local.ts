/** An interface's own address, and its peer's. */
import type { Address } from '@iplink-ts/rtnetlink';
import { parseIp } from '@iplink-ts/rtnetlink/codec';

/** The address without its length. */
export function withoutLength(address: string): string {
  const slash = address.indexOf('/');
  return slash < 0 ? address : address.slice(0, slash);
}

/** IFA_LOCAL where the kernel sent it, else IFA_ADDRESS: IPv6 sends the former only for point-to-point. */
export function localOf({ local, address }: Address): string | undefined {
  return local ?? (address === undefined ? undefined : withoutLength(address));
}

/** The other end's address, where it differs from the interface's own. */
export function peerOf({ local, address }: Address): string | undefined {
  if (local === undefined || address === undefined) return undefined;
  const peer = withoutLength(address);
  return peer === local ? undefined : peer;
}

export function localBytes(address: Address): Uint8Array | undefined {
  const local = localOf(address);
  return local === undefined ? undefined : parseIp(local);
}
