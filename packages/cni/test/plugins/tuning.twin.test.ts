import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { atLeast, type SpecVersion, supportedVersions } from '../../src/version.ts';
import { temporaryFolder } from '../folder.ts';
import { hasReference, ip, netnsPath, OURS, REFERENCE, Rig, type Run, state, sysctl } from '../rig.ts';

const MACS = ['02:00:00:00:00:01', '02:00:00:00:00:77'] as const;

interface Case {
  readonly config: object;
  readonly env?: Readonly<Record<string, string>>;
  /** Ours is run as its executable, and not in this process. */
  readonly executable?: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  nothing: { config: {} },
  mac: { config: { mac: MACS[1] } },
  'MAC in CNI_ARGS': { config: { mac: MACS[0] }, env: { CNI_ARGS: `IgnoreUnknown=true;MAC=${MACS[1]}` } },
  'mac as capability, and in args': {
    config: { runtimeConfig: { mac: MACS[0] }, args: { cni: { mac: MACS[1] } } },
  },
  'promisc, allmulti': { config: { promisc: true, allmulti: true }, executable: true },
  'allmulti off': { config: { allmulti: false } },
  'mtu, in args': { config: { mtu: 1300, args: { cni: { mtu: 1400 } } } },
  sysctl: { config: { sysctl: { 'net.ipv4.conf.IFNAME.arp_notify': '1', 'net/ipv4/ip_forward': '1' } } },
  'keys in capitals': { config: { MTU: 1400, Promisc: true } },
  'error: no prevResult': { config: { prevResult: undefined, mtu: 1400 } },
  'error: prevResult': { config: { prevResult: { ips: 5 } } },
  'error: mac': { config: { mac: 'zz' } },
  'error: a sysctl beyond net': { config: { sysctl: { 'kernel.hostname': 'x' } } },
  'error: a sysctl that is none': { config: { sysctl: { 'net.a': '1' } } },
  'error: a value that is none': { config: { sysctl: { 'net.ipv4.ip_forward': 'zz' } } },
  'error: mtu of the wrong type': { config: { mtu: 'x' } },
  'error: sysctl of the wrong type': { config: { sysctl: { 'net.a': 5 } } },
  'error: sysctl no object': { config: { sysctl: [] } },
  'error: args of the wrong type': { config: { args: { cni: { mtu: 'x' } } } },
  'error: a sysctl in args of the wrong type': { config: { args: { cni: { sysctl: { 'net.a': 5 } } } } },
  'error: runtimeConfig of the wrong type': { config: { runtimeConfig: { mac: 5 } } },
  'error: CNI_ARGS': { config: {}, env: { CNI_ARGS: 'foo' } },
};

function twinTest(title: string, { config, env = {}, executable = false }: Case, version: SpecVersion): void {
  test.serial(`twin ${version}: ${title}`, (t) => {
    if (!hasReference) {
      t.log(`skipped: no ${REFERENCE}/tuning (Debian package containernetworking-plugins)`);
      t.pass();
      return;
    }
    const rig = new Rig(t);
    const sides = [REFERENCE, OURS].map((folder) => {
      const pod = rig.container();
      using rtnl = RtnlSync.open({ netns: pod });
      rtnl.links.add({ kind: 'veth', ifname: 'eth0', address: MACS[0], data: { peer: { ifname: 'p0' } } });
      rtnl.links.set('p0', { up: true });
      rtnl.links.set('eth0', { up: true });
      return { folder, pod, dataDir: temporaryFolder(t) };
    });
    const prevResult = atLeast(version, '0.3.0')
      ? {
          interfaces: [{ name: 'eth0', mac: MACS[0], sandbox: '/x' }],
          ips: [{ version: '4', interface: 0, address: '10.1.2.3/24' }],
        }
      : { ip4: { ip: '10.1.2.3/24' } };
    const conf = { cniVersion: version, name: 'net', type: 'tuning', prevResult, ...config };
    const run = ({ pod, dataDir }: (typeof sides)[number], folder: string, command: string): Run =>
      folder === OURS && !executable
        ? rig.call('tuning', command, { ...conf, dataDir }, { CNI_NETNS: netnsPath(pod), ...env })
        : rig.run(folder, 'tuning', command, { ...conf, dataDir }, { CNI_NETNS: netnsPath(pod), ...env });
    const whole = ({ pod }: (typeof sides)[number]): unknown => [
      state(pod),
      ip(pod, 'link', 'show', 'eth0')[0]?.['address'],
      ['ipv4/conf/eth0/arp_notify', 'ipv4/ip_forward'].map((path) => sysctl(pod, path)),
    ];
    const kept = ({ dataDir }: (typeof sides)[number]): unknown =>
      readdirSync(dataDir).map((name) => {
        const { network, containerID, ifname, ...rest } = JSON.parse(
          readFileSync(join(dataDir, name), 'utf8'),
        );
        return [name, rest];
      });

    const [theirs, ours] = sides.map((side) => run(side, side.folder, 'ADD'));
    t.is(ours?.status, theirs?.status, ours?.stdout);
    t.deepEqual(withoutDetails(ours), withoutDetails(theirs));
    const [reference, own] = sides.map(whole);
    t.deepEqual(own, reference);
    // A file that the reference leaves after a failure is its fault.
    const [keptByReference, keptByOurs] = sides.map(kept);
    t.deepEqual(keptByOurs, theirs?.status === 0 ? keptByReference : []);
    if (atLeast(version, '0.4.0') && theirs?.status === 0)
      // Its CHECK knows no IFNAME.
      for (const side of sides)
        for (const folder of title === 'sysctl' ? [OURS] : [REFERENCE, OURS])
          t.is(run(side, folder, 'CHECK').stdout, '', `CHECK by ${folder} of what ${side.folder} did`);
    // Crosswise.
    for (const [at, folder] of [OURS, REFERENCE].entries()) {
      const side = sides[at];
      if (side === undefined) continue;
      // A configuration that the reference cannot read keeps it from DEL, too.
      t.is(run(side, folder, 'DEL').status, folder === REFERENCE ? run(side, folder, 'DEL').status : 0);
      t.deepEqual(kept(side), []);
    }
    const [restored, restoredOwn] = sides.map(whole);
    t.deepEqual(restoredOwn, restored);
  });
}

function withoutDetails(run: Run | undefined): unknown {
  const { details: _ours, ...rest } = run?.output ?? {};
  return rest;
}

for (const version of supportedVersions.filter((version) => version !== '1.1.0'))
  twinTest('mac', cases['mac'] ?? { config: {} }, version);
for (const [title, twinCase] of Object.entries(cases))
  if (title !== 'mac') twinTest(title, twinCase, '1.0.0');
