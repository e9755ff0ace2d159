import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { netnsPath, Rig, state } from '../rig.ts';

/** What needs no ipvlan in the kernel; the rest is in ipvlan.vm.test.ts. */

const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'ipvlan',
  master: 'm0',
  ipam: { type: 'static', addresses: [{ address: '10.1.2.3/24' }] },
  ...config,
});

// Each text observed from the Go plugin of Debian 12, but for `flag`, which is ours.
for (const [config, msg] of [
  [{ mode: 'L2' }, 'unknown ipvlan mode: "L2"'],
  [{ flag: 'Bridge' }, 'unknown ipvlan flag: "Bridge"'],
  [{ master: 'nope' }, 'failed to lookup master "nope": Link not found'],
  [{ master: '' }, 'no default route interface found'],
  [
    { mtu: 'x' },
    'failed to load netconf: json: cannot unmarshal string into Go struct field NetConf.mtu of type int',
  ],
  [
    { master: '', prevResult: { interfaces: [] } },
    'chained master failure. PrevResult lacks a single named interface',
  ],
  [
    { prevResult: 5 },
    'failed to load netconf: json: cannot unmarshal number into Go struct field NetConf.prevResult of type map[string]interface {}',
  ],
] as const) {
  test.serial(`ADD with ${JSON.stringify(config)}: ${msg}`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const before = state(pod);
    t.is(rig.call('ipvlan', 'ADD', conf(config), { CNI_NETNS: netnsPath(pod) }).output?.['msg'], msg);
    t.deepEqual(state(pod), before);
  });
}

for (const [path, msg] of [
  ['/nope', 'failed to open netns "/nope": failed to Statfs "/nope": no such file or directory'],
  ['/etc/passwd', /^failed to open netns "\/etc\/passwd": unknown FS magic on "\/etc\/passwd": [0-9a-f]+$/],
  ['/proc', 'failed to open netns "/proc": invalid argument'],
] as const) {
  test.serial(`ADD in ${path}`, (t) => {
    const said = String(new Rig(t).call('ipvlan', 'ADD', conf(), { CNI_NETNS: path }).output?.['msg']);
    if (typeof msg === 'string') t.is(said, msg);
    else t.regex(said, msg);
  });
}

test.serial('DEL of something never added, wherever', (t) => {
  const rig = new Rig(t);
  for (const path of ['', '/nope', netnsPath(rig.container())])
    t.is(rig.call('ipvlan', 'DEL', conf({ master: 'nope', mode: 'L2' }), { CNI_NETNS: path }).status, 0);
});

test.serial('CHECK of an interface of another kind', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const env = { CNI_NETNS: netnsPath(pod) };
  using host = RtnlSync.open({ netns: rig.host });
  host.links.add({ kind: 'macvlan', ifname: 'eth0', link: 'm0', netns: pod });
  const prevResult = { interfaces: [{ name: 'eth0', sandbox: netnsPath(pod) }] };
  const check = (changes: object): unknown => rig.call('ipvlan', 'CHECK', conf(changes), env).output?.['msg'];
  t.is(check({ prevResult }), 'Error: Container interface eth0 not of type ipvlan');
  t.is(check({ prevResult, master: '' }), 'Error: Container interface eth0 not of type ipvlan');
  t.is(check({ prevResult, master: 'nope' }), 'failed to lookup master "nope": Link not found');
  t.is(check({ ipam: {} }), 'Required prevResult missing');
  t.is(check({ prevResult: {} }), `Sandbox in prevResult  doesn't match configured netns: ${netnsPath(pod)}`);
  t.is(
    check({ prevResult: { interfaces: [{ name: 'eth0', sandbox: netnsPath(pod) }] }, ipam: { type: 'nope' } })
      ?.toString()
      .slice(0, 29),
    'failed to find plugin "nope" ',
  );
});

test.serial('STATUS and GC ask the IPAM plugin', (t) => {
  const rig = new Rig(t);
  const config = conf({ cniVersion: '1.1.0' });
  for (const command of ['STATUS', 'GC']) {
    t.is(rig.call('ipvlan', command, config).status, 0);
    const missing = rig.call('ipvlan', command, { ...config, ipam: { type: 'nope' } });
    t.regex(String(missing.output?.['msg']), /^failed to find plugin "nope"/);
  }
  t.like(rig.call('ipvlan', 'STATUS', { ...config, master: 'nope' }).output, { code: 50 });
});
