import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import { createNetns, deleteNetns, openNetns, runInNetns } from '@iplink-ts/socket';
import type { ExecutionContext } from 'ava';
import { type PluginType, pluginTypes } from '../src/registry.ts';
import type { Plugin } from '../src/request.ts';
import { temporaryFolder } from './folder.ts';
import { invoke } from './invoke.ts';

/** Our executables, as `pnpm run bundle` builds them. */
export const OURS = fileURLToPath(new URL('../../dist/bin', import.meta.url));

/** Those of Debian's containernetworking-plugins 1.1.1, for specification versions up to 1.0.0. */
export const REFERENCE = '/usr/lib/cni';

export const hasReference = existsSync(`${REFERENCE}/macvlan`);

/** How a run of a plugin ended. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What was printed, parsed; undefined for nothing. */
  readonly output: Record<string, unknown> | undefined;
}

/** A plugin that runs. */
export interface Started {
  /** Its exit status; null when it was killed. */
  readonly status: Promise<number | null>;
  readonly kill: () => void;
}

/** A host with a master, and containers: namespaces of the test's own, removed after it. */
export class Rig {
  readonly host: string;
  readonly #names: string[] = [];
  readonly #t: ExecutionContext;
  #folder: string | undefined;

  /** The host has `m0`, a veth that is up, and its peer `m1` that keeps the carrier up. */
  constructor(t: ExecutionContext) {
    this.#t = t;
    t.teardown(() => {
      for (const name of this.#names) deleteNetns(name);
    });
    this.host = this.#create('host');
    using rtnl = RtnlSync.open({ netns: this.host });
    rtnl.links.add({ kind: 'veth', ifname: 'm0', data: { peer: { ifname: 'm1' } } });
    rtnl.links.set('m0', { up: true });
    rtnl.links.set('m1', { up: true });
  }

  #create(what: string): string {
    const name = `cni-test-${what}-${randomBytes(4).toString('hex')}`;
    createNetns(name);
    this.#names.push(name);
    return name;
  }

  /** Name of a new container; its path is {@link netnsPath}. */
  container(): string {
    return this.#create('pod');
  }

  /** Takes the name of a container away, and so the container. */
  remove(name: string): void {
    deleteNetns(name);
    this.#names.splice(this.#names.indexOf(name), 1);
  }

  /** Runs a plugin on the host. `folder` is where its executable and those of its delegates are. */
  run(
    folder: string,
    type: string,
    command: string,
    config: unknown,
    changes: Readonly<Record<string, string>> = {},
  ): Run {
    return this.runUnder([], folder, type, command, config, changes);
  }

  /** As {@link run}, as an argument of another program: `strace -f`. */
  runUnder(
    program: readonly string[],
    folder: string,
    type: string,
    command: string,
    config: unknown,
    changes: Readonly<Record<string, string>> = {},
  ): Run {
    const { argv, env } = this.#command(folder, type, command, changes, program);
    const input = typeof config === 'string' ? config : JSON.stringify(config);
    const { status, stdout, stderr, error } = spawnSync('nsenter', argv, { env, input, encoding: 'utf8' });
    if (error !== undefined && !('code' in error && error.code === 'EPIPE')) throw error;
    return { status, stdout, stderr, output: stdout === '' ? undefined : JSON.parse(stdout) };
  }

  /**
   * As {@link run}, but inside this process, with the thread in the namespace of the host: quick, and seen by the
   * measurement of coverage. Delegates that are ours run inside this process too. `plugin` is another one than that of
   * the executable.
   */
  call(
    type: PluginType,
    command: string,
    config: unknown,
    changes: Readonly<Record<string, string>> = {},
    plugin?: Plugin,
  ): Run {
    const input = typeof config === 'string' ? config : JSON.stringify(config);
    using host = openNetns(this.host);
    const { exitStatus, stdout, stderr } = runInNetns(host, () =>
      invoke(
        type,
        { CNI_COMMAND: command, CNI_CONTAINERID: 'c1', CNI_PATH: this.ownFolder, ...changes },
        input,
        plugin,
      ),
    );
    return { status: exitStatus, stdout, stderr, output: stdout === '' ? undefined : JSON.parse(stdout) };
  }

  /** Where our types lead to the file that is running, which under test is Node.js itself. */
  get ownFolder(): string {
    if (this.#folder !== undefined) return this.#folder;
    this.#folder = temporaryFolder(this.#t);
    for (const type of pluginTypes) symlinkSync(process.execPath, join(this.#folder, type));
    return this.#folder;
  }

  /** As {@link run}, without waiting. */
  start(
    folder: string,
    type: string,
    command: string,
    config: object,
    changes: Readonly<Record<string, string>>,
  ): Started {
    const { argv, env } = this.#command(folder, type, command, changes);
    // nsenter becomes the plugin: both are one process.
    const child = spawn('nsenter', argv, { env, stdio: ['pipe', 'ignore', 'inherit'] });
    child.stdin.on('error', () => undefined); // killed before it has read
    child.stdin.end(JSON.stringify(config));
    const status = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    return { status, kill: () => child.kill('SIGKILL') };
  }

  #command(
    folder: string,
    type: string,
    command: string,
    changes: Readonly<Record<string, string>>,
    program: readonly string[] = [],
  ): { argv: string[]; env: Record<string, string | undefined> } {
    accessSync(`${folder}/${type}`); // "pnpm run bundle" builds ours
    const env = {
      PATH: process.env['PATH'],
      CNI_COMMAND: command,
      CNI_CONTAINERID: 'c1',
      CNI_IFNAME: 'eth0',
      CNI_PATH: folder,
      ...changes,
    };
    return { argv: [`--net=${netnsPath(this.host)}`, ...program, `${folder}/${type}`], env };
  }
}

export function netnsPath(name: string): string {
  return `/run/netns/${name}`;
}

/**
 * Runs a program in a namespace. Not by `ip -n` or `ip netns exec`: these mount a /sys each time, for which they wait
 * seconds where many namespaces come and go.
 */
export function spawnIn(
  netns: string,
  program: string,
  ...words: readonly string[]
): SpawnSyncReturns<string> {
  using open = openNetns(netns);
  return runInNetns(open, () => spawnSync(program, words, { encoding: 'utf8' }));
}

/** iproute2's view of a namespace, which owes nothing to our own code. */
export function ip(netns: string, ...words: readonly string[]): Record<string, unknown>[] {
  const { status, stdout, stderr } = spawnIn(netns, 'ip', '-j', ...words);
  if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`);
  return parseList(stdout);
}

function parseList(text: string): Record<string, unknown>[] {
  return text.trim() === '' ? [] : JSON.parse(text);
}

/** Whether a packet and its answer come through, of those that are sent each second for so many seconds. */
export function reaches(netns: string, address: string, seconds = 5): boolean {
  return spawnIn(netns, 'ping', '-c1', `-w${seconds}`, address).status === 0;
}

/** Whether one packet and its answer come through. */
export function ping(from: string, to: string): boolean {
  return spawnIn(from, 'ping', '-c', '1', '-W', '2', to).status === 0;
}

/** Names of the interfaces of a namespace. */
export function linkNames(netns: string): unknown[] {
  return ip(netns, 'link').map(({ ifname }) => ifname);
}

/** A sysctl of a namespace, as a path below /proc/sys/net. */
export function sysctl(netns: string, path: string): string {
  using open = openNetns(netns);
  return runInNetns(open, () => readFileSync(`/proc/sys/net/${path}`, 'utf8').trimEnd());
}

export function writeSysctl(netns: string, path: string, value: string): void {
  using open = openNetns(netns);
  runInNetns(open, () => writeFileSync(`/proc/sys/net/${path}`, value));
}

/**
 * All that an ADD can leave in a namespace: links, addresses, routes. Without what differs from one namespace to the
 * next (indexes, MAC addresses and the link-local addresses that are made of them), and the operational state, which
 * the kernel brings up to date some time later.
 */
export function state(netns: string): unknown {
  // One run for all: to start programs is most of what a test does.
  using open = openNetns(netns);
  const { status, stdout, stderr } = runInNetns(open, () =>
    spawnSync('ip', ['-j', '-d', '-batch', '-'], { input: 'addr\nroute show table all\n', encoding: 'utf8' }),
  );
  if (status !== 0) throw new Error(`ip -batch: ${stderr}`);
  const [links = [], all = []] = stdout.split(/\n(?=\[)/).map(parseList);
  const addresses = links.map(
    ({ ifindex: _i, link_index: _l, address: _a, link_netnsid: _n, operstate: _o, addr_info, ...link }) => ({
      ...link,
      addr_info: (addr_info as Record<string, unknown>[]).filter(({ scope }) => scope !== 'link'),
    }),
  );
  const routes = all.filter(({ dst, table }) => table !== 'local' && dst !== 'fe80::/64');
  return { addresses, routes };
}
