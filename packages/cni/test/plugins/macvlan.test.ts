import { setTimeout } from 'node:timers/promises';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { tempName } from '../../src/interface/temp-name.ts';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { ip, linkNames, netnsPath, OURS, Rig, type Run, state, sysctl, writeSysctl } from '../rig.ts';

const STATIC = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'macvlan',
  master: 'm0',
  ipam: STATIC,
  ...config,
});

const run = (rig: Rig, pod: string, command: string, config: object, env = {}): Run =>
  rig.call('macvlan', command, config, { CNI_NETNS: netnsPath(pod), ...env });

for (const cniVersion of supportedVersions) {
  test.serial(`${cniVersion}: STATUS, ADD, CHECK and DEL`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const config = conf({ cniVersion });
    if (atLeast(cniVersion, '1.1.0')) t.is(run(rig, pod, 'STATUS', config).status, 0);
    const add = run(rig, pod, 'ADD', config);
    t.is(add.status, 0, add.stdout);
    t.is(add.output?.['cniVersion'], cniVersion);
    const [link] = ip(pod, '-d', 'addr', 'show', 'eth0');
    t.like(link, {
      mtu: 1500,
      operstate: 'UP',
      linkinfo: { info_kind: 'macvlan', info_data: { mode: 'bridge' } },
      addr_info: [{ local: '10.1.2.3', prefixlen: 24, broadcast: '10.1.2.255', scope: 'global' }],
    });
    if (atLeast(cniVersion, '0.3.0')) {
      t.like(add.output, {
        interfaces: [{ name: 'eth0', mac: link?.['address'], sandbox: netnsPath(pod) }],
        ips: [{ interface: 0, address: '10.1.2.3/24', gateway: '10.1.2.1' }],
      });
    } else {
      t.like(add.output, { ip4: { ip: '10.1.2.3/24', gateway: '10.1.2.1' } });
    }
    const check = run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
    if (atLeast(cniVersion, '0.4.0')) t.deepEqual([check.status, check.stdout], [0, '']);
    else t.deepEqual(check.output, { code: 1, msg: 'config version does not allow CHECK' });
    if (atLeast(cniVersion, '1.1.0'))
      t.is(run(rig, pod, 'GC', { ...config, 'cni.dev/valid-attachments': [] }).status, 0);
    for (const prevResult of [add.output, undefined])
      t.deepEqual([run(rig, pod, 'DEL', { ...config, prevResult }).status, linkNames(pod)], [0, ['lo']]);
  });

  test.serial(`${cniVersion}: without addresses`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const before = state(pod);
    const add = run(rig, pod, 'ADD', conf({ cniVersion, ipam: {} }));
    if (atLeast(cniVersion, '0.3.0')) {
      t.like(add.output, { interfaces: [{ name: 'eth0' }], ips: undefined });
      t.like(ip(pod, 'addr', 'show', 'eth0')[0], { operstate: 'UP' });
    } else {
      t.deepEqual(add.output, { code: 999, msg: 'cannot convert: no valid IP addresses' });
      t.deepEqual(state(pod), before);
    }
    t.is(run(rig, pod, 'DEL', conf({ cniVersion, ipam: {} })).status, 0);
    t.deepEqual(state(pod), before);
  });
}

test.serial('1.1.0 tells the mtu', (t) => {
  const rig = new Rig(t);
  t.like(run(rig, rig.container(), 'ADD', conf({ cniVersion: '1.1.0', mtu: 1400 })).output, {
    interfaces: [{ mtu: 1400 }],
  });
});

test.serial('linkInContainer: the master is in the container', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.add({ kind: 'veth', ifname: 'in0', data: { peer: { ifname: 'in1' } } });
  rtnl.links.set('in0', { up: true });
  rtnl.links.set('in1', { up: true });
  rtnl.addresses.add({ dev: 'in0', address: '192.0.0.1/24' });
  rtnl.routes.add({ dst: 'default', via: '192.0.0.254', dev: 'in0' });
  for (const master of ['in0', '']) {
    const config = conf({ master, linkInContainer: true });
    const add = run(rig, pod, 'ADD', config);
    t.is(add.status, 0, add.stdout);
    t.like(ip(pod, 'link', 'show', 'eth0')[0], { link: 'in0' });
    t.is(run(rig, pod, 'CHECK', { ...config, prevResult: add.output }).status, 0);
    t.is(run(rig, pod, 'DEL', config).status, 0);
  }
  t.like(run(rig, pod, 'ADD', conf({ linkInContainer: true })).output, { msg: 'Link not found' });
});

test.serial('bcqueuelen', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  t.is(run(rig, pod, 'ADD', conf({ bcqueuelen: 500 })).status, 0);
  t.like(ip(pod, '-d', 'link', 'show', 'eth0')[0], { linkinfo: { info_data: { bcqueuelen: 500 } } });
});

test.serial('mtu and advmss of routes are set', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const routes = [{ dst: '10.9.0.0/16', mtu: 1400, advmss: 1360, priority: 7, table: 100 }];
  const config = conf({ ipam: { ...STATIC, routes } });
  const add = run(rig, pod, 'ADD', config);
  t.is(add.status, 0, add.stdout);
  t.is(run(rig, pod, 'CHECK', { ...config, prevResult: add.output }).stdout, '');
  t.like(ip(pod, 'route', 'show', 'table', '100')[0], {
    dst: '10.9.0.0/16',
    gateway: '10.1.2.1',
    metric: 7,
    metrics: [{ mtu: 1400, advmss: 1360 }],
  });
});

test.serial('DEL needs no namespace, no master and no default route', (t) => {
  const rig = new Rig(t);
  const [pod, other] = [rig.container(), rig.container()];
  t.is(run(rig, pod, 'ADD', conf()).status, 0);
  for (const path of ['', '/nowhere', `${netnsPath(pod)}x`])
    t.deepEqual(
      [run(rig, pod, 'DEL', conf(), { CNI_NETNS: path }).status, linkNames(pod)],
      [0, ['lo', 'eth0']],
    );
  const broken = conf({ master: undefined, mtu: 'x', mode: 5, dns: [], prevResult: { ips: 5 } });
  t.is(run(rig, pod, 'DEL', broken).status, 0);
  t.deepEqual(linkNames(pod), ['lo']);
  t.is(run(rig, other, 'DEL', conf()).status, 0);
  t.is(run(rig, other, 'ADD', conf()).status, 0);
  rig.remove(other);
  t.is(run(rig, other, 'DEL', conf()).status, 0);
  t.deepEqual(run(rig, pod, 'DEL', conf(), { CNI_NETNS: '/etc/passwd' }).output?.['code'], 999);
});

test.serial('DEL deletes the interface also when the IPAM plugin fails, and says so', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  t.is(run(rig, pod, 'ADD', conf()).status, 0);
  const del = run(rig, pod, 'DEL', conf({ ipam: { type: 'nope' } }));
  t.is(del.output?.['code'], 999);
  t.regex(String(del.output?.['msg']), /^failed to find plugin "nope" in path \[/);
  t.deepEqual(linkNames(pod), ['lo']);
});

test.serial('what a killed ADD left is found by DEL, and by the next ADD', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const temp = tempName('c1', 'eth0');
  t.is(Buffer.byteLength(temp), 15);
  t.not(temp, tempName('c2', 'eth0'));
  t.not(temp, tempName('c1', 'eth1'));
  using host = RtnlSync.open({ netns: rig.host });
  const leave = (): void => host.links.add({ kind: 'macvlan', ifname: temp, link: 'm0', netns: pod });
  leave();
  t.is(run(rig, pod, 'DEL', conf()).status, 0);
  t.deepEqual(linkNames(pod), ['lo']);
  leave();
  t.is(run(rig, pod, 'ADD', conf()).status, 0);
  t.deepEqual(linkNames(pod), ['lo', 'eth0']);
});

test.serial('STATUS 50 when the master is missing', (t) => {
  const rig = new Rig(t);
  const status = run(rig, rig.container(), 'STATUS', conf({ cniVersion: '1.1.0', master: 'nope' }));
  t.like(status.output, { code: 50, msg: 'failed to lookup master "nope": Link not found' });
});

test.serial('the plugin does not touch its own namespace', (t) => {
  const rig = new Rig(t);
  const before = state(rig.host);
  for (const command of ['ADD', 'DEL'])
    t.like(run(rig, rig.host, command, conf(), { CNI_IFNAME: 'm0' }).output, { code: 8 });
  t.deepEqual(state(rig.host), before);
});

const SETTLED = { tentative: undefined, nodad: undefined, dadfailed: undefined };

function addressFlags(pod: string): object[] {
  const infos = ip(pod, 'addr', 'show', 'eth0').flatMap((link) => link['addr_info']);
  return (infos as Record<string, unknown>[]).map(({ scope, tentative, nodad, dadfailed }) => ({
    scope,
    tentative,
    nodad,
    dadfailed,
  }));
}

test.serial('IPv6: usable at once, announced, and detection is on again', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const ipam = { type: 'static', addresses: [{ address: '2001:db8::3/64', gateway: '2001:db8::1' }] };
  const started = performance.now();
  t.is(run(rig, pod, 'ADD', conf({ ipam })).status, 0);
  t.true(performance.now() - started < 1000);
  t.deepEqual(addressFlags(pod), [
    { scope: 'global', ...SETTLED },
    { scope: 'link', ...SETTLED },
  ]);
  t.is(sysctl(pod, 'ipv6/conf/eth0/accept_dad'), '1');
  t.is(sysctl(pod, 'ipv6/conf/eth0/ndisc_notify'), '1');
  t.is(sysctl(pod, 'ipv6/conf/eth0/keep_addr_on_down'), '1');
  t.is(sysctl(pod, 'ipv4/conf/eth0/arp_notify'), '1');
});

test.serial('IPv6 on a master without a carrier does not hold ADD up', (t) => {
  const rig = new Rig(t);
  using host = RtnlSync.open({ netns: rig.host });
  host.links.set('m1', { up: false });
  const pod = rig.container();
  const ipam = { type: 'static', addresses: [{ address: '2001:db8::3/64' }] };
  const started = performance.now();
  t.is(run(rig, pod, 'ADD', conf({ ipam })).status, 0);
  t.true(performance.now() - started < 1000);
  t.deepEqual(addressFlags(pod), [{ scope: 'global', ...SETTLED }]);
  t.is(sysctl(pod, 'ipv6/conf/eth0/accept_dad'), '1');
});

test.serial('IPv6 is enabled where it was disabled', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  writeSysctl(pod, 'ipv6/conf/default/disable_ipv6', '1');
  writeSysctl(pod, 'ipv6/conf/lo/disable_ipv6', '1');
  const ipam = { type: 'static', addresses: [{ address: '2001:db8::3/64' }] };
  t.is(run(rig, pod, 'ADD', conf({ ipam })).status, 0);
  t.is(sysctl(pod, 'ipv6/conf/eth0/disable_ipv6'), '0');
  t.is(sysctl(pod, 'ipv6/conf/lo/disable_ipv6'), '0');
});

test.serial('dad optimistic does not wait; an unknown mode is refused', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const ipam = { type: 'static', addresses: [{ address: '2001:db8::3/64' }] };
  const started = performance.now();
  t.is(run(rig, pod, 'ADD', conf({ ipam, dad: 'optimistic' })).status, 0);
  t.true(performance.now() - started < 1000);
  t.like(run(rig, rig.container(), 'ADD', conf({ ipam, dad: 'never' })).output, {
    code: 7,
    msg: 'unknown dad mode: "never"',
    details: 'must be one of skip, wait, optimistic',
  });
});

test.serial('a MAC address that another has is refused, after the time that it may take to go away', (t) => {
  const rig = new Rig(t);
  const [one, two] = [rig.container(), rig.container()];
  const mac = '02:00:00:00:0b:01';
  t.is(run(rig, one, 'ADD', conf({ mac })).status, 0);
  t.like(run(rig, two, 'ADD', conf({ mac })).output, {
    msg: 'failed to set "eth0" UP: address already in use',
    details: 'another macvlan on its master has its MAC address',
  });
  t.deepEqual(linkNames(two), ['lo']);
  rig.remove(one);
  t.is(run(rig, two, 'ADD', conf({ mac })).status, 0);
});

test.serial('CHECK finds what is not as prevResult says', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const routes = [{ dst: '0.0.0.0/0' }, { dst: '10.9.0.0/16' }];
  const config = conf({ ipam: { ...STATIC, routes } });
  const { output: good } = run(rig, pod, 'ADD', config);
  const check = (prevResult: object | undefined, changes: object = {}): unknown =>
    run(rig, pod, 'CHECK', { ...config, prevResult, ...changes }).output?.['msg'];
  const changed = (from: string, to: string): object => JSON.parse(JSON.stringify(good).replaceAll(from, to));
  t.is(check(good), undefined);
  t.is(check(undefined), 'Required prevResult missing'); // says static
  t.is(check(undefined, { ipam: {} }), 'required prevResult missing');
  t.is(
    check(changed('eth0', 'eth5')),
    `sandbox in prevResult  doesn't match configured netns: ${netnsPath(pod)}`,
  );
  t.is(
    check(changed(pod, 'other')),
    `sandbox in prevResult  doesn't match configured netns: ${netnsPath(pod)}`,
  );
  t.is(check(changed('10.1.2.3', '10.1.2.4')), 'Failed to match addr 10.1.2.4/24 on interface eth0');
  t.is(
    check(changed('10.9.0.0', '10.8.0.0')),
    'Expected Route {Dst:10.8.0.0/16 GW:<nil>} not found in routing table',
  );
  t.is(check(changed('"10.1.2.1"', '"10.1.2.9"')), 'static: Failed to match addr 10.1.2.3 on interface eth0');
  t.is(check(good, { mode: 'vepa' }), 'container macvlan mode bridge does not match expected value: vepa');
  t.is(check(good, { master: 'nope' }), 'Link not found');
  const mac = (good as { interfaces: { mac: string }[] }).interfaces[0]?.mac ?? '';
  t.is(
    check(changed(mac, '02:00:00:00:00:09')),
    `Interface eth0 Mac 02:00:00:00:00:09 doesn't match container Mac: ${mac}`,
  );
  t.is(check(changed(mac, mac.toUpperCase())), undefined);

  using rtnl = RtnlSync.open({ netns: pod });
  // What later plugins of the chain add is none of ours.
  rtnl.addresses.add({ dev: 'eth0', address: '10.77.0.1/16' });
  rtnl.routes.add({ dst: '10.66.0.0/16', dev: 'eth0' });
  t.is(check(good), undefined);
  rtnl.routes.delete({ dst: '10.1.2.0/24', dev: 'eth0' });
  t.is(check(good), 'Failed to find Gateway 10.1.2.1 for interface eth0');
  rtnl.links.delete('eth0');
  t.is(check(good), 'Container Interface name in prevResult: eth0 not found');
  rtnl.links.add({ kind: 'veth', ifname: 'eth0', data: { peer: { ifname: 'x' } } });
  t.is(check(good), 'Error: Container interface eth0 not of type macvlan');
});

test.serial('twenty ADDs at once on one master', async (t) => {
  const rig = new Rig(t);
  const pods = Array.from({ length: 20 }, () => rig.container());
  const runs = pods.map((pod, at) => {
    const config = conf({ ipam: { type: 'static', addresses: [{ address: `10.1.2.${at + 1}/24` }] } });
    const env = { CNI_NETNS: netnsPath(pod), CNI_CONTAINERID: `c${at}` };
    return rig.start(OURS, 'macvlan', 'ADD', config, env).status;
  });
  t.deepEqual(await Promise.all(runs), Array(20).fill(0));
  for (const pod of pods) t.deepEqual(linkNames(pod), ['lo', 'eth0']);
});

test.serial('whenever ADD is killed, DEL leaves nothing, and the next ADD works', async (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const env = { CNI_NETNS: netnsPath(pod) };
  const ADDs = 40;
  let killed = 0;
  // An ADD takes about 25 ms: the kills fall into all of its parts.
  for (let at = 0; at < ADDs; at++) {
    const started = rig.start(OURS, 'macvlan', 'ADD', conf(), env);
    await setTimeout(at);
    started.kill();
    if ((await started.status) === null) killed++;
    t.is(run(rig, pod, 'DEL', conf()).status, 0);
    t.deepEqual(linkNames(pod), ['lo']);
  }
  t.true(killed > 0, `${killed} of ${ADDs} were killed`);
  t.is(run(rig, pod, 'ADD', conf()).status, 0);
});
