import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EXECUTABLES } from '@iplink-ts/tools/bundle';
import { inCheckout } from '@iplink-ts/tools/checkout';
import test, { type ExecutionContext } from 'ava';

const ip = inCheckout(EXECUTABLES.ip.output);
const cni = inCheckout(EXECUTABLES.cni.output);
const plugin = (name: string): string => join(dirname(cni), name);

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a script in mount and network namespaces of its own, in which `/tmp` can neither be written nor executed
 * from. What the script makes below /run ends with it. The executables are in /run/ip and /run/cni, read-only,
 * for the checkout may itself be below /tmp.
 */
function onHostileTmp(script: string, ...args: readonly string[]): Run {
  const prelude = [
    'set -e',
    'mount -t tmpfs tmpfs /run',
    'mkdir /run/ip /run/cni',
    'mount --bind -o ro "$1" /run/ip',
    'mount --bind -o ro "$2" /run/cni',
    'mount -t tmpfs -o ro,noexec tmpfs /tmp',
    'cd /',
    'shift 2',
  ];
  const words = ['-c', [...prelude, script].join('\n'), 'sh', dirname(ip), dirname(cni), ...args];
  return spawnSync('unshare', ['--mount', '--net', 'sh', ...words], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
}

function scratch(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'executables-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('ip runs where /tmp is read-only and noexec', (t) => {
  const { status, stdout, stderr } = onHostileTmp('exec /run/ip/iplink-ts link show lo');
  t.is(stderr, '');
  t.is(status, 0);
  t.regex(stdout, /^1: lo: <LOOPBACK> mtu 65536 /);
});

test('a CNI plugin adds an interface where /tmp is read-only and noexec', (t) => {
  const configuration = JSON.stringify({
    cniVersion: '1.0.0',
    name: 'net',
    type: 'macvlan',
    master: 'parent',
    ipam: { type: 'static', addresses: [{ address: '192.0.2.7/24' }] },
  });
  const script = `
    ip link add parent type veth peer name other
    ip link set parent up
    ip netns add pod
    export CNI_CONTAINERID=c1 CNI_NETNS=/run/netns/pod CNI_IFNAME=net1 CNI_PATH=/run/cni
    printf %s "$1" | CNI_COMMAND=ADD /run/cni/macvlan
    printf %s "$1" | CNI_COMMAND=DEL /run/cni/macvlan`;
  const { status, stdout, stderr } = onHostileTmp(script, configuration);
  t.is(stderr, '');
  t.is(status, 0);
  const { interfaces, ips } = JSON.parse(stdout);
  t.like(interfaces[0], { name: 'net1', sandbox: '/run/netns/pod' });
  t.like(ips[0], { address: '192.0.2.7/24', interface: 0 });
});

test('the addon comes out of memory: no file is left where one could be written', (t) => {
  const folders = [scratch(t), scratch(t), scratch(t)];
  const [cwd = '', TMPDIR = '', HOME = ''] = folders;
  const beside = (): readonly string[] => [ip, cni].flatMap((program) => readdirSync(dirname(program)));
  const before = beside();
  const { status } = spawnSync(ip, ['link', 'show', 'lo'], { cwd, env: { TMPDIR, HOME } });
  t.is(status, 0);
  t.deepEqual(
    folders.map((folder) => readdirSync(folder)),
    [[], [], []],
  );
  t.deepEqual(beside(), before);
});

test('the folder it is called in cannot make it run code', (t) => {
  const cwd = scratch(t);
  const proof = join(cwd, 'proof');
  writeFileSync(join(cwd, 'bunfig.toml'), 'preload = ["./preload.js"]\n');
  writeFileSync(join(cwd, '.env'), 'BUN_OPTIONS="--preload ./preload.js"\n');
  writeFileSync(join(cwd, 'preload.js'), `require('node:fs').writeFileSync(${JSON.stringify(proof)}, '')\n`);
  mkdirSync(join(cwd, 'node_modules'));
  t.is(spawnSync(ip, ['link', 'show', 'lo'], { cwd, env: {} }).status, 0);
  t.is(spawnSync(plugin('macvlan'), { cwd, env: { CNI_COMMAND: 'VERSION' }, input: '{}' }).status, 0);
  t.throws(() => readFileSync(proof), { code: 'ENOENT' });
});

test('each CNI name that the executable serves is a link to it', (t) => {
  const { status, stdout } = spawnSync(cni, {
    encoding: 'utf8',
    env: { CNI_COMMAND: 'VERSION' },
    input: '{}',
  });
  t.is(status, 1);
  // The tool for people is no plugin that a runtime could ask for.
  const types = EXECUTABLES.cni.names.filter((name) => name !== 'cnitool-ts');
  t.regex(JSON.parse(stdout).details, new RegExp(`serves ${types.join(', ')}:`));
  for (const name of types) {
    const called = spawnSync(plugin(name), {
      encoding: 'utf8',
      env: { CNI_COMMAND: 'VERSION' },
      input: '{}',
    });
    t.is(called.status, 0, name);
    t.true(JSON.parse(called.stdout).supportedVersions.includes('1.0.0'), name);
  }
  const { status: helped, stdout: help } = spawnSync(plugin('cnitool-ts'), ['--help'], { encoding: 'utf8' });
  t.is(helped, 0);
  t.regex(help, /cnitool-ts/);
});
