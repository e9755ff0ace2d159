import { AF_INET, RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { ip, linkNames, netnsPath, Rig, type Run, state } from '../rig.ts';

const STATIC = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'dummy',
  ipam: STATIC,
  ...config,
});

const run = (rig: Rig, pod: string, command: string, config: object, env = {}): Run =>
  rig.call('dummy', command, config, { CNI_NETNS: netnsPath(pod), ...env });

test.serial('ADD, CHECK and DEL in every version', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  using rtnl = RtnlSync.open({ netns: pod });
  for (const cniVersion of supportedVersions) {
    const config = conf({ cniVersion });
    if (atLeast(cniVersion, '1.1.0')) t.is(run(rig, pod, 'STATUS', config).status, 0);
    const add = run(rig, pod, 'ADD', config);
    t.is(add.status, 0, add.stdout);
    const link = rtnl.links.get('eth0');
    t.like(link, { kind: 'dummy', mtu: 1500 });
    t.true(link.flags?.includes('up'));
    t.like(rtnl.addresses.list({ dev: 'eth0', family: AF_INET })[0], {
      address: '10.1.2.3/24',
      broadcast: '10.1.2.255',
    });
    if (atLeast(cniVersion, '0.3.0'))
      t.like(add.output, {
        cniVersion,
        interfaces: [{ name: 'eth0', mac: link.address, sandbox: netnsPath(pod) }],
        ips: [{ interface: 0, address: '10.1.2.3/24', gateway: '10.1.2.1' }],
      });
    else t.like(add.output, { cniVersion, ip4: { ip: '10.1.2.3/24', gateway: '10.1.2.1' } });
    const check = run(rig, pod, 'CHECK', { ...config, prevResult: add.output });
    if (atLeast(cniVersion, '0.4.0')) t.deepEqual([check.status, check.stdout], [0, '']);
    else t.deepEqual(check.output, { code: 1, msg: 'config version does not allow CHECK' });
    t.is(run(rig, pod, 'DEL', { ...config, prevResult: add.output }).status, 0);
  }
  t.is(run(rig, pod, 'DEL', conf()).status, 0);
  t.deepEqual(linkNames(pod), ['lo']);
});

test.serial('a name that is taken on the host is ignored', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const before = linkNames(rig.host);
  const add = run(rig, pod, 'ADD', conf(), { CNI_IFNAME: 'm0' });
  t.is(add.status, 0, add.stdout);
  t.deepEqual(linkNames(pod), ['lo', 'm0']);
  t.is(run(rig, pod, 'DEL', conf(), { CNI_IFNAME: 'm0' }).status, 0);
  t.deepEqual(linkNames(rig.host), before);
});

test.serial('nothing is left when ADD fails', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const before = state(pod);
  const fails = (ipam: object): unknown => {
    const { output } = run(rig, pod, 'ADD', conf({ ipam }));
    t.deepEqual(state(pod), before);
    return output?.['msg'];
  };
  t.is(fails({ type: 'static' }), 'IPAM plugin returned missing IP config');
  t.regex(String(fails({ type: 'nope' })), /^failed to find plugin "nope" in path /);
  t.is(
    fails({ ...STATIC, addresses: ['10.1.2.3/24', '10.1.2.3/24'].map((address) => ({ address })) }),
    'failed to add IP addr 10.1.2.3/24 to "eth0": file exists',
  );
  t.regex(
    String(fails({ ...STATIC, routes: [{ dst: '10.9.0.0/16', gw: '9.9.9.9' }] })),
    /^failed to add route '10.9.0.0\/16 via 9.9.9.9 dev eth0 /,
  );
});

test.serial('a name that is taken in the container is refused, and what has it stays', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  t.is(run(rig, pod, 'ADD', conf()).status, 0);
  const before = state(pod);
  t.deepEqual(run(rig, pod, 'ADD', conf()).output, {
    code: 999,
    msg: 'failed to create dummy: file exists',
    details: 'the container already has an interface "eth0"',
  });
  t.deepEqual(state(pod), before);
});

test.serial('IPv6, and dns of the IPAM plugin', (t) => {
  const rig = new Rig(t);
  const ipam = {
    type: 'static',
    addresses: [{ address: '2001:db8::3/128' }],
    dns: { nameservers: ['2001:db8::53'] },
  };
  const pod = rig.container();
  t.like(run(rig, pod, 'ADD', conf({ ipam, dns: { domain: 'ours' } })).output, {
    ips: [{ interface: 0, address: '2001:db8::3/128' }],
    dns: ipam.dns,
  });
  t.like(ip(pod, '-6', 'addr', 'show', 'eth0')[0], {
    addr_info: [{ local: '2001:db8::3', tentative: undefined }],
  });
});

test.serial('CHECK of dummy finds what is not as prevResult says', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const { output: good } = run(rig, pod, 'ADD', conf());
  const check = (prevResult: unknown): unknown =>
    run(rig, pod, 'CHECK', conf({ prevResult })).output?.['msg'];
  const changed = (from: string, to: string): unknown =>
    JSON.parse(JSON.stringify(good).replaceAll(from, to));
  t.is(check(good), undefined);
  t.is(check(changed('10.1.2.3', '10.1.2.4')), 'Failed to match addr 10.1.2.4/24 on interface eth0');
  const mac = ip(pod, 'link', 'show', 'eth0')[0]?.['address'];
  t.is(
    check(changed(String(mac), '02:00:00:00:00:09')),
    `Interface eth0 Mac 02:00:00:00:00:09 doesn't match container Mac: ${mac}`,
  );
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.set('eth0', { up: false });
  t.is(check(good), 'Interface eth0 is down');
});
