import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test, { type ExecutionContext } from 'ava';
import type { PluginType } from '../src/registry.ts';
import { temporaryFolder } from './folder.ts';
import { type Asked, killed, type Point, pointsOf } from './killing.ts';
import { netnsPath, Rig } from './rig.ts';

/**
 * An ADD is killed (SIGKILL) at its system calls, one after the other. The DEL after it leaves nothing, and the next
 * ADD works. So it is with a DEL that is killed.
 *
 * A sample of the calls is tried; with KILL_EVERYWHERE=1 all are, which takes minutes.
 */
const EVERYWHERE = process.env['KILL_EVERYWHERE'] === '1';

/** Calls of each run. */
const SAMPLE = { ADD: 3, DEL: 1 };

interface Scenario {
  readonly type: PluginType;
  readonly config: object;
  /** Makes what is in the container before. */
  readonly prepare?: (pod: RtnlSync) => void;
  /** Whether there are rules of a firewall to be looked for. */
  readonly rules?: boolean;
}

const STATIC = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };
const DUAL = {
  type: 'host-local',
  ranges: [[{ subnet: '10.1.2.0/24' }], [{ subnet: '2001:db8::/64' }]],
  routes: [{ dst: '0.0.0.0/0' }],
};

const scenarios: Readonly<Record<string, Scenario>> = {
  'macvlan with static': { type: 'macvlan', config: { master: 'm0', ipam: STATIC } },
  'macvlan with host-local': { type: 'macvlan', config: { master: 'm0', ipam: DUAL } },
  'macvlan with host access': { type: 'macvlan', config: { master: 'm0', hostAccess: true, ipam: STATIC } },
  'static-macvlan': {
    type: 'static-macvlan',
    config: { subnets: [{ name: 'lan', master: 'm0', vlan: 0, cidr: '192.168.1.0/24' }] },
  },
  'bridge with host-local, masquerading and the check for forged addresses': {
    type: 'bridge',
    config: {
      isDefaultGateway: true,
      ipMasq: true,
      ipMasqBackend: 'nftables',
      macspoofchk: true,
      ipam: { type: 'host-local', subnet: '10.1.2.0/24' },
    },
    rules: true,
  },
  'ptp with host-local and masquerading': {
    type: 'ptp',
    config: { ipMasq: true, ipMasqBackend: 'nftables', ipam: DUAL },
    rules: true,
  },
  'ptp with static and masquerading by iptables': {
    type: 'ptp',
    config: { ipMasq: true, ipMasqBackend: 'iptables', ipam: STATIC },
    rules: true,
  },
  'host-device with static': { type: 'host-device', config: { device: 'm0', ipam: STATIC } },
  tuning: {
    type: 'tuning',
    config: {
      prevResult: {},
      mac: '02:00:00:00:00:77',
      mtu: 1400,
      promisc: true,
      allmulti: true,
      txQLen: 77,
    },
    prepare(pod) {
      pod.links.add({ kind: 'veth', ifname: 'eth0', data: { peer: { ifname: 'p0' } } });
      pod.links.set('eth0', { up: true });
    },
  },
};

/** As many points, spread over the run. */
function sample(points: readonly Point[], size: number): readonly Point[] {
  return Array.from(
    { length: size },
    (_, at) => points[Math.floor(((at + 0.5) * points.length) / size)],
  ).filter((point) => point !== undefined);
}

for (const [title, scenario] of Object.entries(scenarios)) {
  test.serial(`${title}: wherever ADD is killed, DEL leaves nothing, and the next ADD works`, (t) => {
    const bench = benchFor(t, scenario);
    if (bench === undefined) return;
    const { call, left } = bench;
    killAtPoints(t, bench, 'ADD', (where, before) => {
      for (let times = 0; times < 2; times++) t.is(call('DEL'), '', where);
      t.deepEqual(left(), before, where);
      t.false(call('ADD').includes('"msg"'), where);
      t.is(call('DEL'), '', where);
    });
  });

  test.serial(`${title}: wherever DEL is killed, the next DEL leaves nothing`, (t) => {
    const bench = benchFor(t, scenario);
    if (bench === undefined) return;
    const { call, left } = bench;
    t.false(call('ADD').includes('"msg"'));
    killAtPoints(t, bench, 'DEL', (where, before) => {
      t.is(call('DEL'), '', where);
      t.deepEqual(left(), before, where);
      t.false(call('ADD').includes('"msg"'), where);
    });
  });
}

interface Bench {
  readonly asked: Asked;
  /** A command in this process, which is not killed; @returns what it prints */
  readonly call: (command: string) => string;
  /** All that an attachment can leave. */
  readonly left: () => unknown;
}

/** @returns undefined where nothing can be killed */
function benchFor(
  t: ExecutionContext,
  { type, config, prepare, rules = false }: Scenario,
): Bench | undefined {
  if (!hasStrace()) {
    t.log('skipped: strace cannot trace here (Debian package strace)');
    t.pass();
    return undefined;
  }
  const rig = new Rig(t);
  const pod = rig.container();
  {
    using rtnl = RtnlSync.open({ netns: pod });
    prepare?.(rtnl);
  }
  const dataDir = temporaryFolder(t);
  const { ipam, ...own } = { ipam: {}, ...config };
  const conf = { cniVersion: '1.0.0', name: 'net', type, ...own, dataDir, ipam: { ...ipam, dataDir } };
  const env = { CNI_NETNS: netnsPath(pod) };
  return {
    asked: { rig, type, config: conf, env },
    call: (command) => rig.call(type, command, conf, env).stdout,
    left: () => [inside(rig.host), inside(pod), files(dataDir), rules && ruleset(rig.host)],
  };
}

/** @param verify what has to hold after each kill; it leaves all ready for the next */
function killAtPoints(
  t: ExecutionContext,
  { asked, call, left }: Bench,
  command: 'ADD' | 'DEL',
  verify: (where: string, before: unknown) => void,
): void {
  const points = pointsOf(t, asked, command);
  t.is(call('DEL'), '');
  // What stays by intention is there by now: folders, a bridge, tables without rules, a device that is down.
  const before = left();
  if (command === 'DEL') t.false(call('ADD').includes('"msg"'));
  let kills = 0;
  for (const point of EVERYWHERE ? points : sample(points, SAMPLE[command])) {
    // Also when it was a program that it runs, nft for one: then the command may fail.
    if (killed(asked, command, point).status !== 0) kills++;
    verify(`${point.call} ${point.n}`, before);
  }
  t.log(`killed ${kills} times, at ${EVERYWHERE ? 'all' : 'some'} of ${points.length} calls`);
  t.true(kills > 0);
}

function hasStrace(): boolean {
  return spawnSync('strace', ['-f', '-qq', '-e', 'trace=none', 'true']).status === 0;
}

/** RT_SCOPE_LINK (linux/rtnetlink.h): addresses that the kernel gives and takes. */
const LINK = 253;

/** Links with what ADD changes of them, addresses and routes, but for those that come and go by themselves. */
function inside(netns: string): unknown {
  using rtnl = RtnlSync.open({ netns });
  return {
    links: rtnl.links.list().map(({ ifname, ifalias, address, mtu, txqlen, flags, master }) => ({
      ifname,
      ifalias,
      address,
      mtu,
      txqlen,
      flags: flags.filter((flag) => flag !== 'running' && flag !== 'lowerUp' && flag !== 'dormant'),
      master,
    })),
    addresses: rtnl.addresses
      .list()
      .filter(({ scope }) => scope !== LINK)
      .map(({ address, local, prefixlen }) => `${local ?? address}/${prefixlen}`),
    routes: rtnl.routes
      .list({ type: 'unicast' })
      .map(({ dst }) => dst)
      .filter((dst) => dst !== 'fe80::/64'),
  };
}

/** Reservations, records and backups; the lock and the last address that was given stay. */
function files(dataDir: string): readonly string[] {
  const folders = ['', 'net'].map((name) => join(dataDir, name)).filter((folder) => existsSync(folder));
  return folders
    .flatMap((folder) => readdirSync(folder))
    .filter((name) => !/^(net|lock|last_reserved_ip\.\d+)$/.test(name))
    .map((name) => (name === 'records.json' ? readFileSync(join(dataDir, name), 'utf8') : name))
    .sort();
}

function ruleset(netns: string): string {
  return spawnSync('nsenter', [`--net=${netnsPath(netns)}`, 'nft', 'list', 'ruleset'], { encoding: 'utf8' })
    .stdout;
}
