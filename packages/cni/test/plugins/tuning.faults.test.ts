import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { temporaryFolder } from '../folder.ts';
import { ip, netnsPath, Rig, state, sysctl } from '../rig.ts';

/** ADD is a transaction: after a failure at any step, sysctls, interface and files are as they were. */

const ARP_NOTIFY = 'net.ipv4.conf.IFNAME.arp_notify';

interface Fault {
  readonly config: object;
  readonly ifName?: string;
  readonly prepare?: (dataDir: string) => void;
  readonly msg: string | RegExp;
}

const faults: Readonly<Record<string, Fault>> = {
  'prevResult is missing': {
    config: { prevResult: undefined, mtu: 1400 },
    msg: 'Required prevResult missing',
  },
  'prevResult is of another kind': {
    config: { prevResult: { ips: 5 }, mtu: 1400 },
    msg: /^could not parse prevResult: json: cannot unmarshal number/,
  },
  'the version cannot say the result': {
    config: { cniVersion: '0.2.0', prevResult: {}, mtu: 1400 },
    msg: 'cannot convert: no valid IP addresses',
  },
  'a later sysctl is missing': {
    config: { sysctl: { [ARP_NOTIFY]: '1', 'net.nothing': '1' } },
    msg: 'open /proc/sys/net/nothing: no such file or directory',
  },
  'a later sysctl is no key': {
    config: { sysctl: { [ARP_NOTIFY]: '1', 'kernel.hostname': 'x' } },
    msg: 'invalid net sysctl key: "kernel.hostname"',
  },
  'a later sysctl refuses its value': {
    config: { sysctl: { [ARP_NOTIFY]: '1', 'net.ipv4.ip_forward': 'zz' } },
    msg: 'write /proc/sys/net/ipv4/ip_forward: invalid argument',
  },
  'the interface is missing': {
    config: { sysctl: { 'net.ipv4.ip_forward': '1' }, mtu: 1400 },
    ifName: 'eth9',
    msg: 'failed to get "eth9": Link not found',
  },
  'the folder cannot be made': {
    config: { sysctl: { [ARP_NOTIFY]: '1' }, mtu: 1400, dataDir: '/dev/null/x' },
    msg: /^failed to create backup directory: mkdir \/dev\/null\/x: not a directory$/,
  },
  'the file cannot be written': {
    config: { sysctl: { [ARP_NOTIFY]: '1' }, mtu: 1400 },
    prepare: (dataDir) => mkdirSync(join(dataDir, 'c1_eth0.json')),
    msg: /^failed to save file eth0.json: rename .*: is a directory$/,
  },
  'the MAC address is none': {
    config: { mac: 'zz', mtu: 1400 },
    msg: 'invalid args zz for MAC addr: address zz: invalid MAC address',
  },
  'the MAC address is multicast': {
    config: { sysctl: { [ARP_NOTIFY]: '1' }, mac: '01:00:5e:00:00:01', mtu: 1400 },
    msg: 'failed to set "eth0" to MAC address 01:00:5e:00:00:01: cannot assign requested address',
  },
  'the MTU is too small': {
    config: { sysctl: { [ARP_NOTIFY]: '1' }, mac: '02:00:00:00:00:77', promisc: true, mtu: 5 },
    msg: 'failed to set "eth0" to MTU 5: invalid argument',
  },
  'the MTU is negative': { config: { promisc: true, mtu: -5 }, msg: /^failed to set "eth0" to MTU -5: / },
  'the queue is longer than can be': {
    config: { mac: '02:00:00:00:00:77', promisc: true, mtu: 1400, allmulti: true, txQLen: 2 ** 40 },
    msg: /^failed to set "eth0" to transmit queue length 1099511627776: /,
  },
};

for (const [title, { config, ifName = 'eth0', prepare, msg }] of Object.entries(faults)) {
  test.serial(`nothing is changed when ${title}`, (t) => {
    const rig = new Rig(t);
    const pod = rig.container();
    {
      using rtnl = RtnlSync.open({ netns: pod });
      rtnl.links.add({ kind: 'veth', ifname: 'eth0', data: { peer: { ifname: 'p0' } } });
      rtnl.links.set('p0', { up: true });
      rtnl.links.set('eth0', { up: true });
    }
    const dataDir = temporaryFolder(t);
    prepare?.(dataDir);
    const whole = (): unknown => [
      state(pod),
      ip(pod, 'link').map(({ address }) => address),
      ['ipv4/conf/eth0/arp_notify', 'ipv4/ip_forward'].map((path) => sysctl(pod, path)),
      prepare === undefined ? readdirSync(dataDir) : undefined,
    ];
    const before = whole();
    const conf = { cniVersion: '1.0.0', name: 'net', prevResult: {}, dataDir, ...config };
    const run = rig.call('tuning', 'ADD', conf, { CNI_NETNS: netnsPath(pod), CNI_IFNAME: ifName });
    t.is(run.status, 1, run.stdout);
    const said = String(run.output?.['msg']);
    if (typeof msg === 'string') t.is(said, msg);
    else t.regex(said, msg);
    t.deepEqual(whole(), before);
  });
}
