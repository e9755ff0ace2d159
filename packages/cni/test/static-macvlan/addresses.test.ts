import test from 'ava';
import { formatPrefix, prefixOf } from '../../src/ip.ts';
import { hostsOf, lowestOutside, type Range, withNumber } from '../../src/static-macvlan/addresses.ts';

const text = (cidr: string, number: bigint): string => formatPrefix(withNumber(prefixOf(cidr), number));

for (const [cidr, first, last] of [
  ['192.168.1.0/24', '192.168.1.1/24', '192.168.1.254/24'],
  ['0.0.0.0/0', '0.0.0.1/0', '255.255.255.254/0'],
  ['10.0.0.4/30', '10.0.0.5/30', '10.0.0.6/30'],
  ['10.0.0.4/31', '10.0.0.4/31', '10.0.0.5/31'],
  ['10.0.0.4/32', '10.0.0.4/32', '10.0.0.4/32'],
  ['fd00::/64', 'fd00::1/64', 'fd00::ffff:ffff:ffff:ffff/64'],
  ['fd00::2/127', 'fd00::2/127', 'fd00::3/127'],
  ['::/0', '::1/0', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/0'],
] as const)
  test(`hosts of ${cidr}`, (t) => {
    const hosts = hostsOf(prefixOf(cidr));
    t.deepEqual([text(cidr, hosts.first), text(cidr, hosts.last)], [first, last]);
  });

const range = (first: bigint, last = first): Range => ({ first, last });

for (const [title, ranges, others, lowest] of [
  ['nothing in the way', [range(5n, 9n)], [], 5n],
  ['the first is taken', [range(5n, 9n)], [range(5n)], 6n],
  ['a gap', [range(5n, 9n)], [range(7n), range(5n)], 6n],
  ['ranges that overlap', [range(5n, 9n)], [range(1n, 7n), range(3n, 6n), range(8n)], 9n],
  ['all taken', [range(5n, 9n)], [range(5n, 8n), range(9n)], undefined],
  ['the lowest of all ranges, in whatever order', [range(20n, 29n), range(5n, 9n)], [], 5n],
  ['the next range', [range(5n, 6n), range(20n, 29n)], [range(5n, 6n), range(20n)], 21n],
  ['no range', [], [], undefined],
  ['an obstacle of 2^64', [range(1n, 1n << 80n)], [range(0n, 1n << 64n)], (1n << 64n) + 1n],
] as const)
  test(`lowest: ${title}`, (t) => {
    t.is(lowestOutside(ranges, others), lowest);
  });
