import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { ip, linkNames, netnsPath, OURS, Rig, type Run, state } from '../rig.ts';

const STATIC = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'host-device',
  device: 'm0',
  ...config,
});

const run = (rig: Rig, pod: string, command: string, config: object, env = {}): Run =>
  rig.call('host-device', command, config, { CNI_NETNS: netnsPath(pod), CNI_IFNAME: 'net1', ...env });

/** What the host has of its device; undefined when it is not there. */
const onHost = (rig: Rig, name = 'm0'): Record<string, unknown> | undefined =>
  ip(rig.host, '-d', 'addr').find(({ ifname }) => ifname === name);

for (const cniVersion of supportedVersions) {
  test.serial(`${cniVersion}: a device by name, with addresses`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const { address } = onHost(rig) ?? {};
    const config = conf({ cniVersion, ipam: STATIC });
    if (atLeast(cniVersion, '1.1.0')) t.is(run(rig, pod, 'STATUS', config).status, 0);
    const add = run(rig, pod, 'ADD', config);
    t.is(add.status, 0, add.stdout);
    t.like(ip(pod, '-d', 'addr', 'show', 'net1')[0], {
      address,
      ifalias: 'm0',
      operstate: 'UP',
      addr_info: [{ local: '10.1.2.3', prefixlen: 24 }],
    });
    t.is(onHost(rig), undefined);
    if (atLeast(cniVersion, '0.3.0'))
      t.like(add.output, {
        interfaces: [{ name: 'net1', mac: address, sandbox: netnsPath(pod) }],
        ips: [{ interface: 0, address: '10.1.2.3/24', gateway: '10.1.2.1' }],
      });
    else t.like(add.output, { ip4: { ip: '10.1.2.3/24', gateway: '10.1.2.1' } });
    const check = run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
    if (atLeast(cniVersion, '0.4.0')) t.deepEqual([check.status, check.stdout], [0, '']);
    else t.deepEqual(check.output, { code: 1, msg: 'config version does not allow CHECK' });
    if (atLeast(cniVersion, '1.1.0'))
      t.is(run(rig, pod, 'GC', { ...config, 'cni.dev/valid-attachments': [] }).status, 0);
    t.is(run(rig, pod, 'DEL', { ...config, prevResult: add.output }).status, 0);
    t.deepEqual(linkNames(pod), ['lo']);
    t.like(onHost(rig), { address, ifalias: undefined, operstate: 'DOWN' });
  });

  test.serial(`${cniVersion}: a device by name, without addresses`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const before = state(rig.host);
    const add = run(rig, pod, 'ADD', conf({ cniVersion }));
    if (atLeast(cniVersion, '0.3.0')) {
      t.like(add.output, { interfaces: [{ name: 'net1' }], ips: undefined });
      t.like(ip(pod, '-d', 'addr', 'show', 'net1')[0], { operstate: 'UP' });
    } else {
      t.deepEqual(add.output, { code: 999, msg: 'cannot convert: no valid IP addresses' });
      t.deepEqual(state(rig.host), before);
    }
    t.is(run(rig, pod, 'DEL', conf({ cniVersion })).status, 0);
    t.deepEqual(linkNames(pod), ['lo']);
    t.truthy(onHost(rig));
  });
}

test.serial('a device by its MAC address, in any form', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const mac = String(onHost(rig)?.['address']);
  for (const hwaddr of [mac, mac.toUpperCase().replaceAll(':', '-')]) {
    t.is(run(rig, pod, 'ADD', conf({ device: '', hwaddr })).status, 0);
    t.deepEqual(linkNames(pod), ['lo', 'net1']);
    t.is(run(rig, pod, 'DEL', conf({ device: '', hwaddr })).status, 0);
    t.truthy(onHost(rig));
  }
});

test.serial('the same name in the container as on the host', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const env = { CNI_IFNAME: 'm0' };
  t.is(run(rig, pod, 'ADD', conf(), env).status, 0);
  t.deepEqual(linkNames(pod), ['lo', 'm0']);
  t.is(run(rig, pod, 'DEL', conf(), env).status, 0);
  t.truthy(onHost(rig));
});

test.serial('a device whose name the container has, under another name', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.add({ kind: 'veth', ifname: 'm0', data: { peer: { ifname: 'x' } } });
  t.is(run(rig, pod, 'ADD', conf()).status, 0);
  t.deepEqual(linkNames(pod).sort(), ['lo', 'm0', 'net1', 'x']);
  t.is(run(rig, pod, 'DEL', conf()).status, 0);
  t.deepEqual(linkNames(pod).sort(), ['lo', 'm0', 'x']);
  t.like(onHost(rig), { link_netnsid: undefined });
});

test.serial(
  'DEL succeeds when there is nothing left: no namespace, no interface, a broken configuration, twice',
  (t) => {
    const rig = new Rig(t);
    const [pod, gone] = [rig.container(), rig.container()];
    t.is(run(rig, pod, 'DEL', conf({ ipam: STATIC })).status, 0);
    t.is(run(rig, pod, 'ADD', conf({ ipam: STATIC })).status, 0);
    for (const path of ['', '/nowhere'])
      t.is(run(rig, pod, 'DEL', conf({ ipam: STATIC }), { CNI_NETNS: path }).status, 0);
    t.deepEqual(linkNames(pod), ['lo', 'net1']);
    const broken = conf({ device: undefined, hwaddr: [], pciBusID: 'nope', dns: 5, prevResult: { ips: 5 } });
    for (let times = 0; times < 2; times++) t.is(run(rig, pod, 'DEL', broken).status, 0);
    t.is(run(rig, pod, 'DEL', conf({ device: 5 }), { CNI_NETNS: '' }).status, 0);
    t.deepEqual(linkNames(pod), ['lo']);
    t.truthy(onHost(rig));
    rig.remove(gone);
    t.is(run(rig, gone, 'DEL', conf()).status, 0);
  },
);

test.serial(
  'DEL gives addresses back also without a namespace, and the device back also when that fails',
  (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    t.is(run(rig, pod, 'ADD', conf({ ipam: STATIC })).status, 0);
    const failing = conf({ ipam: { type: 'nope' } });
    t.regex(
      String(run(rig, pod, 'DEL', failing, { CNI_NETNS: '' }).output?.['msg']),
      /^failed to find plugin "nope"/,
    );
    t.regex(String(run(rig, pod, 'DEL', failing).output?.['msg']), /^failed to find plugin "nope"/);
    t.deepEqual(linkNames(pod), ['lo']);
    t.truthy(onHost(rig));
  },
);

test.serial('the old name is taken on the host: the device comes back under another one', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const { address } = onHost(rig) ?? {};
  t.is(run(rig, pod, 'ADD', conf()).status, 0);
  using host = RtnlSync.open({ netns: rig.host });
  host.links.add({ kind: 'ifb', ifname: 'm0' });
  const del = rig.run(OURS, 'host-device', 'DEL', conf(), { CNI_NETNS: netnsPath(pod), CNI_IFNAME: 'net1' });
  t.deepEqual([del.status, del.stdout], [0, '']);
  const name = /^cni: the host has another interface "m0": the device came back as "(dev\d+)"\n$/.exec(
    del.stderr,
  )?.[1];
  t.like(onHost(rig, name), { address, ifalias: 'm0' });
  t.deepEqual(linkNames(pod), ['lo']);
  // Once the name is free, a DEL of the same network puts it right.
  host.links.delete('m0');
  t.is(run(rig, pod, 'DEL', conf(), { CNI_NETNS: '' }).status, 0);
  t.like(onHost(rig), { address, ifalias: undefined });
});

test.serial('a device that came back at the end of its container gets its name again', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  using host = RtnlSync.open({ netns: rig.host });
  const others = { CNI_NETNS: '/nowhere' };
  host.links.set('m0', { up: false });
  host.links.set('m0', { ifname: 'net1', ifalias: 'm0' });
  t.is(run(rig, pod, 'DEL', conf({ device: 'm1' }), others).status, 0);
  t.truthy(onHost(rig, 'net1'));
  t.is(run(rig, pod, 'DEL', conf(), others).status, 0);
  t.like(onHost(rig), { ifalias: undefined });
  // One that somebody uses is not touched.
  host.links.set('m0', { ifname: 'used', ifalias: 'm0', up: true });
  t.is(run(rig, pod, 'DEL', conf(), others).status, 0);
  t.truthy(onHost(rig, 'used'));
});

test.serial('an interface that was not moved stays in the container, and its own alias with it', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.add({ kind: 'veth', ifname: 'net1', data: { peer: { ifname: 'x' } } });
  rtnl.links.addAltnames('net1', ['net2']);
  for (const ifalias of ['', 'the way out']) {
    rtnl.links.set('net1', { ifalias });
    const before = state(pod);
    const del = rig.run(OURS, 'host-device', 'DEL', conf(), {
      CNI_NETNS: netnsPath(pod),
      CNI_IFNAME: 'net1',
    });
    t.is(del.status, 0, del.stdout);
    t.is(
      del.stderr,
      'cni: failed to find original ifname for "net1" (alias is not set): it stays in the container\n',
    );
    t.deepEqual(state(pod), before);
  }
  rtnl.links.set('net1', { ifalias: 'm7' });
  t.is(run(rig, pod, 'DEL', conf(), { CNI_IFNAME: 'net2' }).status, 0);
  t.deepEqual(linkNames(pod).sort(), ['lo', 'net1', 'x']);
});

test.serial('CHECK finds what is not as prevResult says', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const config = conf({ ipam: STATIC });
  const { output: good } = run(rig, pod, 'ADD', config);
  const check = (prevResult: object | undefined, changes: object = {}): unknown =>
    run(rig, pod, 'CHECK', { ...config, prevResult, ...changes }).output?.['msg'];
  const changed = (from: string, to: string): object => JSON.parse(JSON.stringify(good).replaceAll(from, to));
  t.is(check(good), undefined);
  t.is(check(undefined, { ipam: {} }), 'Required prevResult missing');
  t.is(
    check(changed(pod, 'other')),
    `Sandbox in prevResult  doesn't match configured netns: ${netnsPath(pod)}`,
  );
  t.is(check(changed('10.1.2.3', '10.1.2.4')), 'Failed to match addr 10.1.2.4/24 on interface net1');
  const mac = (good as { interfaces: { mac: string }[] }).interfaces[0]?.mac ?? '';
  t.is(
    check(changed(mac, '02:00:00:00:00:09')),
    `Interface net1 Mac 02:00:00:00:00:09 doesn't match container Mac: ${mac}`,
  );
  t.is(run(rig, pod, 'DEL', config).status, 0);
  t.is(check(good), 'Container Interface name in prevResult: net1 not found');
});
