import test from 'ava';
import { changes, withGateways } from '../../../src/plugins/bridge/gateway.ts';

const conflict = (address: string): Error => new Error(`conflict with ${address}`);

for (const [title, present, wanted, added, removed] of [
  ['the first of IPv4', [], ['10.1.2.1/24'], ['10.1.2.1/24'], []],
  ['one that is there', ['10.1.2.1/24'], ['10.1.2.1/24'], [], []],
  ['one that is there, after another', ['10.9.9.9/24', '10.1.2.1/24'], ['10.1.2.1/24'], [], []],
  ['IPv6 that is disjoint', ['2001:db8::1/64'], ['2001:db8:1::1/64'], ['2001:db8:1::1/64'], []],
  ['IPv6 beside IPv4', ['10.1.2.1/24', 'fe80::1/64'], ['2001:db8::1/64'], ['2001:db8::1/64'], []],
] as const) {
  for (const force of [false, true])
    test(`bridge address: ${title}, forceAddress ${force}`, (t) => {
      t.deepEqual(changes(present, wanted, force, conflict), {
        added: [...added],
        removed: new Set<string>(removed),
      });
    });
}

for (const [title, present, wanted, added, removed] of [
  ['another of IPv4', ['10.1.2.1/24'], ['10.9.9.1/24'], ['10.9.9.1/24'], ['10.1.2.1/24']],
  ['another length', ['10.1.2.1/24'], ['10.1.2.1/16'], ['10.1.2.1/16'], ['10.1.2.1/24']],
  ['IPv6 around it', ['2001:db8::1/64'], ['2001:db8::2/48'], ['2001:db8::2/48'], ['2001:db8::1/64']],
  ['IPv6 within it', ['2001:db8::1/48'], ['2001:db8::2/64'], ['2001:db8::2/64'], ['2001:db8::1/48']],
  [
    'two of IPv4, of which the last wins as in the reference',
    ['10.1.2.1/24', '10.3.3.1/24'],
    ['10.4.4.1/24', '10.5.5.1/24'],
    ['10.5.5.1/24'],
    ['10.1.2.1/24', '10.3.3.1/24'],
  ],
  ['there and back', ['10.1.2.1/24'], ['10.4.4.1/24', '10.1.2.1/24'], [], []],
] as const) {
  test(`bridge address: ${title} is refused unless forceAddress`, (t) => {
    t.throws(() => changes(present, wanted, false, conflict), { message: /^conflict with / });
    t.deepEqual(changes(present, wanted, true, conflict), {
      added: [...added],
      removed: new Set<string>(removed),
    });
  });
}

const conf = { isGateway: true, isDefaultGateway: true };
const ips = [{ address: '10.1.2.3/24' }, { address: '2001:db8::33/64', gateway: '2001:db8::9' }];

test('gateways: those that are missing are the first of the network', (t) => {
  t.deepEqual(withGateways({ ips, routes: [] }, { isGateway: true, isDefaultGateway: false }), {
    ips: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }, ips[1]],
    routes: [],
    addresses: ['10.1.2.1/24', '2001:db8::9/64'],
  });
});

test('gateways: none where the host is none', (t) => {
  t.deepEqual(withGateways({ ips, routes: [] }, { isGateway: false, isDefaultGateway: false }), {
    ips,
    routes: [],
    addresses: [],
  });
});

test('default routes: one of each family', (t) => {
  const three = [...ips, { address: '2001:db8:1::2/64' }];
  t.deepEqual(withGateways({ ips: three, routes: [] }, conf).routes, [
    { dst: '0.0.0.0/0', gw: '10.1.2.1' },
    { dst: '::/0', gw: '2001:db8::9' },
  ]);
});

test('default routes: one that has a gateway counts', (t) => {
  const routes = [{ dst: '0.0.0.0/0', gw: '10.1.2.99' }, { dst: '::/0' }];
  t.deepEqual(withGateways({ ips, routes }, conf).routes, [...routes, { dst: '::/0', gw: '2001:db8::9' }]);
});
