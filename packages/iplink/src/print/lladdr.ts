/** Link-layer addresses as they are shown. */
import { formatIp } from '@iplink-ts/rtnetlink/codec';
import { ipAddressLength } from './link_type.ts';

/** Colon hex as it is, but an IP address for tunnels. */
export function showLladdr(lladdr: string, type: number): string {
  const length = ipAddressLength(type);
  if (length === 0 || lladdr.length !== length * 3 - 1) return lladdr;
  const bytes = Uint8Array.from(lladdr.split(':'), (octet) => Number.parseInt(octet, 16));
  return formatIp(bytes, 0, length) ?? lladdr;
}
