import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { atLeast, type SpecVersion } from '../../src/version.ts';
import { temporaryFolder } from '../folder.ts';
import {
  hasReference,
  ip,
  linkNames,
  netnsPath,
  OURS,
  ping,
  REFERENCE,
  Rig,
  type Run,
  state,
} from '../rig.ts';
import { type TwinCase, twin } from '../twin.ts';

const STATIC = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'ipvlan',
  master: 'm0',
  ipam: STATIC,
  ...config,
});

const addressed = (address: string): object => ({ ipam: { type: 'static', addresses: [{ address }] } });

const run = (rig: Rig, pod: string, command: string, config: object, env = {}): Run =>
  rig.call('ipvlan', command, config, { CNI_NETNS: netnsPath(pod), ...env });

for (const cniVersion of ['0.2.0', '0.4.0', '1.1.0'] as const) {
  test.serial(`${cniVersion}: STATUS, ADD, CHECK and DEL`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const config = conf({ cniVersion });
    if (atLeast(cniVersion, '1.1.0')) t.is(run(rig, pod, 'STATUS', config).status, 0);
    const add = run(rig, pod, 'ADD', config);
    t.is(add.status, 0, add.stdout);
    const [master] = ip(rig.host, 'link', 'show', 'm0');
    const [link] = ip(pod, '-d', '-4', 'addr', 'show', 'eth0');
    t.like(link, {
      address: master?.['address'],
      flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
      linkinfo: { info_kind: 'ipvlan', info_data: { mode: 'l2', bridge: true } },
      addr_info: [{ local: '10.1.2.3', prefixlen: 24, broadcast: '10.1.2.255' }],
    });
    if (atLeast(cniVersion, '0.3.0'))
      t.like(add.output, {
        cniVersion,
        interfaces: [{ name: 'eth0', mac: link?.['address'], sandbox: netnsPath(pod) }],
      });
    const check = run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
    if (atLeast(cniVersion, '0.4.0')) t.deepEqual([check.status, check.stdout], [0, '']);
    else t.deepEqual(check.output, { code: 1, msg: 'config version does not allow CHECK' });
    t.is(run(rig, pod, 'DEL', { ...config, prevResult: add.output }).status, 0);
    t.deepEqual(linkNames(pod), ['lo']);
  });
}

test.serial('chained: the interface of the plugin before is the master, its address is taken over', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const prevResult = {
    interfaces: [{ name: 'm0' }],
    ips: [{ interface: 0, address: '10.1.2.2/24', gateway: '10.1.2.1' }],
    routes: [{ dst: '0.0.0.0/0' }],
  };
  const config = conf({ master: undefined, ipam: undefined, prevResult });
  const add = run(rig, pod, 'ADD', config);
  t.like(add.output, {
    interfaces: [{ name: 'eth0', sandbox: netnsPath(pod) }],
    ips: [{ interface: 0, address: '10.1.2.2/24' }],
  });
  t.like(ip(pod, '-4', 'addr', 'show', 'eth0')[0], { addr_info: [{ local: '10.1.2.2', prefixlen: 24 }] });
  t.like(ip(pod, 'route')[0], { dst: 'default', gateway: '10.1.2.1' });
  // Without a default route, and with a prevResult that speaks of the interface itself by now.
  const after = conf({ master: undefined, ipam: undefined, prevResult: add.output });
  t.deepEqual([run(rig, pod, 'CHECK', after).stdout, run(rig, pod, 'DEL', after).status], ['', 0]);
  t.deepEqual(linkNames(pod), ['lo']);
  for (const interfaces of [[], [{ name: '' }], [{ name: 'm0' }, { name: 'm1' }]])
    t.like(run(rig, pod, 'ADD', { ...config, prevResult: { interfaces } }).output, {
      msg: 'chained master failure. PrevResult lacks a single named interface',
    });
  t.like(run(rig, pod, 'ADD', conf({ ipam: undefined })).output, { msg: 'no plugin name provided' });
});

test.serial('chained in the container', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.add({ kind: 'veth', ifname: 'in0', data: { peer: { ifname: 'in1' } } });
  const prevResult = { interfaces: [{ name: 'in0' }], ips: [{ interface: 0, address: '10.1.2.2/24' }] };
  const config = conf({ master: undefined, ipam: undefined, linkInContainer: true });
  const add = run(rig, pod, 'ADD', { ...config, prevResult });
  t.like(add.output, { ips: [{ interface: 0, address: '10.1.2.2/24' }] });
  t.like(ip(pod, 'link', 'show', 'eth0')[0], { link: 'in0' });
  t.is(run(rig, pod, 'CHECK', { ...config, prevResult: add.output }).stdout, '');
  t.is(run(rig, pod, 'DEL', config).status, 0);
});

test.serial('DEL of something never added', (t) => {
  const rig = new Rig(t);
  t.is(run(rig, rig.container(), 'DEL', conf()).status, 0);
});

test.serial('without master: the interface of the default route, of the host or of the container', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const route = (rtnl: RtnlSync, dev: string): void => {
    rtnl.addresses.add({ dev, address: '192.0.0.1/24' });
    rtnl.routes.add({ dst: 'default', via: '192.0.0.254', dev });
  };
  const config = conf({ master: undefined });
  t.like(run(rig, pod, 'ADD', config).output, { msg: 'no default route interface found' });
  using host = RtnlSync.open({ netns: rig.host });
  route(host, 'm0');
  const add = run(rig, pod, 'ADD', config);
  t.is(add.status, 0, add.stdout);
  t.is(run(rig, pod, 'CHECK', { ...config, prevResult: add.output }).status, 0);
  // The reference would fail here, and keep the pod from being removed.
  host.routes.delete({ dst: 'default' });
  t.is(run(rig, pod, 'DEL', config).status, 0);

  using container = RtnlSync.open({ netns: pod });
  container.links.add({ kind: 'veth', ifname: 'in0', data: { peer: { ifname: 'in1' } } });
  container.links.set('in0', { up: true });
  container.links.set('in1', { up: true });
  route(container, 'in0');
  const inside = run(rig, pod, 'ADD', { ...config, linkInContainer: true });
  t.is(inside.status, 0, inside.stdout);
  t.like(ip(pod, 'link', 'show', 'eth0')[0], { link: 'in0' });
  t.is(run(rig, pod, 'DEL', { ...config, linkInContainer: true }).status, 0);
});

test.serial('ADD, CHECK and DEL with host-local, ours and that of Debian', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  if (!hasReference) t.log(`${REFERENCE}/host-local (Debian package containernetworking-plugins) is missing`);
  for (const env of hasReference ? [{}, { CNI_PATH: REFERENCE }] : [{}]) {
    const ipam = { type: 'host-local', subnet: '10.1.2.0/24', dataDir: temporaryFolder(t) };
    const config = conf({ ipam });
    const add = run(rig, pod, 'ADD', config, env);
    const [link] = ip(pod, '-d', '-4', 'addr', 'show', 'eth0');
    t.like(add.output, {
      interfaces: [{ name: 'eth0', mac: link?.['address'], sandbox: netnsPath(pod) }],
      ips: [{ interface: 0, address: '10.1.2.2/24', gateway: '10.1.2.1' }],
    });
    t.like(link, { ifname: 'eth0', addr_info: [{ local: '10.1.2.2', prefixlen: 24 }] });
    t.is(run(rig, pod, 'CHECK', { ...config, prevResult: add.output }, env).stdout, '');
    t.is(run(rig, pod, 'DEL', config, env).status, 0);
    t.like(run(rig, pod, 'ADD', config, env).output, { ips: [{ address: '10.1.2.3/24' }] });
    t.is(run(rig, pod, 'DEL', config, env).status, 0);
    t.deepEqual(linkNames(pod), ['lo']);
  }
});

test.serial('the same address twice on one master', (t) => {
  const rig = new Rig(t);
  const [first, second] = [rig.container(), rig.container()];
  const before = state(second);
  for (const address of ['10.1.2.3/24', '2001:db8::3/64']) {
    t.is(run(rig, first, 'ADD', conf(addressed(address))).status, 0);
    t.like(run(rig, second, 'ADD', conf(addressed(address))).output, {
      msg: `failed to add IP addr ${address} to "eth0": address already in use`,
    });
    t.deepEqual(state(second), before);
    t.is(run(rig, first, 'DEL', conf()).status, 0);
  }
});

test.serial('modes and mtu', (t) => {
  const rig = new Rig(t);
  for (const mode of ['l2', 'l3', 'l3s']) {
    const pod = rig.container();
    t.is(run(rig, pod, 'ADD', conf({ mode, mtu: 1400 })).status, 0);
    t.like(ip(pod, '-d', 'link', 'show', 'eth0')[0], { mtu: 1400, linkinfo: { info_data: { mode } } });
    t.is(run(rig, pod, 'DEL', conf()).status, 0);
  }
  const pod = rig.container();
  // As the reference, but it is said: larger packets get to siblings, and no further.
  const add = rig.run(OURS, 'ipvlan', 'ADD', conf({ mtu: 9000 }), { CNI_NETNS: netnsPath(pod) });
  t.deepEqual(
    [add.status, add.stderr],
    [0, 'cni: ipvlan: mtu 9000 is more than the 1500 that master "m0" sends\n'],
  );
  t.like(ip(pod, 'link', 'show', 'eth0')[0], { mtu: 9000 });
});

test.serial('CHECK of ipvlan finds what is not as prevResult says', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const { output: good } = run(rig, pod, 'ADD', conf());
  const check = (prevResult: object | undefined, changes: object = {}): unknown =>
    run(rig, pod, 'CHECK', conf({ prevResult, ...changes })).output?.['msg'];
  const changed = (from: string, to: string): object => JSON.parse(JSON.stringify(good).replaceAll(from, to));
  t.is(check(good), undefined);
  t.is(check(undefined, { ipam: {} }), 'Required prevResult missing');
  t.is(
    check(changed(pod, 'other')),
    `Sandbox in prevResult  doesn't match configured netns: ${netnsPath(pod)}`,
  );
  t.is(check(good, { mode: 'l3' }), 'Container IPVlan mode l2 does not match expected value: l3');
  t.is(check(good, { master: 'nope' }), 'failed to lookup master "nope": Link not found');
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.delete('eth0');
  t.is(check(good), 'Container Interface name in prevResult: eth0 not found');
});

/** The two NetworkAttachmentDefinitions of an OpenShift cluster whose nodes have the Linux bridge `zte-br1`. */
const attachments = ['192.168.10.10/24', '192.168.10.11/24'].map(
  (address) => `{
      "cniVersion": "0.3.1",
      "name": "work-network",
      "type": "ipvlan",
      "master": "zte-br1",
      "mode": "l3",
      "ipam": {
        "type": "static",
        "addresses": [
          {
            "address": "${address}"
          }
        ]
      }
    }`,
);

test.serial('two pods with ipvlan L3 on a bridge', (t) => {
  const rig = new Rig(t);
  using host = RtnlSync.open({ netns: rig.host });
  host.links.add({ kind: 'bridge', ifname: 'zte-br1' });
  // Two NICs; not both ends of one cable, which would make a loop.
  for (const port of ['enp6s0', 'enp7s0']) {
    host.links.add({ kind: 'veth', ifname: port, data: { peer: { ifname: `${port}p` } } });
    for (const end of [port, `${port}p`]) host.links.set(end, { up: true });
    host.links.set(port, { master: 'zte-br1' });
  }
  host.links.set('zte-br1', { up: true });
  host.addresses.add({ dev: 'zte-br1', address: '192.168.122.250/24' });
  const mac = host.links.get('zte-br1').address;
  const pods = attachments.map((config, at) => {
    const pod = rig.container();
    using inside = RtnlSync.open({ netns: pod });
    inside.links.set('lo', { up: true }); // the work of another plugin, loopback
    const env = { CNI_NETNS: netnsPath(pod), CNI_IFNAME: 'net1', CNI_CONTAINERID: `example-pod${at + 1}` };
    const add = rig.run(OURS, 'ipvlan', 'ADD', config, env);
    t.is(add.status, 0, add.stdout);
    t.like(add.output, { cniVersion: '0.3.1', interfaces: [{ name: 'net1', mac }] });
    t.like(ip(pod, '-d', '-4', 'addr', 'show', 'net1')[0], {
      flags: ['BROADCAST', 'MULTICAST', 'NOARP', 'UP', 'LOWER_UP'],
      operstate: 'UNKNOWN',
      address: mac,
      addr_info: [
        {
          local: `192.168.10.1${at}`,
          prefixlen: 24,
          broadcast: '192.168.10.255',
          scope: 'global',
          label: 'net1',
        },
      ],
    });
    return { pod, config, env };
  });
  for (const { pod } of pods) for (const to of ['192.168.10.10', '192.168.10.11']) t.true(ping(pod, to), to);
  for (const { config, env } of pods) t.is(rig.run(OURS, 'ipvlan', 'DEL', config, env).status, 0);
  for (const { pod } of pods) t.deepEqual(linkNames(pod), ['lo']);
});

const ipvlan = (config: object, more: Partial<TwinCase> = {}): TwinCase => ({
  type: 'ipvlan',
  config: { master: 'm0', ...config },
  ...more,
});

const twins: readonly (readonly [string, TwinCase, SpecVersion])[] = [
  ['one address', ipvlan({ ipam: STATIC, dns: { nameservers: ['9.9.9.9'] } }), '0.3.1'],
  [
    'mode l3 with routes',
    ipvlan({ mode: 'l3', mtu: 1400, ipam: { ...STATIC, routes: [{ dst: '0.0.0.0/0' }] } }),
    '1.0.0',
  ],
  [
    'IPv6',
    ipvlan({
      ipam: {
        type: 'static',
        addresses: [{ address: '2001:db8::3/64', gateway: '2001:db8::1' }],
        routes: [{ dst: '::/0' }],
      },
    }),
    '1.0.0',
  ],
];

for (const [title, twinCase, version] of twins) {
  test.serial(`twin ${version}: ${title}`, (t) => {
    if (!hasReference) {
      t.log(`skipped: no ${REFERENCE}/ipvlan (Debian package containernetworking-plugins)`);
      t.pass();
      return;
    }
    twin(t, twinCase, version);
  });
}
