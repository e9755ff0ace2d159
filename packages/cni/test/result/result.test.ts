import test from 'ava';
import { parseJson } from '../../src/json/parse.ts';
import { decodeResult, encodeResult, formatResult, type Result } from '../../src/result/result.ts';
import { supportedVersions } from '../../src/version.ts';

const FULL: Result = {
  interfaces: [
    {
      name: 'eth0',
      mac: '00:11:22:33:44:55',
      mtu: 1500,
      sandbox: '/run/netns/x',
      socketPath: '/s',
      pciID: '0000:00:01.0',
    },
    { name: 'br0' },
  ],
  ips: [
    { interface: 0, address: '10.1.2.3/24', gateway: '10.1.2.1' },
    { interface: -1, address: '10.1.2.4/24' },
    { address: '2001:db8::1/64', gateway: '2001:db8::ff' },
  ],
  routes: [
    { dst: '0.0.0.0/0', gw: '10.1.2.1', mtu: 1400, advmss: 1360, priority: 5, table: 0, scope: 0 },
    { dst: '2001:db8:1::5/48' },
  ],
  dns: { nameservers: ['9.9.9.9'], domain: 'd', search: ['s'], options: ['o'] },
};
const NONE: Result = {
  interfaces: [],
  ips: [],
  routes: [],
  dns: { nameservers: [], domain: '', search: [], options: [] },
};
const NO_DNS = NONE.dns;

const reread = (result: Result, version: (typeof supportedVersions)[number]): Result =>
  decodeResult(parseJson(Buffer.from(formatResult(result, version))), version);

/** Without keys that are undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('1.1.0 says everything', (t) => {
  t.deepEqual(plain(encodeResult(FULL, '1.1.0')), plain({ cniVersion: '1.1.0', ...FULL }));
  t.deepEqual(plain(reread(FULL, '1.1.0')), plain(FULL));
  t.is(formatResult(NONE, '1.1.0'), '{\n    "cniVersion": "1.1.0"\n}');
});

test('1.0.0 loses mtu, socketPath and pciID of interfaces', (t) => {
  const interfaces = [{ name: 'eth0', mac: '00:11:22:33:44:55', sandbox: '/run/netns/x' }, { name: 'br0' }];
  t.deepEqual(plain(encodeResult(FULL, '1.0.0')), plain({ cniVersion: '1.0.0', ...FULL, interfaces }));
  t.deepEqual(plain(reread(FULL, '1.0.0')), plain({ ...FULL, interfaces }));
  t.deepEqual(encodeResult(NONE, '1.0.0'), { cniVersion: '1.0.0', dns: {} });
});

for (const version of ['0.3.0', '0.3.1', '0.4.0'] as const) {
  test(`${version} names the family of each address, first`, (t) => {
    const { ips } = plain(encodeResult(FULL, version)) as { ips: object[] };
    t.deepEqual(ips, [
      { version: '4', interface: 0, address: '10.1.2.3/24', gateway: '10.1.2.1' },
      { version: '4', interface: -1, address: '10.1.2.4/24' },
      { version: '6', address: '2001:db8::1/64', gateway: '2001:db8::ff' },
    ]);
    t.is(Object.keys(ips[0] ?? {})[0], 'version');
    t.deepEqual(plain(reread(FULL, version)), plain(reread(FULL, '1.0.0')));
  });
}

for (const version of ['0.1.0', '0.2.0'] as const) {
  test(`${version} keeps the first address of each family and its routes`, (t) => {
    t.deepEqual(plain(encodeResult(FULL, version)), {
      cniVersion: version,
      ip4: { ip: '10.1.2.3/24', gateway: '10.1.2.1', routes: [{ dst: '0.0.0.0/0', gw: '10.1.2.1' }] },
      ip6: { ip: '2001:db8::1/64', gateway: '2001:db8::ff', routes: [{ dst: '2001:db8:1::5/48' }] },
      dns: FULL.dns,
    });
    t.deepEqual(
      plain(reread(FULL, version)),
      plain({
        interfaces: [],
        ips: [
          { address: '10.1.2.3/24', gateway: '10.1.2.1' },
          { address: '2001:db8::1/64', gateway: '2001:db8::ff' },
        ],
        routes: [{ dst: '0.0.0.0/0', gw: '10.1.2.1' }, { dst: '2001:db8:1::5/48' }],
        dns: FULL.dns,
      }),
    );
  });

  test(`${version} cannot say less than one address`, (t) => {
    const l2: Result = { ...NONE, interfaces: [{ name: 'eth0' }] };
    t.throws(() => encodeResult(l2, version), { message: 'cannot convert: no valid IP addresses' });
  });

  test(`${version} drops the routes of a family without an address`, (t) => {
    const only6: Result = { ...FULL, ips: [{ address: '2001:db8::1/64' }], dns: NO_DNS };
    t.deepEqual(plain(encodeResult(only6, version)), {
      cniVersion: version,
      ip6: { ip: '2001:db8::1/64', routes: [{ dst: '2001:db8:1::5/48' }] },
      dns: {},
    });
  });
}

test('a result survives its own form in every version', (t) => {
  for (const version of supportedVersions) {
    const once = reread(FULL, version);
    t.deepEqual(reread(once, version), once, version);
  }
});

test('null is an empty result; a broken one says where', (t) => {
  for (const version of supportedVersions) t.deepEqual(decodeResult(null, version), NONE);
  const bad = (text: string) => () => decodeResult(parseJson(Buffer.from(text)), '1.0.0');
  t.throws(bad('{"ips":[{"address":"1.2.3.4"}]}'), { message: 'invalid CIDR address: 1.2.3.4' });
  t.throws(bad('{"ips":[{}]}'), { message: 'invalid CIDR address: ' });
  t.throws(bad('{"routes":[null]}'), { message: 'invalid CIDR address: ' });
});
