/** How bridges and their ports show identifiers, timers and masks. */
import { MDB_RTR_TYPE } from '@iplink-ts/rtnetlink';
import type { Document } from '../print/document.ts';

interface BridgeId {
  readonly prio: number;
  readonly addr: string;
}

/** `8000.2:0:0:0:2:1`: the priority in four digits, the octets without leading zeros. */
export function formatBridgeId({ prio, addr }: BridgeId): string {
  const octets = addr.split(':').map((octet) => Number.parseInt(octet, 16).toString(16));
  return `${prio.toString(16).padStart(4, '0')}.${octets.join(':')}`;
}

/** A timer in 1/100 s, as seconds with two decimals; the text has the seconds right-aligned in four columns. */
export function printTimer(document: Document, name: string, hundredths: bigint): void {
  const seconds = String(hundredths / 100n);
  const rest = String(hundredths % 100n).padStart(2, '0');
  document.digits(name, `${seconds}.${rest}`, `${name} ${seconds.padStart(4)}.${rest} `);
}

/** Link-local groups that a bridge may forward (IEEE 802.1D table 7-10), by the bit of the mask. */
const FORWARDED_GROUPS: ReadonlyMap<number, string> = new Map([
  [0, 'stp'],
  [2, 'lacp'],
  [14, 'lldp'],
]);

export function forwardedGroups(mask: number): string {
  const names: string[] = [];
  for (let bit = 0; bit < 16; bit++) {
    if ((mask & (1 << bit)) !== 0) names.push(FORWARDED_GROUPS.get(bit) ?? `0x${(1 << bit).toString(16)}`);
  }
  return names.length === 0 ? '0x0' : names.join(',');
}

/** A router state as its number, which is what `ip` shows. */
export function routerNumber(state: keyof typeof MDB_RTR_TYPE | number): number {
  return typeof state === 'number' ? state : MDB_RTR_TYPE[state];
}
