import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test, { type ExecutionContext } from 'ava';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { temporaryFolder } from '../folder.ts';
import { ip, netnsPath, Rig, type Run, state, sysctl } from '../rig.ts';

const MAC = '02:00:00:00:00:77';

/** A container whose `eth0` another plugin has made, and what tuning is asked for it. */
class Tuned {
  readonly dataDir: string;
  readonly pod: string;
  readonly #rig: Rig;

  constructor(t: ExecutionContext, ifName = 'eth0') {
    this.#rig = new Rig(t);
    this.pod = this.#rig.container();
    this.dataDir = join(temporaryFolder(t), 'made/by/ADD');
    using rtnl = RtnlSync.open({ netns: this.pod });
    rtnl.links.add({ kind: 'veth', ifname: ifName, txqlen: 1000, data: { peer: { ifname: 'p0' } } });
    rtnl.links.set('p0', { up: true });
    rtnl.links.set(ifName, { up: true });
  }

  run(command: string, config: object = {}, env: Readonly<Record<string, string>> = {}): Run {
    const { dataDir, pod } = this;
    const conf = { cniVersion: '1.0.0', name: 'net', dataDir, prevResult: PREVIOUS, ...config };
    return this.#rig.call('tuning', command, conf, { CNI_NETNS: netnsPath(pod), ...env });
  }

  get link(): Record<string, unknown> | undefined {
    return ip(this.pod, '-d', 'link', 'show', 'eth0')[0];
  }

  files(): readonly string[] {
    return readdirSync(this.dataDir);
  }
}

const PREVIOUS = {
  interfaces: [
    { name: 'veth1', mac: '02:00:00:00:00:02' },
    { name: 'eth0', mac: '02:00:00:00:00:01', sandbox: '/x' },
  ],
  ips: [{ interface: 1, address: '10.1.2.3/24', gateway: '10.1.2.1' }],
  routes: [{ dst: '0.0.0.0/0' }],
  dns: { nameservers: ['9.9.9.9'] },
};
const PREVIOUS_LEGACY = { ip4: { ip: '10.1.2.3/24' }, dns: {} };

for (const cniVersion of supportedVersions) {
  test.serial(`${cniVersion}: ADD, CHECK and DEL`, (t) => {
    const tuned = new Tuned(t);
    const before = state(tuned.pod);
    const isListed = atLeast(cniVersion, '0.3.0');
    const prevResult = isListed
      ? { ...PREVIOUS, ips: PREVIOUS.ips.map((ip) => ({ ...ip, version: '4' })) }
      : PREVIOUS_LEGACY;
    const config = { cniVersion, prevResult, mtu: 1400 };
    const add = tuned.run('ADD', config);
    t.is(add.status, 0, add.stdout);
    if (isListed) t.like(add.output, { ips: [{ interface: 1, address: '10.1.2.3/24' }], dns: PREVIOUS.dns });
    else t.deepEqual(add.output, { cniVersion, ...PREVIOUS_LEGACY });
    t.is(tuned.link?.['mtu'], 1400);
    const check = tuned.run('CHECK', { ...config, prevResult: add.output });
    if (atLeast(cniVersion, '0.4.0')) t.deepEqual([check.status, check.stdout], [0, '']);
    else t.deepEqual(check.output, { code: 1, msg: 'config version does not allow CHECK' });
    for (let times = 0; times < 2; times++) t.is(tuned.run('DEL', config).status, 0);
    t.deepEqual(state(tuned.pod), before);
  });
}

test.serial('every setting: set, told, kept for DEL, and restored', (t) => {
  const tuned = new Tuned(t);
  const before = state(tuned.pod);
  const { address } = tuned.link ?? {};
  const settings = { mac: MAC.toUpperCase(), promisc: true, mtu: 1400, allmulti: true, txQLen: 77 };
  const add = tuned.run('ADD', { cniVersion: '1.1.0', ...settings });
  t.like(add.output, {
    interfaces: [
      { name: 'veth1', mac: '02:00:00:00:00:02' },
      { name: 'eth0', mac: MAC, mtu: 1400, sandbox: '/x' },
    ],
  });
  t.like(tuned.link, { address: MAC, mtu: 1400, txqlen: 77 });
  t.deepEqual(tuned.link?.['flags'], ['BROADCAST', 'MULTICAST', 'ALLMULTI', 'PROMISC', 'UP', 'LOWER_UP']);
  t.deepEqual(tuned.files(), ['c1_eth0.json']);
  const file = join(tuned.dataDir, 'c1_eth0.json');
  t.is(statSync(file).mode & 0o777, 0o600);
  t.is(
    readFileSync(file, 'utf8'),
    `{\n "mac": "${address}",\n "promisc": false,\n "mtu": 1500,\n "allmulti": false,\n "txQLen": 1000,\n "network": "net",\n "containerID": "c1",\n "ifname": "eth0"\n}`,
  );
  t.is(tuned.run('CHECK', { cniVersion: '1.1.0', ...settings }).stdout, '');
  t.is(tuned.run('DEL', settings).status, 0);
  t.deepEqual(state(tuned.pod), before);
  t.is(tuned.link?.['address'], address);
  t.deepEqual(tuned.files(), []);
});

test.serial('only what is set is kept and restored', (t) => {
  const tuned = new Tuned(t);
  t.is(tuned.run('ADD', { allmulti: false }).status, 0);
  t.like(JSON.parse(readFileSync(join(tuned.dataDir, 'c1_eth0.json'), 'utf8')), {
    allmulti: false,
    mac: undefined,
    mtu: undefined,
  });
  using rtnl = RtnlSync.open({ netns: tuned.pod });
  rtnl.links.set('eth0', { mtu: 1300 });
  t.is(tuned.run('DEL').status, 0);
  t.is(tuned.link?.['mtu'], 1300);
});

test.serial('nothing to set: prevResult is passed on, and no file made', (t) => {
  const tuned = new Tuned(t);
  const before = state(tuned.pod);
  t.deepEqual(tuned.run('ADD', { promisc: false, mtu: 0, mac: '' }).output, {
    cniVersion: '1.0.0',
    ...PREVIOUS,
  });
  t.throws(() => tuned.files(), { code: 'ENOENT' });
  t.deepEqual(state(tuned.pod), before);
});

const MACS = ['02:00:00:00:00:11', '02:00:00:00:00:22', '02:00:00:00:00:33', '02:00:00:00:00:44'] as const;

test.serial(
  'mac: the configuration, CNI_ARGS, the capability, args: each counts more than those before',
  (t) => {
    const tuned = new Tuned(t);
    const [mac, argsMac, capability, cni] = MACS;
    const env = { CNI_ARGS: `IgnoreUnknown=1;MAC=${argsMac};K8S_POD_NAME=x` };
    for (const [config, wanted, changes] of [
      [{ mac }, mac, {}],
      [{ mac }, argsMac, env],
      [{ mac, runtimeConfig: { mac: capability } }, capability, env],
      [{ mac, runtimeConfig: { mac: capability }, args: { cni: { mac: cni } } }, cni, env],
    ] as const) {
      t.is(tuned.run('ADD', config, changes).status, 0);
      t.is(tuned.link?.['address'], wanted);
      t.is(tuned.run('DEL', config).status, 0);
    }
  },
);

test.serial('args count more than the configuration', (t) => {
  const tuned = new Tuned(t);
  const config = {
    mtu: 1400,
    promisc: true,
    allmulti: true,
    txQLen: 50,
    sysctl: { 'net.ipv4.conf.IFNAME.arp_notify': '0' },
    args: {
      cni: {
        mtu: 1300,
        promisc: false,
        allmulti: false,
        txQLen: 60,
        sysctl: { 'net.ipv4.conf.IFNAME.arp_notify': '1', 'net.ipv4.ip_forward': '1' },
      },
    },
  };
  t.is(tuned.run('ADD', config).status, 0);
  t.like(tuned.link, { mtu: 1300, txqlen: 60, flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'] });
  t.is(sysctl(tuned.pod, 'ipv4/conf/eth0/arp_notify'), '1');
  t.is(sysctl(tuned.pod, 'ipv4/ip_forward'), '1');
  t.is(tuned.run('CHECK', config).stdout, '');
  // The reference panics where the configuration has no sysctl of its own.
  t.is(tuned.run('ADD', { args: { cni: { sysctl: { 'net.ipv4.ip_forward': '0' } } } }).status, 0);
  t.is(sysctl(tuned.pod, 'ipv4/ip_forward'), '0');
});

test.serial('DEL restores nothing where nothing is, and its file goes in any case', (t) => {
  const tuned = new Tuned(t);
  const add = (): boolean => t.is(tuned.run('ADD', { mtu: 1400 }).status, 0);
  t.is(tuned.run('DEL').status, 0);
  for (const path of ['', '/nowhere']) {
    add();
    t.is(tuned.run('DEL', { prevResult: 5, mtu: 'x', sysctl: [] }, { CNI_NETNS: path }).status, 0);
    t.deepEqual([tuned.files(), tuned.link?.['mtu']], [[], 1400]);
  }
  add();
  using rtnl = RtnlSync.open({ netns: tuned.pod });
  rtnl.links.delete('eth0');
  t.is(tuned.run('DEL').status, 0);
  t.deepEqual(tuned.files(), []);
});

test.serial('a file that is none of this attachment restores nothing', (t) => {
  const tuned = new Tuned(t);
  mkdirSync(tuned.dataDir, { recursive: true });
  const file = join(tuned.dataDir, 'a_b_eth0.json');
  writeFileSync(file, '{"mtu":1300,"containerID":"a","ifname":"b_eth0"}');
  t.is(tuned.run('DEL', {}, { CNI_CONTAINERID: 'a_b' }).status, 0);
  t.is(tuned.link?.['mtu'], 1500);
  // As the reference writes it, and with what it never would.
  writeFileSync(file, '{\n "mtu": 1300,\n "txQLen": 0\n}');
  t.is(tuned.run('DEL', {}, { CNI_CONTAINERID: 'a_b' }).status, 0);
  t.like(tuned.link, { mtu: 1300 });
  for (const content of ['', '{', '[]', '{"mtu":"x"}']) {
    writeFileSync(file, content);
    t.is(tuned.run('DEL', {}, { CNI_CONTAINERID: 'a_b' }).status, 0);
    t.deepEqual(tuned.files(), []);
  }
});

test.serial('GC removes the files of the network that no attachment needs', (t) => {
  const tuned = new Tuned(t);
  const gc = (config: object): Run => tuned.run('GC', { cniVersion: '1.1.0', ...config });
  t.is(gc({ 'cni.dev/valid-attachments': [] }).status, 0);
  for (const [name, id] of [
    ['net', 'c1'],
    ['net', 'c2'],
    ['other', 'c3'],
  ] as const)
    t.is(tuned.run('ADD', { name, mtu: 1400 }, { CNI_CONTAINERID: id }).status, 0);
  writeFileSync(join(tuned.dataDir, 'c4_eth0.json'), '{\n "mtu": 1300\n}');
  writeFileSync(join(tuned.dataDir, 'broken.json'), '{');
  writeFileSync(join(tuned.dataDir, 'note'), 'mine');
  const rest = ['broken.json', 'c3_eth0.json', 'c4_eth0.json', 'note'];
  t.like(gc({}).output, { code: 7 });
  t.is(gc({ 'cni.dev/valid-attachments': [{ containerID: 'c1', ifname: 'eth0' }] }).status, 0);
  t.deepEqual(tuned.files(), ['broken.json', 'c1_eth0.json', ...rest.slice(1)]);
  t.is(gc({ 'cni.dev/valid-attachments': [{ containerID: 'c1', ifname: 'eth1' }] }).status, 0);
  t.deepEqual(tuned.files(), rest);
});

test.serial('CHECK finds what is not as configured', (t) => {
  const tuned = new Tuned(t);
  const settings = { mac: MAC, mtu: 1400, allmulti: true, txQLen: 77, promisc: true };
  const sysctls = { 'net.ipv4.conf.IFNAME.arp_notify': '1', 'net.ipv4.ping_group_range': '0 5' };
  const config = { ...settings, sysctl: sysctls };
  t.is(tuned.run('ADD', config).status, 0);
  const check = (changes: object, env = {}): unknown =>
    tuned.run('CHECK', { ...config, ...changes }, env).output?.['msg'];
  t.is(check({}), undefined);
  t.is(check({ prevResult: undefined }), 'Required prevResult missing');
  t.is(check({}, { CNI_IFNAME: 'lo', CNI_NETNS: '/nowhere' })?.toString().includes('/nowhere'), true);
  t.is(check({ sysctl: {} }, { CNI_IFNAME: 'eth9' }), 'Cannot find container link eth9');
  t.is(
    check({ sysctl: { 'net.ipv4.conf.eth0.arp_notify': '0' } }),
    'Error: Tuning configured value of /proc/sys/net/ipv4/conf/eth0/arp_notify is 0, current value is 1',
  );
  t.is(
    check({ mac: '02:00:00:00:00:78' }),
    `Error: Tuning configured Ethernet of eth0 is 02:00:00:00:00:78, current value is ${MAC}`,
  );
  t.is(check({ promisc: false }), 'Error: Tuning link eth0 configured promisc is false, current value is 1');
  t.is(check({ mtu: 1300 }), 'Error: Tuning configured MTU of eth0 is 1300, current value is 1400');
  t.is(
    check({ allmulti: false }),
    'Error: Tuning configured all-multicast mode of eth0 is false, current value is true',
  );
  t.is(
    check({ txQLen: 5 }),
    'Error: Tuning configured Transmit Queue Length of eth0 is 5, current value is 77',
  );
});

test.serial('CHECK is not troubled by a program that captures packets', (t) => {
  const tuned = new Tuned(t);
  using rtnl = RtnlSync.open({ netns: tuned.pod });
  // A macvlan that passes through makes its master promiscuous by count, as a capture does.
  rtnl.links.add({ kind: 'macvlan', ifname: 'x', link: 'eth0', data: { mode: 'passthru' } });
  rtnl.links.set('x', { up: true });
  t.is(tuned.link?.['promiscuity'], 1);
  t.is(tuned.run('CHECK').stdout, '');
});
