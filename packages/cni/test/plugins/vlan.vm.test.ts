import { AF_INET, RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { hasReference, ip, linkNames, netnsPath, REFERENCE, Rig, type Run, state } from '../rig.ts';
import { type TwinCase, twin } from '../twin.ts';

const STATIC = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'vlan',
  master: 'm0',
  vlanId: 100,
  ipam: STATIC,
  ...config,
});

const run = (rig: Rig, pod: string, command: string, config: object, env = {}): Run =>
  rig.call('vlan', command, config, { CNI_NETNS: netnsPath(pod), ...env });

const VLAN_100 = { linkinfo: { info_kind: 'vlan', info_data: { protocol: '802.1Q', id: 100 } } };

test.serial('ADD, CHECK and DEL in every version, with given MTU', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  using rtnl = RtnlSync.open({ netns: pod });
  for (const cniVersion of supportedVersions) {
    const config = conf({ cniVersion, mtu: 1400, dns: { domain: 'work' } });
    if (atLeast(cniVersion, '1.1.0')) t.is(run(rig, pod, 'STATUS', config).status, 0);
    const add = run(rig, pod, 'ADD', config);
    t.is(add.status, 0, add.stdout);
    const link = rtnl.links.get('eth0');
    t.like(link, { kind: 'vlan', data: { id: 100 }, mtu: 1400 });
    t.true(link.flags?.includes('up'));
    t.like(rtnl.addresses.list({ dev: 'eth0', family: AF_INET })[0], {
      address: '10.1.2.3/24',
      broadcast: '10.1.2.255',
    });
    t.like(add.output, { cniVersion, dns: { domain: 'work' } });
    if (atLeast(cniVersion, '0.3.0'))
      t.like(add.output, {
        interfaces: [{ name: 'eth0', mac: link.address, sandbox: netnsPath(pod) }],
        ips: [{ interface: 0, address: '10.1.2.3/24', gateway: '10.1.2.1' }],
      });
    else t.like(add.output, { ip4: { ip: '10.1.2.3/24', gateway: '10.1.2.1' } });
    const check = run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
    if (atLeast(cniVersion, '0.4.0')) t.deepEqual([check.status, check.stdout], [0, '']);
    else t.deepEqual(check.output, { code: 1, msg: 'config version does not allow CHECK' });
    t.is(run(rig, pod, 'DEL', { ...config, prevResult: add.output }).status, 0);
  }
  t.is(run(rig, pod, 'DEL', conf()).status, 0);
  t.deepEqual(linkNames(pod), ['lo']);
});

test.serial("the master's MTU, and a master in the container", (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  using container = RtnlSync.open({ netns: pod });
  container.links.add({ kind: 'veth', ifname: 'in0', mtu: 1300, data: { peer: { ifname: 'in1' } } });
  container.links.set('in0', { up: true });
  container.links.set('in1', { up: true });
  const config = conf({ master: 'in0', linkInContainer: true });
  const add = run(rig, pod, 'ADD', config);
  t.is(add.status, 0, add.stdout);
  t.like(ip(pod, '-d', 'link', 'show', 'eth0')[0], { link: 'in0', mtu: 1300, ...VLAN_100 });
  t.is(run(rig, pod, 'CHECK', { ...config, prevResult: add.output }).stdout, '');
  t.is(run(rig, pod, 'DEL', config).status, 0);
  t.deepEqual(linkNames(pod).sort(), ['in0', 'in1', 'lo']);
  t.like(run(rig, pod, 'ADD', conf({ linkInContainer: true })).output, { msg: 'Link not found' });
  t.like(run(rig, pod, 'ADD', { ...config, mtu: 1400 }).output, {
    msg: 'invalid MTU 1400, must be [0, master MTU(1300)]',
  });
});

test.serial(
  'chained: the interface of the plugin before is the master, its address may be taken over',
  (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const prevResult = { interfaces: [{ name: 'm0' }], ips: [{ interface: 0, address: '10.1.2.2/24' }] };
    for (const [ipam, address] of [
      [STATIC, '10.1.2.3/24'],
      [undefined, '10.1.2.2/24'],
    ] as const) {
      const config = conf({ master: undefined, ipam });
      const add = run(rig, pod, 'ADD', { ...config, prevResult });
      t.like(add.output, {
        interfaces: [{ name: 'eth0', sandbox: netnsPath(pod) }],
        ips: [{ interface: 0, address }],
      });
      const check = run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
      t.deepEqual([check.status, check.stdout], [0, '']);
      t.is(run(rig, pod, 'DEL', config).status, 0);
    }
    t.like(run(rig, pod, 'ADD', conf({ ipam: undefined })).output, {
      msg: 'failed to execute IPAM delegate: no plugin name provided',
    });
    t.deepEqual(linkNames(pod), ['lo']);
  },
);

test.serial('DEL where the master is gone; nothing is left of what an ADD began', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const before = state(pod);
  for (const ipam of [
    { type: 'nope' },
    { type: 'static' },
    { ...STATIC, routes: [{ dst: '10.9.0.0/16', gw: '9.9.9.9' }] },
  ]) {
    t.is(run(rig, pod, 'ADD', conf({ ipam })).status, 1);
    t.deepEqual(state(pod), before);
  }
  t.is(run(rig, pod, 'ADD', conf()).status, 0);
  using host = RtnlSync.open({ netns: rig.host });
  host.links.set('m0', { up: false });
  host.links.set('m0', { ifname: 'gone' });
  t.is(run(rig, pod, 'DEL', conf()).status, 0);
  t.deepEqual(state(pod), before);
});

test.serial('CHECK of vlan finds what is not as prevResult says', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const { output: good } = run(rig, pod, 'ADD', conf());
  const check = (prevResult: unknown, changes: object = {}): unknown =>
    run(rig, pod, 'CHECK', conf({ prevResult, ...changes })).output?.['msg'];
  const changed = (from: string, to: string): unknown =>
    JSON.parse(JSON.stringify(good).replaceAll(from, to));
  t.is(check(good), undefined);
  t.is(check(good, { mtu: 1500 }), undefined);
  t.is(check(good, { mtu: 1400 }), 'Error: Tuning configured MTU of eth0 is 1400, current value is 1500');
  t.is(
    check(good, { vlanId: 101 }),
    'Error: Tuning link eth0 configured promisc is 101, current value is 100',
  );
  t.is(check(changed('10.1.2.3', '10.1.2.4')), 'Failed to match addr 10.1.2.4/24 on interface eth0');
  const mac = String(ip(pod, 'link', 'show', 'eth0')[0]?.['address']);
  t.is(
    check(changed(mac, '02:00:00:00:00:09')),
    `vlan: Interface eth0 Mac 02:00:00:00:00:09 doesn't match container Mac: ${mac}`,
  );
});

const vlan = (config: object, more: Partial<TwinCase> = {}): TwinCase => ({
  type: 'vlan',
  config: { master: 'm0', vlanId: 100, ...config },
  ...more,
});

const twins: Readonly<Record<string, TwinCase>> = {
  'mtu, routes and dns': vlan(
    { mtu: 1400, ipam: { ...STATIC, routes: [{ dst: '0.0.0.0/0' }] }, dns: { nameservers: ['9.9.9.9'] } },
    { executable: true },
  ),
  'error: no ipam': vlan({}),
  'error: the VLAN is taken': vlan(
    { ipam: STATIC },
    {
      prepare: (host) => {
        using rtnl = RtnlSync.open({ netns: host });
        rtnl.links.add({ kind: 'vlan', ifname: 'v0', link: 'm0', data: { id: 100 } });
      },
    },
  ),
};

for (const [title, twinCase] of Object.entries(twins)) {
  test.serial(`twin 1.0.0: ${title}`, (t) => {
    if (!hasReference) {
      t.log(`skipped: no ${REFERENCE}/vlan (Debian package containernetworking-plugins)`);
      t.pass();
      return;
    }
    twin(t, twinCase, '1.0.0');
  });
}
