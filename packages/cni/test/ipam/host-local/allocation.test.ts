import { writeFileSync } from 'node:fs';
import test from 'ava';
import { supportedVersions } from '../../../src/version.ts';
import { addresses, message, Pool } from './pool.ts';

const ROUTES = [
  { dst: '0.0.0.0/0' },
  { dst: '::/0' },
  { dst: '192.168.0.0/16', gw: '1.1.1.1' },
  { dst: '2001:db8:2::0/64', gw: '2001:db8:3::1' },
];
const TWO = { ranges: [[{ subnet: '10.1.2.0/24' }], [{ subnet: '2001:db8:1::/64' }]] };
const SMALL = { ranges: [[{ subnet: '10.1.2.0/29' }]] };

for (const version of supportedVersions) {
  test(`${version}: ADD and DEL with two sets and routes`, (t) => {
    const pool = new Pool(t, { ...TWO, routes: ROUTES }, version);
    const { status, output, stderr } = pool.call('ADD');
    t.deepEqual([status, stderr], [0, '']);
    const routes = ROUTES.map((route) => ({ ...route, dst: route.dst.replace('::0/', '::/') }));
    if (version === '0.1.0' || version === '0.2.0')
      t.deepEqual(output, {
        cniVersion: version,
        ip4: { ip: '10.1.2.2/24', gateway: '10.1.2.1', routes: [routes[0], routes[2]] },
        ip6: { ip: '2001:db8:1::2/64', gateway: '2001:db8:1::1', routes: [routes[1], routes[3]] },
        dns: {},
      });
    else {
      const family = (digit: string): object => (version.startsWith('0.') ? { version: digit } : {});
      t.deepEqual(output['ips'], [
        { ...family('4'), address: '10.1.2.2/24', gateway: '10.1.2.1' },
        { ...family('6'), address: '2001:db8:1::2/64', gateway: '2001:db8:1::1' },
      ]);
      t.deepEqual(output['routes'], routes);
    }
    t.deepEqual(pool.files(), {
      '10.1.2.2': 'dummy\r\neth0',
      '2001:db8:1::2': 'dummy\r\neth0',
      'last_reserved_ip.0': '10.1.2.2',
      'last_reserved_ip.1': '2001:db8:1::2',
      lock: '',
    });
    const del = pool.call('DEL');
    t.deepEqual([del.status, del.stdout], [0, '']);
    t.deepEqual(Object.keys(pool.files()), ['last_reserved_ip.0', 'last_reserved_ip.1', 'lock']);
  });
}

test('two networks, the same container, two interfaces: DEL of one leaves the other', (t) => {
  const pool = new Pool(t, SMALL);
  t.is(pool.address({ config: { name: 'net1' } }), '10.1.2.2');
  t.is(pool.address({ config: { name: 'net2' }, ifName: 'eth1' }), '10.1.2.2');
  t.is(pool.call('DEL', { config: { name: 'net1' } }).status, 0);
  t.deepEqual([pool.reserved('net1'), pool.reserved('net2')], [[], ['10.1.2.2']]);
  t.is(pool.call('DEL', { config: { name: 'net2' }, ifName: 'eth1' }).status, 0);
  t.deepEqual(pool.reserved('net2'), []);
});

test('a repeated ADD of the same attachment is refused, another gets the next address', (t) => {
  const pool = new Pool(t, SMALL);
  const duplicate =
    'failed to allocate for range 0: 10.1.2.2 has been allocated to dummy, duplicate allocation is not allowed';
  t.is(pool.address(), '10.1.2.2');
  t.is(message(pool.call('ADD')), duplicate);
  t.is(pool.address({ id: 'other' }), '10.1.2.3');
  t.is(pool.address({ ifName: 'eth1' }), '10.1.2.4');
  t.is(message(pool.call('ADD')), duplicate);
  t.deepEqual(pool.reserved(), ['10.1.2.2', '10.1.2.3', '10.1.2.4']);
});

test('DEL of an unknown container succeeds, twice', (t) => {
  const pool = new Pool(t, SMALL);
  t.is(pool.address(), '10.1.2.2');
  for (const _ of [1, 2]) t.is(pool.call('DEL', { id: 'nobody' }).status, 0);
  t.deepEqual(pool.reserved(), ['10.1.2.2']);
});

test('addresses are asked for by args.cni.ips, the capability ips and CNI_ARGS', (t) => {
  const pool = new Pool(t, { subnet: '10.1.2.0/24' });
  t.is(pool.address({ id: 'a', config: { args: { cni: { ips: ['10.1.2.88'] } } } }), '10.1.2.88');
  t.is(pool.address({ id: 'b', config: { RuntimeConfig: { IPs: ['10.1.2.89/8'] } } }), '10.1.2.89');
  t.is(pool.address({ id: 'c', args: 'IP=10.1.2.90/24' }), '10.1.2.90');
  t.deepEqual(pool.call('ADD', { id: 'd', args: 'IP=10.1.2.91' }).output['ips'], [
    { address: '10.1.2.91/24', gateway: '10.1.2.1' },
  ]);
  t.is(pool.files()['last_reserved_ip.0'], '10.1.2.91');
});

test('addresses are asked for from two sets: each gives its own', (t) => {
  const ipam = { ranges: [[{ subnet: '10.1.2.0/24' }], [{ subnet: '10.1.3.0/24' }]] };
  const config = { args: { cni: { ips: ['10.1.3.77', '10.1.2.88'] } } };
  t.deepEqual(addresses(new Pool(t, ipam).call('ADD', { config })), ['10.1.2.88/24', '10.1.3.77/24']);
  t.is(
    message(new Pool(t, ipam, '0.2.0').call('ADD', { config })),
    'CNI version 0.2.0 does not support more than 1 address per family',
  );
});

test('addresses are asked for from two families, one of them with two ranges', (t) => {
  const pool = new Pool(t, {
    ranges: [[{ subnet: '172.16.1.0/24' }, { subnet: '10.1.2.0/24' }], [{ subnet: '2001:db8:1::/48' }]],
  });
  const config = { args: { cni: { ips: ['10.1.2.88', '2001:db8:1::999'] } } };
  t.deepEqual(addresses(pool.call('ADD', { config })), ['10.1.2.88/24', '2001:db8:1::999/48']);
});

test('an address that no set has is refused, and nothing is reserved', (t) => {
  const pool = new Pool(t, { subnet: '10.1.2.0/24' });
  const config = { runtimeConfig: { ips: ['10.1.2.88', '10.1.2.77'] } };
  const run = pool.call('ADD', { config, args: 'IP=10.1.2.88' });
  t.deepEqual(run.output, {
    code: 999,
    msg: 'failed to allocate all requested IPs: 10.1.2.77',
    details: 'each range set gives one address: 10.1.2.1-10.1.2.254',
  });
  t.deepEqual(Object.keys(pool.files()), ['lock']);
});

test('requested: free, taken, behind the end, before the start, the gateway', (t) => {
  const pool = new Pool(t, {
    ranges: [[{ subnet: '192.168.1.0/29', rangeStart: '192.168.1.3', rangeEnd: '192.168.1.5' }]],
  });
  const asked = (id: string, host: number, ipam = {}) =>
    pool.call('ADD', { id, args: `IP=192.168.1.${host}`, ipam });
  t.deepEqual(addresses(asked('a', 5)), ['192.168.1.5/29']);
  t.deepEqual(asked('b', 5).output, {
    code: 999,
    msg: 'failed to allocate for range 0: requested IP address 192.168.1.5 is not available in range set 192.168.1.3-192.168.1.5',
    details: 'it is reserved for container a, interface eth0',
  });
  t.is(message(asked('b', 6)), 'failed to allocate all requested IPs: 192.168.1.6');
  t.is(message(asked('b', 2)), 'failed to allocate all requested IPs: 192.168.1.2');
  const ranges = [[{ subnet: '192.168.1.0/29', gateway: '192.168.1.4' }]];
  t.is(
    message(asked('b', 4, { ranges })),
    "failed to allocate for range 0: requested ip 192.168.1.4 is subnet's gateway",
  );
});

test('never the broadcast address: five of a /29, the sixth fails', (t) => {
  const pool = new Pool(t, SMALL, '1.1.0');
  t.is(pool.call('STATUS').status, 0);
  const given = ['a', 'b', 'c', 'd', 'e'].map((id) => pool.address({ id }));
  t.deepEqual(given, ['10.1.2.2', '10.1.2.3', '10.1.2.4', '10.1.2.5', '10.1.2.6']);
  const sixth = pool.call('ADD', { id: 'f' });
  t.is(
    message(sixth),
    'failed to allocate for range 0: no IP addresses available in range set: 10.1.2.1-10.1.2.6',
  );
  t.regex(String(sixth.output['details']), /GC removes/);
  const status = pool.call('STATUS');
  t.deepEqual([status.status, status.output['code']], [1, 50]);
  t.is(message(status), 'no IP addresses available in range set: 10.1.2.1-10.1.2.6');
  t.is(pool.call('DEL', { id: 'c' }).status, 0);
  t.is(pool.call('STATUS').status, 0);
  t.is(pool.address({ id: 'f' }), '10.1.2.4');
});

test('a released address is not given away again at once', (t) => {
  const pool = new Pool(t, SMALL);
  for (const expected of ['10.1.2.2', '10.1.2.3', '10.1.2.4', '10.1.2.5', '10.1.2.6', '10.1.2.2']) {
    t.is(pool.address(), expected);
    t.is(pool.call('DEL').status, 0);
  }
});

for (const [title, ranges, used, last, expected] of [
  ['a fresh /29', ['10.0.0.0/29'], [], undefined, '10.0.0.2'],
  ['a fresh /64', ['2001:db8::/64'], [], undefined, '2001:db8::2'],
  ['a fresh /30', ['10.0.0.0/30'], [], undefined, '10.0.0.2'],
  ['the first is used', ['10.0.0.0/29'], ['10.0.0.2'], undefined, '10.0.0.3'],
  ['the last was .5', ['10.0.0.0/29'], ['10.0.0.2', '10.0.0.5'], '10.0.0.5', '10.0.0.6'],
  ['.4 and .5 are used, the last was .3', ['10.0.0.0/29'], ['10.0.0.4', '10.0.0.5'], '10.0.0.3', '10.0.0.6'],
  ['.6 is used, the last was .5', ['10.0.0.0/29'], ['10.0.0.6'], '10.0.0.5', '10.0.0.2'],
  ['the last was outside', ['10.0.0.0/29'], [], '10.9.9.9', '10.0.0.2'],
  ['the last is nonsense', ['10.0.0.0/29'], [], 'nonsense', '10.0.0.2'],
  [
    'all but the last are used',
    ['10.0.0.0/29'],
    ['10.0.0.2', '10.0.0.4', '10.0.0.5', '10.0.0.6'],
    '10.0.0.3',
    '10.0.0.3',
  ],
  ['two ranges, fresh', ['10.0.0.0/30', '10.0.1.0/30'], [], undefined, '10.0.0.2'],
  ['two ranges, the first used', ['10.0.0.0/30', '10.0.1.0/30'], ['10.0.0.2'], '10.0.0.2', '10.0.1.2'],
  [
    'three ranges, the third rolls over',
    ['10.0.0.0/30', '10.0.1.0/30', '10.0.2.0/30'],
    ['10.0.2.2'],
    '10.0.2.2',
    '10.0.0.2',
  ],
  ['gone on with in the first of two', ['10.0.0.0/30', '10.0.1.0/30'], [], '10.0.0.2', '10.0.1.2'],
] as const) {
  test(`round robin: ${title}`, (t) => {
    const pool = new Pool(t, { ranges: [ranges.map((subnet) => ({ subnet }))] });
    pool.put(Object.fromEntries(used.map((address) => [address, 'other\r\neth0'])));
    if (last !== undefined) pool.put({ 'last_reserved_ip.0': last });
    const run = pool.call('ADD');
    t.deepEqual([addresses(run)[0]?.split('/')[0], run.stderr], [expected, '']);
  });
}

for (const ranges of [['10.0.0.0/30'], ['10.0.0.0/29'], ['10.0.0.0/30', '10.0.1.0/30']]) {
  test(`exhausted: ${ranges.join(' and ')}`, (t) => {
    const pool = new Pool(t, { ranges: [ranges.map((subnet) => ({ subnet }))] });
    let count = 0;
    while (pool.call('ADD', { id: `c${count}` }).status === 0) count++;
    t.is(count, ranges[0] === '10.0.0.0/29' ? 5 : ranges.length);
    t.regex(
      String(message(pool.call('ADD', { id: 'more' }))),
      /^failed to allocate for range 0: no IP addresses available in range set: 10\.0\.0\.1-/,
    );
  });
}

test('order of the sets: the runtime, the old keys, ranges', (t) => {
  const pool = new Pool(t, { subnet: '10.2.0.0/24', ranges: [[{ subnet: '10.3.0.0/24' }]] });
  const config = { runtimeConfig: { ipRanges: [[{ subnet: '10.1.0.0/24', rangeStart: '10.1.0.9' }]] } };
  t.deepEqual(addresses(pool.call('ADD', { config })), ['10.1.0.9/24', '10.2.0.2/24', '10.3.0.2/24']);
});

test('a failing set takes back what the others gave in this ADD, and nothing else', (t) => {
  const pool = new Pool(t, { ranges: [[{ subnet: '10.0.0.0/29' }], [{ subnet: '10.0.1.0/30' }]] });
  t.deepEqual(addresses(pool.call('ADD', { id: 'a' })), ['10.0.0.2/29', '10.0.1.2/30']);
  const before = pool.files();
  t.regex(String(message(pool.call('ADD', { id: 'b' }))), /^failed to allocate for range 1: no IP/);
  t.regex(
    String(message(pool.call('ADD', { id: 'a', args: 'IP=10.0.0.5' }))),
    /^failed to allocate for range 1: /,
  );
  t.deepEqual(pool.files(), before);
});

test('dns comes out of resolvConf', (t) => {
  const pool = new Pool(t, SMALL);
  const resolvConf = `${pool.dataDir}.conf`;
  writeFileSync(resolvConf, 'nameserver 192.0.2.3\nsearch a b\n');
  t.deepEqual(pool.call('ADD', { ipam: { resolvConf } }).output['dns'], {
    nameservers: ['192.0.2.3'],
    search: ['a', 'b'],
  });
  t.is(
    message(pool.call('ADD', { ipam: { resolvConf: '/nowhere/resolv.conf' } })),
    'open /nowhere/resolv.conf: no such file or directory',
  );
});
