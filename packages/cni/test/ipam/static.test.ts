import test from 'ava';
import { supportedVersions } from '../../src/version.ts';
import { invoke } from '../invoke.ts';

const ADDRESSES = [
  { address: '10.10.0.1/24', gateway: '10.10.0.254' },
  { address: '3ffe:ffff:0:1ff::1/64', gateway: '3ffe:ffff:0::1' },
];
const ROUTES = [
  { dst: '0.0.0.0/0' },
  { dst: '192.168.0.0/16', gw: '10.10.5.1' },
  { dst: '3ffe:ffff:0:1ff::1/64' },
];
const DNS = { nameservers: ['8.8.8.8'], domain: 'example.com', search: ['a.b'], options: ['ndots:2'] };

interface Case {
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: object;
  readonly ipam?: object;
}

function add({ env = {}, config = {}, ipam = {} }: Case): Record<string, unknown> {
  const answer = invoke('static', env, { cniVersion: '1.0.0', name: 'mynet', type: 'x', ipam, ...config });
  return JSON.parse(answer.stdout);
}

test('addresses of both families with routes and dns, in every version', (t) => {
  for (const cniVersion of supportedVersions) {
    const result = add({
      config: { cniVersion },
      ipam: { type: 'static', addresses: ADDRESSES, routes: ROUTES, dns: DNS },
    });
    if (cniVersion === '0.1.0' || cniVersion === '0.2.0') {
      t.deepEqual(result, {
        cniVersion,
        ip4: {
          ip: '10.10.0.1/24',
          gateway: '10.10.0.254',
          routes: [{ dst: '0.0.0.0/0' }, { dst: '192.168.0.0/16', gw: '10.10.5.1' }],
        },
        ip6: {
          ip: '3ffe:ffff:0:1ff::1/64',
          gateway: '3ffe:ffff::1',
          routes: [{ dst: '3ffe:ffff:0:1ff::1/64' }],
        },
        dns: DNS,
      });
      continue;
    }
    const named = cniVersion.startsWith('0.');
    t.deepEqual(result, {
      cniVersion,
      ips: [
        { ...(named && { version: '4' }), address: '10.10.0.1/24', gateway: '10.10.0.254' },
        { ...(named && { version: '6' }), address: '3ffe:ffff:0:1ff::1/64', gateway: '3ffe:ffff::1' },
      ],
      routes: ROUTES,
      dns: DNS,
    });
  }
});

test('several gateways for one destination are kept in order', (t) => {
  const routes = [
    { dst: '192.168.0.0/16', gw: '10.10.0.1' },
    { dst: '192.168.0.0/16', gw: '10.10.0.2' },
    { dst: '10.0.0.0/8', mtu: 1400, advmss: 1360, priority: 100, table: 0, scope: 253 },
  ];
  t.deepEqual(add({ ipam: { addresses: ADDRESSES, routes } })['routes'], routes);
});

test('DEL of an unknown id succeeds, whatever the configuration is by now', (t) => {
  t.is(invoke('static', { CNI_COMMAND: 'DEL' }, { name: 'mynet', ipam: { addresses: 5 } }).exitStatus, 0);
});

test('CNI_ARGS: address and gateway', (t) => {
  const env = { CNI_ARGS: 'IgnoreUnknown=1;IP=10.10.0.1/24;GATEWAY=10.10.0.254' };
  t.deepEqual(add({ env })['ips'], [{ address: '10.10.0.1/24', gateway: '10.10.0.254' }]);
});

test('CNI_ARGS: several addresses are added to the configured ones; a gateway goes where it belongs', (t) => {
  const env = { CNI_ARGS: 'IP=10.10.0.1/24, 11.11.0.1/24;GATEWAY=10.10.0.254' };
  t.deepEqual(add({ env, ipam: { addresses: [{ address: '12.0.0.1/8' }] } })['ips'], [
    { address: '12.0.0.1/8' },
    { address: '10.10.0.1/24', gateway: '10.10.0.254' },
    { address: '11.11.0.1/24' },
  ]);
  t.deepEqual(add({ env, config: { cniVersion: '0.2.0' } }), {
    code: 999,
    msg: 'CNI version 0.2.0 does not support more than 1 address per family',
  });
});

const WANTED = ['10.10.0.1/24', '3ffe:ffff:0:01ff::1/64'];
const GIVEN = [{ address: '10.10.0.1/24' }, { address: '3ffe:ffff:0:1ff::1/64' }];

test('capability ips, its key in any case: exactly those', (t) => {
  t.deepEqual(add({ config: { RuntimeConfig: { IPs: WANTED } } })['ips'], GIVEN);
});

test('args.cni.ips: exactly those', (t) => {
  t.deepEqual(add({ config: { args: { cni: { ips: WANTED } } } })['ips'], GIVEN);
});

test('all sources together: the capability wins, routes stay', (t) => {
  const result = add({
    env: { CNI_ARGS: 'IP=10.10.0.9/24;GATEWAY=10.10.0.254' },
    config: { args: { cni: { ips: ['10.10.0.8/24'] } }, runtimeConfig: { ips: WANTED } },
    ipam: { addresses: [{ address: '172.16.0.1/16', gateway: '172.16.0.254' }], routes: ROUTES },
  });
  t.deepEqual(result, { cniVersion: '1.0.0', ips: GIVEN, routes: ROUTES, dns: {} });
});

test('an empty capability does not count', (t) => {
  const ips = add({ config: { runtimeConfig: { ips: [] } }, ipam: { addresses: [ADDRESSES[0]] } })['ips'];
  t.deepEqual(ips, [ADDRESSES[0]]);
});

test('an address chosen by the runtime gets the gateway configured for its network', (t) => {
  const ips = add({
    config: { runtimeConfig: { ips: ['10.10.0.77/24', '9.9.9.9/8'] } },
    ipam: { addresses: ADDRESSES },
  })['ips'];
  t.deepEqual(ips, [{ address: '10.10.0.77/24', gateway: '10.10.0.254' }, { address: '9.9.9.9/8' }]);
});

test('gateways: an address without one gets that of its network', (t) => {
  const gateways = ['10.10.0.253', '10.10.0.252', '3ffe:ffff::1'];
  const own = [{ address: '10.10.0.1/24', gateway: '10.10.0.254' }, { address: '3ffe:ffff::2/64' }];
  t.deepEqual(add({ ipam: { addresses: own, gateways } })['ips'], [
    own[0],
    { ...own[1], gateway: '3ffe:ffff::1' },
  ]);
  const runtimeConfig = { ips: ['10.10.0.77/24', '9.9.9.9/8'] };
  t.deepEqual(add({ config: { runtimeConfig }, ipam: { gateways } })['ips'], [
    { address: '10.10.0.77/24', gateway: '10.10.0.253' },
    { address: '9.9.9.9/8' },
  ]);
  // A gateway of a configured address comes first, and so does one of CNI_ARGS.
  t.deepEqual(add({ config: { runtimeConfig }, ipam: { addresses: own, gateways } })['ips'], [
    { address: '10.10.0.77/24', gateway: '10.10.0.254' },
    { address: '9.9.9.9/8' },
  ]);
  const env = { CNI_ARGS: 'IP=10.10.0.88/24;GATEWAY=10.10.0.1' };
  t.deepEqual(add({ env, ipam: { gateways } })['ips'], [{ address: '10.10.0.88/24', gateway: '10.10.0.1' }]);
});

test('no address at all is no error before 0.3.0 is left behind', (t) => {
  t.deepEqual(add({}), { cniVersion: '1.0.0', dns: {} });
  t.deepEqual(add({ config: { cniVersion: '0.4.0' } }), { cniVersion: '0.4.0', dns: {} });
  t.deepEqual(add({ config: { cniVersion: '1.1.0' } }), { cniVersion: '1.1.0' });
  t.deepEqual(add({ config: { cniVersion: '0.2.0' } }), {
    code: 999,
    msg: 'cannot convert: no valid IP addresses',
  });
});

// Each text observed from the Go plugin of Debian 12.
for (const [name, given, msg] of [
  ['no ipam', { config: { ipam: undefined } }, "IPAM config missing 'ipam' key"],
  [
    'no ipam with CNI_ARGS',
    { config: { ipam: undefined }, env: { CNI_ARGS: 'IP=10.0.0.1/8' } },
    "IPAM config missing 'ipam' key",
  ],
  [
    'no ipam with ips',
    { config: { ipam: undefined, runtimeConfig: { ips: WANTED } } },
    "IPAM config missing 'ipam' key",
  ],
  [
    'bad address',
    { ipam: { addresses: [{ address: '10.10.0.1' }] } },
    "the 'address' field is expected to be in CIDR notation, got: '10.10.0.1'",
  ],
  [
    'bad IP',
    { env: { CNI_ARGS: 'IP=10.10.0.1' } },
    "the 'ip' field is expected to be in CIDR notation, got: '10.10.0.1'",
  ],
  ['bad GATEWAY', { env: { CNI_ARGS: 'IP=10.10.0.1/24;GATEWAY=zz' } }, 'invalid gateway address: zz'],
  [
    'bad args.cni.ips',
    { config: { args: { cni: { ips: ['10.10.0.1'] } } } },
    "an entry in the 'ips' field is NOT in CIDR notation, got: '10.10.0.1'",
  ],
  [
    'bad ips',
    { config: { runtimeConfig: { ips: ['x'] } } },
    "an entry in the 'ips' field is NOT in CIDR notation, got: 'x'",
  ],
  [
    'ipam 5',
    { config: { ipam: 5 } },
    'json: cannot unmarshal number into Go struct field Net.ipam of type main.IPAMConfig',
  ],
  [
    'addresses 5',
    { ipam: { addresses: 5 } },
    'json: cannot unmarshal number into Go struct field IPAMConfig.ipam.addresses of type []main.Address',
  ],
  [
    'addresses [5]',
    { ipam: { addresses: [5] } },
    'json: cannot unmarshal number into Go struct field IPAMConfig.ipam.addresses of type main.Address',
  ],
  [
    'address 5',
    { ipam: { addresses: [{ address: 5 }] } },
    'json: cannot unmarshal number into Go struct field Address.ipam.addresses.address of type string',
  ],
  [
    'gateway zz',
    { ipam: { addresses: [{ address: '1.2.3.4/24', gateway: 'zz' }] } },
    'invalid IP address: zz',
  ],
  [
    'gateway 5',
    { ipam: { addresses: [{ address: '1.2.3.4/24', gateway: 5 }] } },
    'json: cannot unmarshal number into Go struct field Address.ipam.addresses.gateway of type net.IP',
  ],
  ['dst zz', { ipam: { routes: [{ dst: 'zz' }] } }, 'invalid CIDR address: zz'],
  [
    'dst 5',
    { ipam: { routes: [{ dst: 5 }] } },
    'json: cannot unmarshal number into Go struct field IPAMConfig.ipam.routes of type string',
  ],
  ['gw q', { ipam: { routes: [{ dst: '1.2.3.0/24', gw: 'q' }] } }, 'invalid IP address: q'],
  [
    'routes [5]',
    { ipam: { routes: [5] } },
    'json: cannot unmarshal number into Go struct field IPAMConfig.ipam.routes of type types.route',
  ],
  [
    'routes 5',
    { ipam: { routes: 5 } },
    'json: cannot unmarshal number into Go struct field IPAMConfig.ipam.routes of type []*types.Route',
  ],
  [
    'dns 5',
    { ipam: { dns: 5 } },
    'json: cannot unmarshal number into Go struct field IPAMConfig.ipam.dns of type types.DNS',
  ],
  [
    'runtimeConfig 5',
    { config: { runtimeConfig: 5 } },
    'json: cannot unmarshal number into Go struct field Net.runtimeConfig of type struct { IPs []string "json:\\"ips,omitempty\\"" }',
  ],
  [
    'runtimeConfig.ips 5',
    { config: { runtimeConfig: { ips: 5 } } },
    'json: cannot unmarshal number into Go struct field .runtimeConfig.ips of type []string',
  ],
  [
    'args 5',
    { config: { args: 5 } },
    'json: cannot unmarshal number into Go struct field Net.args of type struct { A *main.IPAMArgs "json:\\"cni\\"" }',
  ],
  [
    'args.cni 5',
    { config: { args: { cni: 5 } } },
    'json: cannot unmarshal number into Go struct field .args.cni of type main.IPAMArgs',
  ],
  [
    'args.cni.ips 5',
    { config: { args: { cni: { ips: 5 } } } },
    'json: cannot unmarshal number into Go struct field IPAMArgs.args.cni.ips of type []string',
  ],
] as const satisfies readonly (readonly [string, Case, string])[]) {
  test(`refuses: ${name}`, (t) => {
    t.deepEqual(add(given), { code: 999, msg });
  });
}

function check(ipam: object, prevResult: unknown): unknown {
  const answer = invoke(
    'static',
    { CNI_COMMAND: 'CHECK' },
    { cniVersion: '1.0.0', name: 'mynet', ipam, prevResult },
  );
  return answer.stdout === '' ? 'ok' : JSON.parse(answer.stdout).msg;
}

test('CHECK compares gateways of configured addresses', (t) => {
  const ipam = { addresses: [ADDRESSES[0]] };
  t.is(check(ipam, undefined), 'Required prevResult missing');
  t.is(check(ipam, { ips: [ADDRESSES[0]] }), 'ok');
  t.is(check(ipam, { ips: [] }), 'ok');
  t.is(check({ addresses: [{ address: '10.10.0.1/24' }] }, { ips: [ADDRESSES[0]] }), 'ok');
  t.is(
    check(ipam, { ips: [{ address: '10.10.0.1/20' }] }),
    'static: Failed to match addr 10.10.0.1 on interface eth0',
  );
  t.is(
    check(ipam, { ips: 5 }),
    'could not parse prevResult: json: cannot unmarshal number into Go struct field Result.ips of type []*types100.IPConfig',
  );
  t.is(
    check(ipam, { ips: [{ address: 4 }] }),
    'could not parse prevResult: json: cannot unmarshal number into Go struct field Result.ips of type string',
  );
  t.is(
    check(ipam, { interfaces: [{ name: 4 }] }),
    'could not parse prevResult: json: cannot unmarshal number into Go struct field Interface.interfaces.name of type string',
  );
});
