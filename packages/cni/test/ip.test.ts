import test from 'ava';
import {
  broadcastOf,
  canonicalAddress,
  contains,
  familyOf,
  formatPrefix,
  networkOf,
  parsePrefix,
  prefixOf,
} from '../src/ip.ts';

for (const [text, canonical, network, broadcast] of [
  ['10.1.2.3/24', '10.1.2.3/24', '10.1.2.0/24', '10.1.2.255'],
  ['10.1.2.3/0', '10.1.2.3/0', '0.0.0.0/0', '255.255.255.255'],
  ['10.1.2.3/32', '10.1.2.3/32', '10.1.2.3/32', '10.1.2.3'],
  ['10.1.2.200/025', '10.1.2.200/25', '10.1.2.128/25', '10.1.2.255'],
  ['::ffff:1.2.3.4/120', '1.2.3.4/24', '1.2.3.0/24', '1.2.3.255'],
  ['2001:DB8::0:1/63', '2001:db8::1/63', '2001:db8::/63', '2001:db8:0:1:ffff:ffff:ffff:ffff'],
] as const) {
  test(`prefix ${text}`, (t) => {
    const prefix = prefixOf(text);
    t.is(formatPrefix(prefix), canonical);
    t.is(formatPrefix(networkOf(prefix)), network);
    t.is(broadcastOf(prefix), broadcast);
    t.is(prefix.family, familyOf(canonical));
  });
}

for (const text of [
  '',
  '/',
  '1.2.3.4',
  '1.2.3.4/',
  '1.2.3.4/33',
  '1.2.3.4/-1',
  '1.2.3.4/x',
  '1.2.3/8',
  '::/129',
  '::g/64',
  'fe80::1%eth0/64',
]) {
  test(`no prefix: ${JSON.stringify(text)}`, (t) => {
    t.is(parsePrefix(text), undefined);
  });
}

test('addresses are given their canonical text', (t) => {
  t.is(canonicalAddress('2001:0DB8::0:0:1'), '2001:db8::1');
  t.is(canonicalAddress('::ffff:9.9.9.9'), '9.9.9.9');
  t.is(canonicalAddress('9.9.9'), undefined);
});

test('containment is by network and family', (t) => {
  t.true(contains(prefixOf('10.1.2.3/24'), '10.1.2.254'));
  t.false(contains(prefixOf('10.1.2.3/24'), '10.1.3.1'));
  t.false(contains(prefixOf('10.1.2.3/24'), '2001:db8::1'));
  t.true(contains(prefixOf('2001:db8::1/64'), '2001:db8::2'));
  t.false(contains(prefixOf('0.0.0.0/0'), 'nonsense'));
});
