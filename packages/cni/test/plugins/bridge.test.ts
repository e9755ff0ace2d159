import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { temporaryFolder } from '../folder.ts';
import { ip, linkNames, netnsPath, ping, Rig, state, sysctl } from '../rig.ts';
import { addressed, bridgeState, conf, hostEnd, names, part, run } from './bridge/lab.ts';

/** The rows about plugin `bridge` that a kernel without VLAN filtering can show. */

const GATEWAYS = {
  '10.1.2.3/24': { gateway: '10.1.2.1', dst: 'default', address: '10.1.2.1/24' },
  '2001:db8::2/64': { gateway: '2001:db8::1', dst: 'default', address: '2001:db8::1/64' },
  '2001:db8:1::2/64': { gateway: '2001:db8:1::1', dst: undefined, address: '2001:db8:1::1/64' },
} as const;

type Address = keyof typeof GATEWAYS;

const layouts: Readonly<Record<string, readonly Address[]>> = {
  v4: ['10.1.2.3/24'],
  v6: ['2001:db8::2/64'],
  dual: ['10.1.2.3/24', '2001:db8::2/64'],
  '1 x v4 and 2 x v6': ['10.1.2.3/24', '2001:db8::2/64', '2001:db8:1::2/64'],
};

for (const [layout, addresses] of Object.entries(layouts)) {
  const versions = layout === 'v4' ? supportedVersions : (['0.2.0', '1.1.0'] as const);
  for (const cniVersion of versions) {
    test.serial(`${cniVersion}: default route, ${layout}: STATUS, ADD, CHECK, GC and DEL`, (t) => {
      const rig = new Rig(t);
      const pod = rig.container();
      const before = [state(pod), linkNames(rig.host)];
      const config = conf({ cniVersion, isDefaultGateway: true, ipam: addressed(...addresses) });
      if (atLeast(cniVersion, '1.1.0')) t.is(run(rig, pod, 'STATUS', config).status, 0);
      const add = run(rig, pod, 'ADD', config);
      if (!atLeast(cniVersion, '0.3.0') && addresses.length > 2) {
        const msg = `CNI version ${cniVersion} does not support more than 1 address per family`;
        t.like(add.output, { msg });
        t.deepEqual([state(pod), linkNames(rig.host)], before);
        return;
      }
      t.is(add.status, 0, add.stdout);

      const [bridge] = ip(rig.host, '-d', 'addr', 'show', 'br0');
      const port = hostEnd(rig.host, pod);
      const [link] = ip(pod, '-d', 'addr', 'show', 'eth0');
      t.like(bridge, { operstate: 'UP', linkinfo: { info_kind: 'bridge' } });
      t.like(port, {
        master: 'br0',
        operstate: 'UP',
        linkinfo: { info_slave_data: { state: 'forwarding' } },
      });
      t.like(link, { operstate: 'UP', linkinfo: { info_kind: 'veth' } });
      if (atLeast(cniVersion, '0.3.0'))
        t.like(add.output, {
          interfaces: [
            { name: 'br0', mac: bridge?.['address'] },
            { name: port?.['ifname'], mac: port?.['address'] },
            { name: 'eth0', mac: link?.['address'], sandbox: netnsPath(pod) },
          ],
          ips: addresses.map((address) => ({ interface: 2, address, gateway: GATEWAYS[address].gateway })),
        });
      const texts = (of: unknown): unknown[] =>
        (Array.isArray(of) ? of : []).map(({ local, prefixlen }) => `${local}/${prefixlen}`);
      for (const address of addresses) {
        t.true(texts(bridge?.['addr_info']).includes(GATEWAYS[address].address));
        t.true(texts(link?.['addr_info']).includes(address));
      }
      for (const family of new Set(addresses.map((address) => (address.includes(':') ? '-6' : '-4')))) {
        const first = addresses.find((address) => address.includes(':') === (family === '-6'));
        t.like(ip(pod, family, 'route', 'show', 'default'), [
          { gateway: first && GATEWAYS[first].gateway, dev: 'eth0' },
        ]);
        t.is(sysctl(rig.host, family === '-4' ? 'ipv4/ip_forward' : 'ipv6/conf/all/forwarding'), '1');
        // At once: neither end waits for duplicates to be found.
        t.true(ping(pod, first === undefined ? '' : GATEWAYS[first].gateway));
      }

      const check = run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
      if (atLeast(cniVersion, '0.4.0')) t.deepEqual([check.status, check.stdout], [0, '']);
      else t.deepEqual(check.output, { code: 1, msg: 'config version does not allow CHECK' });
      if (atLeast(cniVersion, '1.1.0'))
        t.is(run(rig, pod, 'GC', { ...config, 'cni.dev/valid-attachments': [] }).status, 0);
      for (const prevResult of [add.output, undefined])
        t.deepEqual([run(rig, pod, 'DEL', { ...config, prevResult }).status, linkNames(pod)], [0, ['lo']]);
      t.deepEqual(linkNames(rig.host), ['lo', 'm1', 'm0', 'br0']);
    });
  }
}

for (const cniVersion of supportedVersions) {
  test.serial(`${cniVersion}: L2 ADD, CHECK and DEL`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const before = [state(pod), linkNames(rig.host)];
    const config = conf({ cniVersion, ipam: {} });
    const add = run(rig, pod, 'ADD', config);
    if (atLeast(cniVersion, '0.3.0')) {
      t.deepEqual([names(add), add.output?.['ips']], [['br0', 'veth', 'eth0'], undefined]);
      t.like(ip(pod, 'addr', 'show', 'eth0')[0], { operstate: 'UP' });
      if (atLeast(cniVersion, '0.4.0'))
        t.is(run(rig, pod, 'CHECK', { ...config, prevResult: add.output }).stdout, '');
    } else {
      t.deepEqual(add.output, { code: 999, msg: 'cannot convert: no valid IP addresses' });
      t.deepEqual([state(pod), linkNames(rig.host)], before);
    }
    t.is(run(rig, pod, 'DEL', config).status, 0);
    t.deepEqual(state(pod), before[0]);
  });
}

test.serial('creates a bridge, which is cni0 when it has no name, and uses one that is there', (t) => {
  const rig = new Rig(t);
  const [first, second] = [rig.container(), rig.container()];
  const config = conf({ bridge: undefined, ipam: {}, mtu: 1400 });
  t.like(run(rig, first, 'ADD', config).output, { interfaces: [{ name: 'cni0' }] });
  const [created] = ip(rig.host, '-d', 'link', 'show', 'cni0');
  t.like(created, { mtu: 1400, linkinfo: { info_kind: 'bridge', info_data: { vlan_filtering: 0 } } });
  t.is(sysctl(rig.host, 'ipv6/conf/cni0/accept_ra'), '0');
  t.is(run(rig, second, 'ADD', config).status, 0);
  t.is(ip(rig.host, 'link', 'show', 'cni0')[0]?.['ifindex'], created?.['ifindex']);
  t.true(ip(rig.host, 'link', 'show', 'master', 'cni0').length === 2);
});

test.serial('stable bridge MAC: that of the bridge does not change when ports come and go', (t) => {
  for (const ipam of [addressed('10.1.2.3/24'), addressed('2001:db8::3/64'), {}]) {
    const rig = new Rig(t);
    const [pod, ...others] = [rig.container(), rig.container(), rig.container(), rig.container()];
    const config = conf({ isGateway: true, ipam });
    const mac = (): unknown => ip(rig.host, 'link', 'show', 'br0')[0]?.['address'];
    const add = run(rig, pod ?? '', 'ADD', config);
    const before = mac();
    for (const other of others) t.is(run(rig, other, 'ADD', conf({ ipam: {} })).status, 0);
    t.is(mac(), before);
    t.is(run(rig, pod ?? '', 'CHECK', { ...config, prevResult: add.output }).stdout, '');
    t.is(run(rig, pod ?? '', 'DEL', config).status, 0);
    t.is(mac(), before);
  }
});

test.serial('promiscMode', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const config = conf({ promiscMode: true, mtu: 5000 });
  const add = run(rig, pod, 'ADD', config);
  t.like(ip(rig.host, '-d', 'link', 'show', 'br0')[0], { promiscuity: 1, mtu: 5000 });
  const check = (): unknown => run(rig, pod, 'CHECK', { ...config, prevResult: add.output }).output?.['msg'];
  t.is(check(), undefined);
  t.is(run(rig, rig.container(), 'ADD', config).status, 0);
  t.like(ip(rig.host, '-d', 'link', 'show', 'br0')[0], { promiscuity: 1 });
  // What others want promiscuous is none of ours.
  t.is(run(rig, pod, 'CHECK', { ...conf(), prevResult: add.output }).stdout, '');
});

for (const [key, flag] of [
  ['hairpinMode', 'hairpin'],
  ['portIsolation', 'isolated'],
] as const) {
  test.serial(`${key} off and on`, (t) => {
    for (const value of [false, true]) {
      const rig = new Rig(t);
      const pod = rig.container();
      t.is(run(rig, pod, 'ADD', conf({ [key]: value })).status, 0);
      t.is(part(part(hostEnd(rig.host, pod), 'linkinfo'), 'info_slave_data')[flag], value);
    }
  });
}

test.serial('portIsolation: isolated containers reach the host, not each other', (t) => {
  const rig = new Rig(t);
  const [one, other] = [rig.container(), rig.container()];
  for (const [pod, address] of [
    [one, '10.1.2.3/24'],
    [other, '10.1.2.4/24'],
  ] as const)
    t.is(
      run(rig, pod, 'ADD', conf({ portIsolation: true, isGateway: true, ipam: addressed(address) })).status,
      0,
    );
  t.true(ping(one, '10.1.2.1'));
  t.false(ping(one, '10.1.2.4'));
});

test.serial('explicit container MAC: CNI_ARGS, args.cni, runtimeConfig, each before the one before', (t) => {
  const rig = new Rig(t);
  const env = { CNI_ARGS: 'IgnoreUnknown=true;MAC=c2:11:22:33:44:01' };
  const args = { cni: { mac: 'c2:11:22:33:44:02' } };
  const runtimeConfig = { mac: 'C2-11-22-33-44-03' };
  for (const [config, mac] of [
    [{}, 'c2:11:22:33:44:01'],
    [{ args }, 'c2:11:22:33:44:02'],
    [{ args, runtimeConfig }, 'c2:11:22:33:44:03'],
    [{ runtimeConfig }, 'c2:11:22:33:44:03'],
  ] as const) {
    const pod = rig.container();
    const add = run(rig, pod, 'ADD', conf({ ...config, ipam: {} }), env);
    t.like(part(add.output, 'interfaces')[2], { mac });
    t.is(ip(pod, 'link', 'show', 'eth0')[0]?.['address'], mac);
  }
});

test.serial('disableContainerInterface: the link is there, and down', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const add = run(rig, pod, 'ADD', conf({ disableContainerInterface: true, ipam: {} }));
  t.deepEqual([add.status, names(add)], [0, ['br0', 'veth', 'eth0']]);
  t.false(JSON.stringify(ip(pod, 'link', 'show', 'eth0')[0]?.['flags']).includes('UP'));
});

test.serial('DEL of something never added, without a namespace, with a broken configuration, twice', (t) => {
  const rig = new Rig(t);
  const [pod, never] = [rig.container(), rig.container()];
  t.is(run(rig, never, 'DEL', conf()).status, 0);
  t.is(run(rig, pod, 'ADD', conf()).status, 0);
  for (const path of ['', '/nowhere']) t.is(run(rig, pod, 'DEL', conf(), { CNI_NETNS: path }).status, 0);
  t.deepEqual(linkNames(pod), ['lo', 'eth0']);
  const broken = conf({ bridge: 5, vlan: 'x', vlanTrunk: {}, mtu: 'x', prevResult: { ips: 5 } });
  for (let times = 0; times < 2; times++) t.is(run(rig, pod, 'DEL', broken).status, 0);
  t.deepEqual(linkNames(pod), ['lo']);
  rig.remove(pod);
  t.is(run(rig, pod, 'DEL', conf()).status, 0);
});

test.serial(
  'forceAddress replaces an address of IPv4 or an overlapping one; disjoint ones of IPv6 are added',
  (t) => {
    const rig = new Rig(t);
    using host = RtnlSync.open({ netns: rig.host });
    host.links.add({ kind: 'bridge', ifname: 'br0' });
    const addresses = (): unknown[] =>
      host.addresses
        .list({ dev: 'br0' })
        .flatMap(({ address = '', local, prefixlen }) =>
          local === undefined ? address : `${local}/${prefixlen}`,
        )
        .filter((address) => !address.startsWith('fe80:'));
    const add = (gateway: string, forceAddress: boolean): unknown => {
      const pod = rig.container();
      const ipam = addressed(gateway.replace('::1/', '::3/').replace('.1/', '.3/'));
      const { output } = run(rig, pod, 'ADD', conf({ isGateway: true, forceAddress, ipam }));
      return output?.['msg'];
    };
    const refused = (address: string): string =>
      `failed to set bridge addr: "br0" already has an IP address different from ${address}`;
    t.is(add('10.1.2.1/24', false), undefined);
    t.is(add('10.1.3.1/24', false), refused('10.1.3.1/24'));
    t.deepEqual(addresses(), ['10.1.2.1/24']);
    t.is(add('10.1.3.1/24', true), undefined);
    t.is(add('2001:db8::1/64', false), undefined);
    t.is(add('2001:db8:1::1/64', false), undefined);
    // The newest first.
    t.deepEqual(addresses(), ['10.1.3.1/24', '2001:db8:1::1/64', '2001:db8::1/64']);
    t.is(add('2001:db8::1/32', false), refused('2001:db8::1/32'));
    t.is(add('2001:db8::1/32', true), undefined);
    t.deepEqual(addresses(), ['10.1.3.1/24', '2001:db8::1/32']);
  },
);

test.serial('dad: nobody looks for duplicates unless enabledad or dad says so', (t) => {
  for (const [config, accept, waits] of [
    [{}, '0', false],
    [{ enabledad: true }, '1', true],
    [{ dad: 'optimistic' }, '1', false],
    [{ enabledad: true, dad: 'skip' }, '0', false],
  ] as const) {
    const rig = new Rig(t);
    const pod = rig.container();
    const began = performance.now();
    t.is(run(rig, pod, 'ADD', conf({ ...config, ipam: addressed('2001:db8::3/64') })).status, 0);
    if (waits) t.true(performance.now() - began > 900);
    t.is(sysctl(pod, 'ipv6/conf/eth0/accept_dad'), accept);
  }
});

test.serial('dns of the configuration, if any of its keys is there, goes before that of the ipam', (t) => {
  const rig = new Rig(t);
  const ipam = { ...addressed('10.1.2.3/24'), dns: { nameservers: ['192.0.2.53'] } };
  for (const [dns, wanted] of [
    [undefined, { nameservers: ['192.0.2.53'] }],
    [{ domain: '' }, { nameservers: ['192.0.2.53'] }],
    [{ search: [] }, {}],
    [{ domain: 'example.org' }, { domain: 'example.org' }],
  ])
    t.deepEqual(run(rig, rig.container(), 'ADD', conf({ dns, ipam })).output?.['dns'], wanted);
});

test.serial('dns of host-local: what its resolvConf says', (t) => {
  const rig = new Rig(t);
  const dataDir = temporaryFolder(t);
  const resolvConf = join(dataDir, 'resolv.conf');
  writeFileSync(resolvConf, 'nameserver 192.0.2.3\n');
  const ipam = { type: 'host-local', subnet: '10.1.2.0/24', dataDir, resolvConf };
  t.like(run(rig, rig.container(), 'ADD', conf({ isDefaultGateway: true, ipam })).output, {
    ips: [{ address: '10.1.2.2/24', gateway: '10.1.2.1' }],
    dns: { nameservers: ['192.0.2.3'] },
  });
});

test.serial('containers reach each other and their gateway', (t) => {
  const rig = new Rig(t);
  const pods = [3, 4].map((at) => {
    const pod = rig.container();
    const ipam = addressed(`10.1.2.${at}/24`, `2001:db8::${at}/64`);
    t.is(run(rig, pod, 'ADD', conf({ isDefaultGateway: true, ipam })).status, 0);
    return pod;
  });
  for (const to of ['10.1.2.4', '10.1.2.1', '2001:db8::4', '2001:db8::1'])
    t.true(ping(pods[0] ?? '', to), to);
  t.like(bridgeState(rig.host), [{ name: 'br0' }, { name: 'veth' }, { name: 'veth' }]);
});

test.serial('STATUS: 50 when the name of the bridge is taken by something else', (t) => {
  const rig = new Rig(t);
  const status = (bridge: string): unknown =>
    run(rig, rig.container(), 'STATUS', conf({ cniVersion: '1.1.0', bridge })).output;
  t.is(status('br0'), undefined);
  t.deepEqual(status('m0'), {
    code: 50,
    msg: '"m0" already exists but is not a bridge',
    details: 'name another "bridge"',
  });
});
