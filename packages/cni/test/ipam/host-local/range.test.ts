import test from 'ava';
import { prefixOf } from '../../../src/ip.ts';
import { parseAddress } from '../../../src/ipam/host-local/address.ts';
import {
  candidates,
  canonicalSet,
  formatSet,
  type RangeSet,
  rangeOf,
  setsOverlap,
  type WrittenRange,
} from '../../../src/ipam/host-local/range.ts';

/** `SUBNET [START [END [GATEWAY]]]`, `-` for what is left out. */
function written(text: string): WrittenRange {
  const [subnet = '', ...rest] = text.split(' ');
  const [rangeStart, rangeEnd, gateway] = rest.map((word) => (word === '-' ? undefined : word));
  return { subnet: { prefix: prefixOf(subnet), mapped: false }, rangeStart, rangeEnd, gateway };
}

function set(...ranges: readonly string[]): RangeSet {
  return canonicalSet(ranges.map(written));
}

function all(ranges: RangeSet, last?: string): string[] {
  const from = last === undefined ? undefined : parseAddress(last);
  return [...candidates(ranges, from)].map(({ address }) => address);
}

for (const [subnet, range, gateway] of [
  ['192.0.2.0/24', '192.0.2.1-192.0.2.254', '192.0.2.1'],
  ['192.0.2.64/26', '192.0.2.65-192.0.2.126', '192.0.2.65'],
  ['192.0.2.4/30', '192.0.2.5-192.0.2.6', '192.0.2.5'],
  ['0.0.0.0/0', '0.0.0.1-255.255.255.254', '0.0.0.1'],
  ['2001:db8:1::/64', '2001:db8:1::1-2001:db8:1:0:ffff:ffff:ffff:ffff', '2001:db8:1::1'],
  ['2001:db8::/126', '2001:db8::1-2001:db8::3', '2001:db8::1'],
  ['::/0', '::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '::1'],
  ['192.0.2.0/24 192.0.2.40 192.0.2.50 192.0.2.60', '192.0.2.40-192.0.2.50', '192.0.2.60'],
  ['192.0.2.0/24 192.0.2.0 192.0.2.255', '192.0.2.0-192.0.2.255', '192.0.2.1'],
  ['192.0.2.0/24 - 192.0.2.50 2001:db8::1', '192.0.2.1-192.0.2.50', '2001:db8::1'],
] as const) {
  test(`the canonical form of ${subnet}`, (t) => {
    const ranges = set(subnet);
    t.is(formatSet(ranges), range);
    t.is(ranges[0]?.gateway, gateway);
  });
}

// Each text observed from the Go plugin of Debian 12.
for (const [ranges, message] of [
  [['192.0.2.0/31'], 'Network 192.0.2.0/31 too small to allocate from'],
  [['192.0.2.1/32'], 'Network 192.0.2.1/32 too small to allocate from'],
  [['2001:db8::/127'], 'Network 2001:db8::/127 too small to allocate from'],
  [
    ['192.0.2.12/24'],
    'Network has host bits set. For a subnet mask of length 24 the network address is 192.0.2.0',
  ],
  [
    ['2001:db8:1::24:19ff:fee1:c44a/64'],
    'Network has host bits set. For a subnet mask of length 64 the network address is 2001:db8:1::',
  ],
  [['192.0.2.0/24 192.0.3.5'], 'RangeStart 192.0.3.5 not in network 192.0.2.0/24'],
  [['192.0.2.0/24 2001:db8::1'], 'RangeStart 2001:db8::1 not in network 192.0.2.0/24'],
  [['2001:db8::/64 10.0.0.1'], 'RangeStart 10.0.0.1 not in network 2001:db8::/64'],
  [['192.0.2.0/24 - 192.0.4.0'], 'RangeEnd 192.0.4.0 not in network 192.0.2.0/24'],
  [['192.0.2.0/24 - 192.0.2.0'], 'RangeEnd 192.0.2.0 not in network 192.0.2.0/24'],
  [['192.0.2.0/24 192.0.2.5 2001:db8::1'], 'RangeEnd 2001:db8::1 not in network 192.0.2.0/24'],
  [['192.0.2.0/24 192.0.2.50 192.0.2.40'], 'RangeStart 192.0.2.50 not in network 192.0.2.0/24'],
  [[], 'empty range set'],
  [['192.0.2.0/24', '2001:db8::/64'], 'mixed address families'],
  [['10.1.0.0/22', '10.1.2.0/24'], 'subnets 10.1.0.1-10.1.3.254 and 10.1.2.1-10.1.2.254 overlap'],
  [
    ['10.2.0.0/24', '10.1.0.0/24', '10.1.0.0/24 10.1.0.254 10.1.0.254'],
    'subnets 10.1.0.1-10.1.0.254 and 10.1.0.254-10.1.0.254 overlap',
  ],
] as const) {
  test(`refused: ${message}`, (t) => {
    t.is(t.throws(() => set(...ranges))?.message, message);
  });
}

test('a range without a subnet, or with one of IPv4 written in IPv6', (t) => {
  const none = { subnet: undefined, rangeStart: undefined, rangeEnd: undefined, gateway: undefined };
  t.is(t.throws(() => canonicalSet([none]))?.message, 'IP <nil> not v4 nor v6');
  const mapped = { ...none, subnet: { prefix: prefixOf('::ffff:10.0.0.0/120'), mapped: true } };
  t.is(t.throws(() => canonicalSet([mapped]))?.message, 'IPNet IP and Mask version mismatch');
});

for (const [one, other, overlap] of [
  ['10.1.0.0/24', '10.2.0.0/24', false],
  ['10.1.0.0/24', '2001:db8::/64', false],
  ['10.1.0.0/24', '10.1.0.0/24', true],
  ['10.1.0.0/20', '10.1.2.0/24', true],
  ['10.1.0.0/24 - 10.1.0.127', '10.1.0.0/24 10.1.0.128', false],
  ['10.1.0.0/24 - 10.1.0.127', '10.1.0.0/24 10.1.0.127', true],
  ['2001:db8::/64 - 2001:db8::1:0', '2001:db8::/64 2001:db8::1:1', false],
] as const) {
  test(`${one} and ${other} ${overlap ? 'overlap' : 'are disjoint'}`, (t) => {
    t.is(setsOverlap(set(one), set(other)), overlap);
    t.is(setsOverlap(set(other), set(one)), overlap);
  });
}

test('membership: within start and end, of the same family', (t) => {
  const ranges = set('10.1.0.0/24 10.1.0.40 10.1.0.50', '10.2.0.0/24');
  const isIn = (text: string): boolean => {
    const address = parseAddress(text);
    return address !== undefined && rangeOf(ranges, address) !== undefined;
  };
  t.deepEqual(
    ['10.1.0.39', '10.1.0.40', '10.1.0.50', '10.1.0.51', '10.2.0.0', '10.2.0.1', '::a02:1'].map(isIn),
    [false, true, true, false, false, true, false],
  );
});

for (const [title, last, expected] of [
  ['the beginning', undefined, [2, 3, 4, 5, 6]],
  ['the end', 6, [2, 3, 4, 5, 6]],
  ['the middle', 3, [4, 5, 6, 2, 3]],
  ['the gateway', 1, [2, 3, 4, 5, 6]],
  ['an address outside', 99, [2, 3, 4, 5, 6]],
] as const) {
  test(`every address of a /29 once, from ${title}`, (t) => {
    t.deepEqual(
      all(set('192.0.2.0/29'), last === undefined ? undefined : `192.0.2.${last}`),
      expected.map((host) => `192.0.2.${host}`),
    );
  });
}

test('several ranges: on to the next one, and round', (t) => {
  const ranges = set('10.0.0.0/30', '10.0.1.0/30', '10.0.2.0/30 - - 10.0.2.2');
  t.deepEqual(all(ranges), ['10.0.0.2', '10.0.1.2', '10.0.2.1']);
  t.deepEqual(all(ranges, '10.0.0.2'), ['10.0.1.2', '10.0.2.1', '10.0.0.2']);
  t.deepEqual(all(ranges, '10.0.1.2'), ['10.0.2.1', '10.0.0.2', '10.0.1.2']);
  t.deepEqual(all(ranges, '10.0.2.1'), ['10.0.0.2', '10.0.1.2', '10.0.2.1']);
});

test('IPv6: 64 bits of host are counted beyond what a number holds', (t) => {
  const ranges = set('2001:db8::/64 2001:db8::ffff:ffff:ffff:fffe');
  t.deepEqual(all(ranges), ['2001:db8::ffff:ffff:ffff:fffe', '2001:db8::ffff:ffff:ffff:ffff']);
  const [first] = candidates(set('2001:db8::/32'), parseAddress('2001:db8::ffff:ffff:ffff:ffff'));
  t.is(first?.address, '2001:db8:0:1::');
});
