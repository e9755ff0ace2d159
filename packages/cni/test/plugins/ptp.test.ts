import test from 'ava';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { masqueradeRules } from '../firewall/namespace.ts';
import { temporaryFolder } from '../folder.ts';
import { ip, netnsPath, Rig, type Run, reaches, state, sysctl, writeSysctl } from '../rig.ts';
import { conf, DUAL, run, STATIC, V4, V6 } from './ptp.lab.ts';

for (const cniVersion of supportedVersions)
  test.serial(`${cniVersion}: STATUS, ADD, CHECK and DEL`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const before = [state(rig.host), state(pod)];
    const config = conf({ cniVersion });
    if (atLeast(cniVersion, '1.1.0')) t.is(run(rig, pod, 'STATUS', config).status, 0);
    const add = run(rig, pod, 'ADD', config);
    t.is(add.status, 0, add.stdout);
    if (atLeast(cniVersion, '0.3.0'))
      t.like(add.output, {
        cniVersion,
        interfaces: [{ sandbox: undefined }, { name: 'eth0', sandbox: netnsPath(pod) }],
        ips: [{ interface: 1, ...V4 }],
      });
    else t.like(add.output, { cniVersion, ip4: { ip: '10.1.2.3/24', gateway: '10.1.2.1' } });
    t.true(reaches(pod, '10.1.2.1'));
    t.true(reaches(rig.host, '10.1.2.3'));
    if (atLeast(cniVersion, '0.4.0'))
      t.deepEqual(
        [run(rig, pod, 'CHECK', { ...config, prevResult: add.output })].map(({ status, stdout }) => [
          status,
          stdout,
        ]),
        [[0, '']],
      );
    for (const prevResult of [add.output, undefined])
      t.is(run(rig, pod, 'DEL', { ...config, prevResult }).status, 0);
    t.deepEqual([state(rig.host), state(pod)], before);
  });

test.serial('both families: host and container reach each other at once, and the host forwards', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  for (const path of ['ipv4/ip_forward', 'ipv6/conf/all/forwarding']) writeSysctl(rig.host, path, '0');
  const started = performance.now();
  t.is(run(rig, pod, 'ADD', conf({ ipam: DUAL })).status, 0);
  t.true(performance.now() - started < 1000);
  for (const [from, to] of [
    [pod, '10.1.2.1'],
    [pod, '2001:db8::1'],
    [rig.host, '10.1.2.3'],
    [rig.host, '2001:db8::3'],
  ] as const)
    t.true(reaches(from, to), `${from} to ${to}`);
  for (const path of ['ipv4/ip_forward', 'ipv6/conf/all/forwarding']) t.is(sysctl(rig.host, path), '1');
});

test.serial('two containers of one network reach each other through the host', (t) => {
  const rig = new Rig(t);
  const pods = [rig.container(), rig.container()] as const;
  for (const [at, pod] of pods.entries()) {
    const addresses = [{ address: `10.1.2.${at + 3}/24`, gateway: '10.1.2.1' }];
    const config = conf({ ipMasq: true, ipam: { type: 'static', addresses } });
    t.is(run(rig, pod, 'ADD', config, { CNI_CONTAINERID: `c${at}` }).status, 0);
  }
  t.true(reaches(pods[0], '10.1.2.4'));
});

test.serial(
  'addresses of host-local, both families with routes: host and container reach each other',
  (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const ipam = {
      type: 'host-local',
      dataDir: temporaryFolder(t),
      ranges: [[{ subnet: '10.1.2.0/24' }], [{ subnet: '2001:db8:1::/66' }]],
      routes: [{ dst: '0.0.0.0/0' }, { dst: '::/0' }],
    };
    for (const dad of ['optimistic', 'wait']) {
      const config = conf({ dad, ipam });
      const { status, output } = run(rig, pod, 'ADD', config);
      t.is(status, 0);
      const ips = (output?.['ips'] ?? []) as { address: string; gateway: string }[];
      t.is(ips.length, 2);
      for (const { address, gateway } of ips) {
        // The kernel looks for duplicates meanwhile, for a second or two.
        t.true(reaches(rig.host, address.split('/')[0] ?? '', 20), `${dad}: ${address}`);
        t.true(reaches(pod, gateway, 20), `${dad}: ${gateway}`);
      }
      t.is(run(rig, pod, 'CHECK', { ...config, prevResult: output }).stdout, '');
      t.is(run(rig, pod, 'DEL', config).status, 0);
    }
  },
);

for (const [title, dns, expected] of [
  ['none: that of the IPAM plugin is kept', undefined, { domain: 'ipam', nameservers: ['9.9.9.9'] }],
  ['an empty object: that of the IPAM plugin is kept', {}, { domain: 'ipam', nameservers: ['9.9.9.9'] }],
  ['one key: that of the IPAM plugin is overridden', { search: ['a'] }, { search: ['a'] }],
  ['an empty list: that of the IPAM plugin is overridden', { options: [] }, {}],
] as const)
  test.serial(`dns of the configuration, ${title}`, (t) => {
    const rig = new Rig(t);
    const ipam = { ...STATIC, dns: { domain: 'ipam', nameservers: ['9.9.9.9'] } };
    const add = run(rig, rig.container(), 'ADD', conf({ dns, ipam }));
    t.deepEqual(add.output?.['dns'], expected);
  });

test.serial('a host without IPv6 is told how to get it', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  writeSysctl(rig.host, 'ipv6/conf/default/disable_ipv6', '1');
  const before = [state(rig.host), state(pod)];
  const ipam = { type: 'static', addresses: [V6] };
  const { output } = run(rig, pod, 'ADD', conf({ ipam }));
  t.is(output?.['msg'], 'failed to add IP addr 2001:db8::1/128 to veth: permission denied');
  t.regex(String(output?.['details']), /set net\.ipv6\.conf\.default\.disable_ipv6 of the host to 0$/);
  t.deepEqual([state(rig.host), state(pod)], before);
});

test.serial('an address that is all of its network, and addresses that share a gateway', (t) => {
  const rig = new Rig(t);
  const [pod, other] = [rig.container(), rig.container()];
  const addresses = [{ address: '10.1.2.3/32', gateway: '169.254.1.1' }];
  t.is(run(rig, pod, 'ADD', conf({ ipam: { ...STATIC, addresses } })).status, 0);
  t.deepEqual(
    ip(pod, 'route').map(({ dst, gateway }) => [dst, gateway]),
    [
      ['default', '169.254.1.1'],
      ['169.254.1.1', undefined],
    ],
  );
  t.true(reaches(rig.host, '10.1.2.3'));

  const sharing = conf({ ipam: { ...STATIC, addresses: [V4, { ...V4, address: '10.1.2.4/24' }] } });
  t.is(run(rig, other, 'ADD', sharing, { CNI_CONTAINERID: 'c2' }).status, 0);
  t.true(reaches(rig.host, '10.1.2.4'));
});

test.serial('an address without a gateway is refused', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const before = [state(rig.host), state(pod)];
  const config = conf({ ipam: { type: 'static', addresses: [{ address: '10.1.2.3/24' }] } });
  const { output } = run(rig, pod, 'ADD', config);
  t.is(output?.['msg'], 'IPAM plugin returned no gateway for 10.1.2.3/24');
  t.regex(String(output?.['details']), /name one in "ipam"/);
  t.deepEqual([state(rig.host), state(pod)], before);
});

for (const [title, changes, env, msg] of [
  [
    'the name is taken',
    {},
    { CNI_IFNAME: 'lo' },
    /^container veth name \("lo"\) peer provided \("veth[0-9a-f]{8}"\) already exists$/,
  ],
  [
    'a route is refused',
    { ipam: { ...STATIC, routes: [{ dst: '10.9.0.0/16', gw: '9.9.9.9' }] } },
    {},
    /^failed to add route '10\.9\.0\.0\/16 via 9\.9\.9\.9 dev eth0 .*: network is unreachable$/,
  ],
  [
    'the gateway is a group',
    { ipam: { ...STATIC, addresses: [{ address: '2001:db8::3/64', gateway: 'ff02::1' }], routes: [] } },
    {},
    /^failed to add route 2001:db8::\/64: invalid argument$/,
  ],
  ['the backend is unknown', { ipMasqBackend: 'ipfw' }, {}, /^unknown ipmasq backend "ipfw"$/],
  ['the backend is empty', { ipMasqBackend: '' }, {}, /^unknown ipmasq backend ""$/],
] as const)
  test.serial(`nothing is left when ${title}`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const whole = (): unknown => [
      state(rig.host),
      state(pod),
      masqueradeRules(rig.host),
      sysctl(rig.host, 'ipv4/ip_forward'),
    ];
    writeSysctl(rig.host, 'ipv4/ip_forward', '0');
    const before = whole();
    const { status, output } = run(rig, pod, 'ADD', conf({ ipMasq: true, ...changes }), env);
    t.is(status, 1);
    t.regex(String(output?.['msg']), msg);
    t.deepEqual(whole(), before);
  });

test.serial('nothing is left when iptables is missing, which is said', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const before = [state(rig.host), state(pod)];
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  let answer: Run;
  try {
    answer = run(rig, pod, 'ADD', conf({ ipMasq: true }));
  } finally {
    process.env['PATH'] = path;
  }
  t.deepEqual(answer.output, {
    code: 999,
    msg: 'failed to locate iptables: exec: "iptables": executable file not found in $PATH',
    details: 'install the package iptables on the host, or masquerade with "ipMasqBackend": "nftables"',
  });
  t.deepEqual([state(rig.host), state(pod)], before);
});

test.serial('DEL of something never added; of a container that is gone', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  t.is(run(rig, pod, 'DEL', conf({ ipMasq: true })).status, 0);
  t.is(run(rig, pod, 'DEL', conf({ ipMasq: 'x', mtu: [], prevResult: {} })).status, 0);
  t.is(run(rig, pod, 'ADD', conf({ ipMasq: true })).status, 0);
  rig.remove(pod);
  t.is(run(rig, pod, 'DEL', conf({ ipMasq: true })).status, 0);
  t.deepEqual(masqueradeRules(rig.host), []);
});
