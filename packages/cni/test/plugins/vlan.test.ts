import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { netnsPath, Rig, state } from '../rig.ts';

/** What needs no vlan in the kernel; the rest is in vlan.vm.test.ts. */

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'vlan',
  master: 'm0',
  vlanId: 100,
  ipam: { type: 'static', addresses: [{ address: '10.1.2.3/24' }] },
  ...config,
});

const MASTER = '"master" field is required. It specifies the host interface name to create the VLAN for';

const refused = [
  [{ master: '' }, MASTER],
  [{ master: undefined, prevResult: { interfaces: [] } }, MASTER],
  [{ master: undefined, prevResult: { interfaces: [{ name: 'm0' }, { name: 'm1' }] } }, MASTER],
  [{ master: undefined, prevResult: { interfaces: [{ name: 'm0', sandbox: '/other' }] } }, MASTER],
  [{ master: 'nope' }, 'Link not found'],
  [{ vlanId: -1 }, 'invalid VLAN ID -1 (must be between 0 and 4095 inclusive)'],
  [{ vlanId: 4095 }, 'invalid VLAN ID 4095 (must be between 0 and 4095 inclusive)'],
  [{ vlanId: 4096 }, 'invalid VLAN ID 4096 (must be between 0 and 4095 inclusive)'],
  [
    { vlanId: 'x' },
    'failed to load netconf: json: cannot unmarshal string into Go struct field NetConf.vlanId of type int',
  ],
  [{ mtu: 1600 }, 'invalid MTU 1600, must be [0, master MTU(1500)]'],
  [{ mtu: -100 }, 'invalid MTU -100, must be [0, master MTU(1500)]'],
  [{ dad: 'never' }, 'unknown dad mode: "never"'],
] as const;

test.serial('ADD refuses what it cannot do, and leaves nothing', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const before = state(pod);
  for (const [config, msg] of refused)
    t.is(rig.call('vlan', 'ADD', conf(config), { CNI_NETNS: netnsPath(pod) }).output?.['msg'], msg);
  t.deepEqual(state(pod), before);
});

test.serial('ADD where there is no namespace, and where the name is taken', (t) => {
  const rig = new Rig(t);
  const add = (env: Readonly<Record<string, string>>): unknown =>
    rig.call('vlan', 'ADD', conf(), env).output?.['msg'];
  t.is(
    add({ CNI_NETNS: '/nope' }),
    'failed to open netns "/nope": failed to Statfs "/nope": no such file or directory',
  );
  const CNI_NETNS = netnsPath(rig.container());
  t.is(add({ CNI_NETNS, CNI_IFNAME: 'lo' }), 'failed to rename vlan to "lo": file exists');
});

test.serial('DEL of something never added, wherever, whatever the configuration has become', (t) => {
  const rig = new Rig(t);
  for (const CNI_NETNS of ['', '/nope', netnsPath(rig.container())])
    for (const config of [conf(), conf({ master: 'nope' }), conf({ master: 5, vlanId: -1, ipam: {} })])
      t.is(rig.call('vlan', 'DEL', config, { CNI_NETNS }).status, 0);
});

test.serial('CHECK of an interface of another kind', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const env = { CNI_NETNS: netnsPath(pod) };
  using host = RtnlSync.open({ netns: rig.host });
  const prevResult = { interfaces: [{ name: 'eth0', sandbox: netnsPath(pod) }] };
  const check = (changes: object): unknown => rig.call('vlan', 'CHECK', conf(changes), env).output?.['msg'];
  t.is(check({ prevResult }), 'vlan: Container Interface name in prevResult: eth0 not found');
  host.links.add({ kind: 'macvlan', ifname: 'eth0', link: 'm0', netns: pod });
  t.is(check({ prevResult }), 'Error: Container interface eth0 not of type vlan');
  t.is(check({ prevResult, master: 'nope' }), 'failed to lookup master "nope": Link not found');
  t.is(check({ ipam: {} }), 'vlan: Required prevResult missing');
  t.is(check({ prevResult: {} }), `Sandbox in prevResult  doesn't match configured netns: ${netnsPath(pod)}`);
});

test.serial('STATUS and GC ask the IPAM plugin; STATUS 50 when the master is missing', (t) => {
  const rig = new Rig(t);
  const config = conf({ cniVersion: '1.1.0' });
  for (const command of ['STATUS', 'GC']) {
    t.is(rig.call('vlan', command, config).status, 0);
    const missing = rig.call('vlan', command, { ...config, ipam: { type: 'nope' } });
    t.regex(String(missing.output?.['msg']), /^failed to find plugin "nope"/);
  }
  t.like(rig.call('vlan', 'STATUS', { ...config, master: 'nope' }).output, { code: 50 });
});
