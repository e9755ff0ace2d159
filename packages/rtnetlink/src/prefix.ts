import { parseIp } from './bytes/address.ts';

/** Address and prefix length of `10.0.0.0/8`; without a length, the whole address. */
export interface Prefix {
  readonly address: string;
  readonly length: number;
}

/** Splits `A/LEN`. @returns undefined when it is no prefix */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const bytes = parseIp(address);
  if (bytes === undefined) return undefined;
  const bits = bytes.length * 8;
  if (slash < 0) return { address, length: bits };
  const length = text.slice(slash + 1);
  if (!/^[0-9]{1,3}$/.test(length) || Number(length) > bits) return undefined;
  return { address, length: Number(length) };
}

/** `AF_INET` and `AF_INET6` (linux/socket.h) */
export const AF_INET = 2;
/** `AF_INET6` (linux/socket.h) */
export const AF_INET6 = 10;

/** The address family that a text address belongs to. */
export function familyOf(address: string): typeof AF_INET | typeof AF_INET6 {
  return address.includes(':') ? AF_INET6 : AF_INET;
}
