import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test, { type ExecutionContext } from 'ava';
import { temporaryFolder } from '../folder.ts';
import { netnsPath, OURS, Rig, state, sysctl, writeSysctl } from '../rig.ts';

/** ADD is a transaction: after a failure at any step, host and container are as they were. */

const STATIC = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };

interface Fault {
  readonly config?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** What makes the step fail, in the host or in the container. */
  readonly prepare?: (host: RtnlSync, pod: RtnlSync, rig: Rig, podName: string) => void;
  readonly msg: string | RegExp;
}

const addresses = (...texts: readonly string[]): object => ({
  ipam: { type: 'static', addresses: texts.map((address) => ({ address })) },
});

const faults: Readonly<Record<string, Fault>> = {
  'the master is missing': { config: { master: 'nope' }, msg: 'Link not found' },
  'the name is taken': {
    prepare: (_, pod) => pod.links.add({ kind: 'veth', ifname: 'eth0', data: { peer: { ifname: 'x' } } }),
    msg: 'failed to rename macvlan to "eth0": file exists',
  },
  'the name is taken as an alternative name': {
    prepare: (_, pod) => pod.links.addAltnames('lo', ['eth0']),
    msg: 'failed to rename macvlan to "eth0": file exists',
  },
  'the name is a template': {
    env: { CNI_IFNAME: 'eth%d' },
    msg: 'failed to rename macvlan to "eth%d": invalid argument',
  },
  'the master is exclusive': {
    config: { mode: 'passthru' },
    prepare: (host) => host.links.add({ kind: 'macvlan', ifname: 'other', link: 'm0' }),
    msg: 'failed to create macvlan: invalid argument',
  },
  'the master is a bridge port': {
    prepare: (host) => {
      host.links.add({ kind: 'bridge', ifname: 'br0' });
      host.links.set('m0', { master: 'br0' });
    },
    msg: 'failed to create macvlan: device or resource busy',
  },
  'the MAC address is multicast': {
    config: { mac: '01:00:5e:00:00:01' },
    msg: 'failed to create macvlan: cannot assign requested address',
  },
  'the IPAM plugin is missing': {
    config: { ipam: { type: 'nope' } },
    msg: /^failed to find plugin "nope" in path /,
  },
  'the IPAM plugin fails': {
    config: addresses('10.1.2.3'),
    msg: "the 'address' field is expected to be in CIDR notation, got: '10.1.2.3'",
  },
  'the IPAM plugin gives no address': { config: addresses(), msg: 'IPAM plugin returned missing IP config' },
  'an address is there twice': {
    config: addresses('10.1.2.3/24', '10.1.2.3/24'),
    msg: 'failed to add IP addr 10.1.2.3/24 to "eth0": file exists',
  },
  'an address is no host': {
    config: addresses('2001:db8::1/64', 'ff02::1/64'),
    msg: /^failed to add IP addr ff02::1\/64 to "eth0": /,
  },
  'the MAC address is taken on this master': {
    config: { mac: '02:00:00:00:00:01' },
    prepare: (host) => {
      host.links.add({ kind: 'macvlan', ifname: 'other', link: 'm0', address: '02:00:00:00:00:01' });
      host.links.set('other', { up: true });
    },
    msg: /^failed to set "eth0" UP: /,
  },
  'a gateway cannot be reached': {
    config: {
      ipam: { ...STATIC, routes: [{ dst: '10.9.0.0/16' }, { dst: '10.77.0.0/16', gw: '99.9.9.9' }] },
    },
    msg: "failed to add route '10.77.0.0/16 via 99.9.9.9 dev eth0 metric 0 (Scope: universe, Table: 254)': network is unreachable",
  },
  'a route has a scope that is none': {
    config: { ipam: { ...STATIC, routes: [{ dst: '10.9.0.0/16', scope: 999 }] } },
    msg: "failed to add route '10.9.0.0/16': scope 999 or table 254 is out of range",
  },
  'a route has host bits': {
    config: { ipam: { ...STATIC, routes: [{ dst: '10.9.1.1/16', priority: 5, scope: 253, table: 100 }] } },
    msg: "failed to add route '10.9.1.1/16 via 10.1.2.1 dev eth0 metric 5 (Scope: link, Table: 100)': invalid argument",
  },
  'lo had no IPv6': {
    config: {
      ipam: {
        type: 'static',
        addresses: [{ address: '2001:db8::3/64' }],
        routes: [{ dst: '::/0', gw: '3ffe::1' }],
      },
    },
    prepare: (_host, _pod, _rig, name) => writeSysctl(name, 'ipv6/conf/lo/disable_ipv6', '1'),
    msg: /^failed to add route '::\/0 via 3ffe::1 dev eth0 /,
  },
  'an IPv6 address is a duplicate, and we wait': {
    config: { ...addresses('2001:db8::3/64'), dad: 'wait' },
    prepare: (host, _pod, rig) => {
      const other = rig.container();
      host.links.add({
        kind: 'macvlan',
        ifname: 'other',
        link: 'm0',
        netns: other,
        data: { mode: 'bridge' },
      });
      using rtnl = RtnlSync.open({ netns: other });
      rtnl.addresses.add({ dev: 'other', address: '2001:db8::3/64', flags: ['nodad'] });
      rtnl.links.set('other', { up: true });
    },
    msg: 'failed to settle addresses for "eth0": link eth0 has address 2001:db8::3/64 in DADFAILED state',
  },
  'the version cannot say the result': {
    config: { cniVersion: '0.2.0', ipam: {} },
    msg: 'cannot convert: no valid IP addresses',
  },
};

for (const [title, { config = {}, env = {}, prepare, msg }] of Object.entries(faults)) {
  test.serial(`nothing is left when ${title}`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    {
      using host = RtnlSync.open({ netns: rig.host });
      using container = RtnlSync.open({ netns: pod });
      prepare?.(host, container, rig, pod);
    }
    const whole = (): unknown => [state(rig.host), state(pod), sysctl(pod, 'ipv6/conf/lo/disable_ipv6')];
    const before = whole();
    const conf = { cniVersion: '1.0.0', name: 'net', type: 'macvlan', master: 'm0', ipam: STATIC, ...config };
    const run = rig.call('macvlan', 'ADD', conf, { CNI_NETNS: netnsPath(pod), ...env });
    t.is(run.status, 1, run.stdout);
    const said = String(run.output?.['msg']);
    if (typeof msg === 'string') t.is(said, msg);
    else t.regex(said, msg);
    t.deepEqual(whole(), before);
  });
}

/** A folder with our executable and an IPAM plugin `fake` of these shell lines, which records its commands. */
function folderWith(t: ExecutionContext, script: string): { folder: string; commands: () => string } {
  const folder = temporaryFolder(t);
  const record = join(folder, 'record');
  symlinkSync(join(OURS, 'macvlan'), join(folder, 'macvlan'));
  writeFileSync(
    join(folder, 'fake'),
    `#!/bin/sh\ncat >/dev/null\necho "$CNI_COMMAND" >>"${record}"\n${script}\n`,
    { mode: 0o755 },
  );
  return { folder, commands: () => (existsSync(record) ? readFileSync(record, 'utf8') : '') };
}

for (const [title, script, msg] of [
  [
    'its own ADD failed',
    `test "$CNI_COMMAND" = DEL || { echo '{"code":100,"msg":"empty"}'; exit 1; }`,
    'empty',
  ],
  [
    'it gave nonsense',
    'echo nonsense',
    "failed to unmarshal raw result: invalid character 'o' in literal null (expecting 'u') result nonsense\n",
  ],
  ['it gave no address', 'echo "{}"', 'IPAM plugin returned missing IP config'],
  [
    'a later step failed',
    `echo '{"ips":[{"address":"10.1.2.3/24"}],"routes":[{"dst":"10.9.0.0/16","gw":"9.9.9.9"}]}'`,
    "failed to add route '10.9.0.0/16 via 9.9.9.9 dev eth0 metric 0 (Scope: universe, Table: 254)': network is unreachable",
  ],
] as const) {
  test.serial(`the IPAM plugin is told to take back what it gave when ${title}`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    const before = state(pod);
    const { folder, commands } = folderWith(t, script);
    const conf = { cniVersion: '1.0.0', name: 'net', master: 'm0', ipam: { type: 'fake' } };
    const run = rig.call('macvlan', 'ADD', conf, { CNI_NETNS: netnsPath(pod), CNI_PATH: folder });
    t.is(run.output?.['msg'], msg);
    t.is(commands(), 'ADD\nDEL\n');
    t.deepEqual(state(pod), before);
  });
}

test.serial('an undo that fails is told on stderr and hides nothing', (t) => {
  const rig = new Rig(t);
  const { folder } = folderWith(t, `echo '{"code":100,"msg":"'"$CNI_COMMAND"' failed"}'; exit 1`);
  const conf = { cniVersion: '1.0.0', name: 'net', master: 'm0', ipam: { type: 'fake' } };
  const run = rig.run(folder, 'macvlan', 'ADD', conf, { CNI_NETNS: netnsPath(rig.container()) });
  t.deepEqual(run.output, { code: 100, msg: 'ADD failed' });
  t.is(run.stderr, 'cni: undoing a failed ADD: DEL failed\n');
});
