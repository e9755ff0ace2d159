import { parseIp } from './bytes/address.ts';

const ZERO = 48;

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
  const length = decimal(text, slash + 1);
  return length === undefined || length > bits ? undefined : { address, length };
}

/** The one to three digits behind `at`; undefined when it is anything else. */
function decimal(text: string, at: number): number | undefined {
  if (at === text.length || text.length - at > 3) return undefined;
  let value = 0;
  for (let index = at; index < text.length; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** `/LEN`, once it was needed: to put texts together is a fifth of the time that reading a route takes. */
const LENGTHS: string[] = [];

/** `A/LEN`. */
export function prefixText(address: string, length: number): string {
  const tail = LENGTHS[length] ?? `/${length}`;
  LENGTHS[length] = tail;
  return address + tail;
}

/** `AF_INET` and `AF_INET6` (linux/socket.h) */
export const AF_INET = 2;
/** `AF_INET6` (linux/socket.h) */
export const AF_INET6 = 10;

/** The address family that a text address belongs to. */
export function familyOf(address: string): typeof AF_INET | typeof AF_INET6 {
  return address.includes(':') ? AF_INET6 : AF_INET;
}
