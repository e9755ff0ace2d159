/** Names of the Ethernet types that `protocol` and `vlan_protocol` take and show. */
import { parseU16 } from '../parse/number.ts';

const NAMES: readonly (readonly [number, string])[] = [
  [0x8100, '802.1Q'],
  [0x88a8, '802.1ad'],
  [0x0800, 'ip'],
  [0x86dd, 'ipv6'],
  [0x0806, 'arp'],
];

export const VLAN_PROTOCOLS: readonly string[] = NAMES.map(([, name]) => name);

/** An Ethernet type by name, case-blind, or as a number. */
export function parseVlanProtocol(word: string): number | undefined {
  const wanted = word.toLowerCase();
  for (const [id, name] of NAMES) if (name.toLowerCase() === wanted) return id;
  return parseU16(word);
}

export function vlanProtocolName(id: number, numeric: boolean): string {
  return (numeric ? undefined : NAMES.find(([known]) => known === id)?.[1]) ?? `[${id}]`;
}
