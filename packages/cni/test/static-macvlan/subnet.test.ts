import test from 'ava';
import { CniError } from '../../src/error.ts';
import { decode } from '../../src/json/decode.ts';
import { parseJson } from '../../src/json/parse.ts';
import { textOf } from '../../src/static-macvlan/addresses.ts';
import { type Subnet, subnetOf } from '../../src/static-macvlan/subnet.ts';
import { documentSubnets, subnetList } from '../../src/static-macvlan/subnet-list.ts';

const read = (written: unknown): Subnet[] =>
  decode(subnetList, parseJson(Buffer.from(JSON.stringify(written)))).map(({ name, spec }) =>
    subnetOf(name, spec),
  );

const one = (spec: object, name = 'lan'): Subnet => {
  const [subnet] = read([{ name, master: 'eth0', cidr: '192.168.1.0/24', ...spec }]);
  if (subnet === undefined) throw new Error('none');
  return subnet;
};

test('a subnet with the least that it needs', (t) => {
  const subnet = one({});
  t.like(subnet, {
    name: 'lan',
    master: 'eth0',
    vlan: 0,
    parent: 'eth0',
    gateway: '192.168.1.1',
    mode: undefined,
  });
  t.deepEqual(shown(subnet, 'ranges'), ['192.168.1.1-192.168.1.254']);
});

function shown({ cidr, ...subnet }: Subnet, key: 'ranges' | 'exclude'): string[] {
  return subnet[key].map(({ first, last }) => `${textOf(cidr, first)}-${textOf(cidr, last)}`);
}

test('the VLAN and its interface: those of a MacvlanSubnet, and by the name those of a VLANSubnet', (t) => {
  t.like(one({ vlan: 100 }), { vlan: 100, parent: 'eth0.100' });
  t.like(one({ vlan: 100, parent: 'storage' }), { vlan: 100, parent: 'storage' });
  t.like(one({}, 'mv1.100'), { vlan: 100, parent: 'mv1.100' });
  t.like(one({ vlan: 0 }, 'mv1.100'), { vlan: 0, parent: 'eth0' });
  t.like(one({ vlan: 7 }, 'mv1.100'), { vlan: 7, parent: 'eth0.7' });
  t.like(one({ vlan: 0, parent: 'x' }), { vlan: 0, parent: 'eth0' });
  t.like(one({}, 'v1.0'), { vlan: 0, parent: 'eth0' });
});

test('ranges and exclusions in every way of writing', (t) => {
  const ranges = [
    { rangeStart: '192.168.1.10', rangeEnd: '192.168.1.20' },
    { from: '192.168.1.30', to: '192.168.1.40' },
    '192.168.1.50 - 192.168.1.60',
    '192.168.1.128/26',
    '192.168.1.70',
  ];
  const written = [
    '192.168.1.10-192.168.1.20',
    '192.168.1.30-192.168.1.40',
    '192.168.1.50-192.168.1.60',
    '192.168.1.128-192.168.1.191',
    '192.168.1.70-192.168.1.70',
  ];
  t.deepEqual(shown(one({ ranges }), 'ranges'), written);
  t.deepEqual(shown(one({ exclude: ranges }), 'exclude'), written);
});

test('host bits of the network are of no account; networks too small for a gateway have none', (t) => {
  t.is(one({ cidr: '192.168.1.77/24' }).gateway, '192.168.1.1');
  t.is(one({ cidr: '192.168.1.4/30' }).gateway, '192.168.1.5');
  t.is(one({ cidr: '192.168.1.4/31' }).gateway, undefined);
  t.is(one({ cidr: 'fd00::/64' }).gateway, 'fd00::1');
  t.is(one({ cidr: 'fd00::/64', gateway: 'fd00:0::FF' }).gateway, 'fd00::ff');
});

test('by name, and as manifests', (t) => {
  const spec = { master: 'eth0', vlan: 5, cidr: '10.0.0.0/8', mode: 'vepa' };
  const expected = { name: 'a', master: 'eth0', vlan: 5, mode: 'vepa' };
  t.like(read({ a: spec })[0], expected);
  const manifest = {
    apiVersion: 'macvlan.cluster.cattle.io/v1',
    kind: 'MacvlanSubnet',
    metadata: { name: 'a' },
    spec,
  };
  t.like(read([manifest])[0], expected);
  const documents = (document: unknown): string[] =>
    documentSubnets(parseJson(Buffer.from(JSON.stringify(document))), 'file').map(({ name }) => name);
  t.deepEqual(documents(manifest), ['a']);
  t.deepEqual(documents(spec), ['file']);
  t.deepEqual(documents([manifest, { ...spec, name: 'b' }]), ['a', 'b']);
  t.deepEqual(documents({ kind: 'List', items: [manifest] }), ['a']);
  t.deepEqual(documents(null), []);
});

for (const [spec, msg, name] of [
  [{ master: '' }, 'no master'],
  [{ vlan: 4095 }, 'vlan 4095 is not in 0..4094'],
  [{ vlan: -1 }, 'vlan -1 is not in 0..4094'],
  [{}, 'vlan 4095 is not in 0..4094', 'mv1.4095'],
  [
    { master: 'enp101s0f0np0', vlan: 100 },
    'the name of its VLAN interface, "enp101s0f0np0.100", is too long',
  ],
  [{ cidr: '' }, 'cidr "" is none'],
  [{ cidr: '192.168.1.0' }, 'cidr "192.168.1.0" is none'],
  [{ mode: 'source' }, 'unknown mode "source"'],
  [{ gateway: '10.0.0.1' }, 'gateway "10.0.0.1" is no address of 192.168.1.0/24'],
  [{ gateway: 'x' }, 'gateway "x" is no address of 192.168.1.0/24'],
  [{ gateway: 'fd00::1' }, 'gateway "fd00::1" is no address of 192.168.1.0/24'],
  [{ ranges: ['192.168.1.9-192.168.2.1'] }, 'range "192.168.1.9-192.168.2.1" is not within 192.168.1.0/24'],
  [{ ranges: ['192.168.1.9-192.168.1.8'] }, 'range "192.168.1.9-192.168.1.8" is not within 192.168.1.0/24'],
  [{ ranges: ['fd00::1-fd00::2'] }, 'range "fd00::1-fd00::2" is no range of addresses of 192.168.1.0/24'],
  [
    { ranges: [{ rangeStart: '192.168.1.9' }] },
    'range "192.168.1.9-" is no range of addresses of 192.168.1.0/24',
  ],
  [{ exclude: ['nonsense'] }, 'exclude "nonsense-nonsense" is no range of addresses of 192.168.1.0/24'],
] as const satisfies readonly (readonly [object, string, string?])[])
  test(`refuses: ${msg} ${name ?? ''}`, (t) => {
    const error = t.throws(() => one(spec, name ?? 'lan'), { instanceOf: CniError });
    t.like(error, { code: 7, message: `invalid subnet "${name ?? 'lan'}": ${msg}` });
  });
