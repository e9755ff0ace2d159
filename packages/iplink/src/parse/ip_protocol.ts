/** IP protocol numbers by name (/etc/protocols, of which these are the ones in use). */
import { parseU8 } from './number.ts';

const NAMES: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['igmp', 2],
  ['tcp', 6],
  ['udp', 17],
  ['dccp', 33],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['ipv6-icmp', 58],
  ['ospf', 89],
  ['sctp', 132],
  ['udplite', 136],
]);

export function parseIpProtocol(word: string): number | undefined {
  return NAMES.get(word) ?? parseU8(word);
}
