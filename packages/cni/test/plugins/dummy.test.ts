import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { netnsPath, Rig, state } from '../rig.ts';

/** What needs no dummy in the kernel; the rest is in dummy.vm.test.ts. */

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'dummy',
  ipam: { type: 'static', addresses: [{ address: '10.1.2.3/32' }] },
  ...config,
});

const refused = [
  [{ ipam: undefined }, 'dummy interface requires an IPAM configuration'],
  [{ ipam: {} }, 'dummy interface requires an IPAM configuration'],
  [
    { ipam: { type: 5 } },
    'failed to parse network config: json: cannot unmarshal number into Go struct field IPAM.ipam.type of type string',
  ],
  [{ dad: 'never' }, 'unknown dad mode: "never"'],
] as const;

test.serial('ADD refuses what it cannot do, and leaves nothing', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const before = state(pod);
  for (const [config, msg] of refused)
    t.is(rig.call('dummy', 'ADD', conf(config), { CNI_NETNS: netnsPath(pod) }).output?.['msg'], msg);
  t.deepEqual(state(pod), before);
});

test.serial(
  'ADD where there is no namespace, and with a name that the kernel would take for a template',
  (t) => {
    const rig = new Rig(t);
    const add = (env: Readonly<Record<string, string>>): unknown =>
      rig.call('dummy', 'ADD', conf(), env).output?.['msg'];
    t.is(
      add({ CNI_NETNS: '/nope' }),
      'failed to open netns "/nope": failed to Statfs "/nope": no such file or directory',
    );
    t.is(
      add({ CNI_NETNS: netnsPath(rig.container()), CNI_IFNAME: 'eth%d' }),
      'failed to create dummy: invalid argument',
    );
  },
);

test.serial('DEL of something never added, whatever the configuration has become', (t) => {
  const rig = new Rig(t);
  for (const CNI_NETNS of ['', '/nope', netnsPath(rig.container())])
    for (const config of [conf(), conf({ ipam: undefined, prevResult: 5, dns: [] })])
      t.is(rig.call('dummy', 'DEL', config, { CNI_NETNS }).status, 0);
});

test.serial('CHECK of what is not there', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const check = (changes: object): unknown =>
    rig.call('dummy', 'CHECK', conf(changes), { CNI_NETNS: netnsPath(pod) }).output?.['msg'];
  const prevResult = { interfaces: [{ name: 'eth0', sandbox: netnsPath(pod) }] };
  t.is(check({ ipam: {} }), 'dummy interface requires an IPAM configuration');
  t.is(check({}), 'Required prevResult missing'); // says static
  t.is(check({ prevResult: {} }), `Sandbox in prevResult  doesn't match configured netns: ${netnsPath(pod)}`);
  t.is(check({ prevResult }), 'Container Interface name in prevResult: eth0 not found');
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.add({ kind: 'veth', ifname: 'eth0', data: { peer: { ifname: 'x' } } });
  t.is(check({ prevResult }), 'Error: Container interface eth0 not of type dummy');
});

test.serial('STATUS and GC ask the IPAM plugin', (t) => {
  const rig = new Rig(t);
  for (const command of ['STATUS', 'GC']) {
    t.is(rig.call('dummy', command, conf({ cniVersion: '1.1.0' })).status, 0);
    const missing = rig.call('dummy', command, conf({ cniVersion: '1.1.0', ipam: { type: 'nope' } }));
    t.regex(String(missing.output?.['msg']), /^failed to find plugin "nope"/);
  }
});
