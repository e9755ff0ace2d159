import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { atLeast, supportedVersions } from '../../src/version.ts';
import { temporaryFolder } from '../folder.ts';
import { hasReference, ip, linkNames, netnsPath, OURS, REFERENCE, Rig, spawnIn, state } from '../rig.ts';

/** The tool under Node.js, as the package installs it. */
const NODE = [process.execPath, fileURLToPath(new URL('../../../dist/npm/cnitool-ts.js', import.meta.url))];
const STANDALONE = [join(OURS, 'cnitool-ts')];

interface Ending {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A host, a container and networks that the executables of the tool work on. */
class Host {
  readonly rig: Rig;
  readonly pod: string;
  readonly cache: string;
  readonly networks: string;
  readonly #argv: readonly string[];
  readonly #path: string;

  constructor(t: ExecutionContext, argv: readonly string[], path: string) {
    this.rig = new Rig(t);
    this.pod = this.rig.container();
    this.cache = temporaryFolder(t);
    this.networks = temporaryFolder(t);
    this.#argv = argv;
    this.#path = path;
  }

  network(name: string, cniVersion: string, ...plugins: readonly object[]): void {
    writeFileSync(join(this.networks, `${name}.conflist`), JSON.stringify({ cniVersion, name, plugins }));
  }

  tool(...args: readonly string[]): Ending {
    return this.toolWith({}, ...args);
  }

  toolWith(more: Readonly<Record<string, string>>, ...args: readonly string[]): Ending {
    const env = {
      PATH: process.env['PATH'],
      NETCONFPATH: this.networks,
      CNI_PATH: this.#path,
      CNI_CACHE: this.cache,
      ...more,
    };
    const argv = [`--net=${netnsPath(this.rig.host)}`, ...this.#argv, ...args];
    const { status, stdout, stderr, error } = spawnSync('nsenter', argv, { env, encoding: 'utf8' });
    if (error !== undefined) throw error;
    return { status, stdout, stderr };
  }
}

const silent = { status: 0, stdout: '', stderr: '' };
const macvlan = (address: string) =>
  ({
    type: 'macvlan',
    master: 'm0',
    ipam: { type: 'static', addresses: [{ address, gateway: '10.0.0.1' }] },
  }) as const;

for (const [who, argv, ours] of [
  [
    'the executable runs our plugins with tuning of the reference behind them',
    STANDALONE,
    ['macvlan', 'static'],
  ],
  ['the executable runs the plugins of the reference', STANDALONE, []],
  ['the program for Node.js runs our plugins with tuning of the reference', NODE, ['macvlan', 'static']],
] as const) {
  test(who, (t) => {
    if (!hasReference) {
      t.log('skipped: the reference plugins are not installed');
      t.pass();
      return;
    }
    // Of ours those alone, so that all others are the reference's.
    const folder = temporaryFolder(t);
    for (const type of ours) symlinkSync(join(OURS, type), join(folder, type));
    const host = new Host(t, argv, `${folder}:${REFERENCE}`);
    const dataDir = temporaryFolder(t);
    host.network('net', '1.0.0', macvlan('10.0.0.5/24'), { type: 'tuning', mtu: 1400, dataDir });
    const netns = netnsPath(host.pod);
    const before = state(host.pod);

    const added = host.tool('add', 'net', netns);
    t.is(added.status, 0, added.stderr);
    const result = JSON.parse(added.stdout);
    t.like(result, {
      cniVersion: '1.0.0',
      interfaces: [{ name: 'eth0', sandbox: netns }],
      ips: [{ interface: 0, address: '10.0.0.5/24', gateway: '10.0.0.1' }],
    });
    t.like(ip(host.pod, 'link', 'show', 'eth0'), [{ mtu: 1400 }]);
    t.deepEqual(host.tool('check', 'net', netns), silent);

    // Something is changed behind the back of the plugins.
    spawnIn(host.pod, 'ip', 'link', 'set', 'eth0', 'mtu', '1300');
    const checked = host.tool('check', 'net', netns);
    t.is(checked.status, 1);
    t.true(checked.stderr.startsWith('plugin type="tuning" failed (check): '), checked.stderr);

    t.deepEqual(host.tool('del', 'net', netns), silent);
    t.deepEqual(host.tool('del', 'net', netns), silent);
    t.deepEqual(state(host.pod), before);
    t.deepEqual(JSON.parse(host.tool('list', '--json').stdout).attachments, []);
  });
}

test('capability arguments reach the plugin of the reference that declares them', (t) => {
  if (!hasReference) {
    t.log('skipped: the reference plugins are not installed');
    t.pass();
    return;
  }
  const host = new Host(t, STANDALONE, REFERENCE);
  const ipam = { type: 'host-local', dataDir: temporaryFolder(t), subnet: '10.9.0.0/24' };
  host.network(
    'net',
    '1.0.0',
    { type: 'bridge', bridge: 'br0', isGateway: true, ipam },
    { type: 'portmap', capabilities: { portMappings: true } },
  );
  const netns = netnsPath(host.pod);
  const CAP_ARGS = JSON.stringify({ portMappings: [{ hostPort: 8080, containerPort: 80, protocol: 'tcp' }] });
  const rules = () =>
    spawnSync('nsenter', [`--net=${netnsPath(host.rig.host)}`, 'iptables-save', '-t', 'nat'], {
      encoding: 'utf8',
    }).stdout.match(/--dport 8080 .*--to-destination .*/g);
  const added = host.toolWith({ CAP_ARGS }, 'add', 'net', netns);
  t.is(added.status, 0, added.stderr);
  t.true(rules()?.join().includes('--to-destination 10.9.0.2:80'), String(rules()));
  t.deepEqual(host.tool('del', 'net', netns), silent);
  t.is(rules(), null);
});

test('each version of the specification, from the configuration to the cache', (t) => {
  const host = new Host(t, STANDALONE, OURS);
  const netns = netnsPath(host.pod);
  for (const version of supportedVersions) {
    host.network('net', version, macvlan('10.0.0.5/24'));
    const { status, stdout, stderr } = host.tool('add', 'net', netns);
    t.is(status, 0, stderr);
    t.is(JSON.parse(stdout).cniVersion, version);
    if (atLeast(version, '0.4.0')) t.deepEqual(host.tool('check', 'net', netns), silent, version);
    t.deepEqual(host.tool('del', 'net', netns), silent, version);
    t.deepEqual(linkNames(host.pod), ['lo'], version);
  }
});

test('of cniVersions the highest is spoken, and the prevResult of an older ADD is converted', (t) => {
  const host = new Host(t, STANDALONE, OURS);
  const netns = netnsPath(host.pod);
  host.network('net', '0.4.0', macvlan('10.0.0.5/24'));
  t.is(JSON.parse(host.tool('add', 'net', netns).stdout).cniVersion, '0.4.0');
  const plugins = [macvlan('10.0.0.5/24')];
  const list = { name: 'net', cniVersion: '0.4.0', cniVersions: ['1.0.0', '1.1.0', '3.0.0'], plugins };
  writeFileSync(join(host.networks, 'net.conflist'), JSON.stringify(list));
  t.deepEqual(host.tool('check', 'net', netns), silent);
  t.deepEqual(host.tool('del', 'net', netns), silent);
  t.is(JSON.parse(host.tool('add', 'net', netns).stdout).cniVersion, '1.1.0');
  t.deepEqual(host.tool('del', 'net', netns), silent);
});

test('gc reaches the reservations that no cache knows of', (t) => {
  const host = new Host(t, STANDALONE, OURS);
  const dataDir = temporaryFolder(t);
  const ipam = { type: 'host-local', dataDir, subnet: '10.9.0.0/24' };
  host.network('net', '1.1.0', { type: 'macvlan', master: 'm0', ipam });
  const addresses = () =>
    readdirSync(join(dataDir, 'net'))
      .filter((name) => /^[0-9.]+$/.test(name))
      .sort();
  t.is(host.tool('add', 'net', netnsPath(host.pod)).status, 0);
  const [kept] = JSON.parse(host.tool('list', '--json').stdout).attachments;
  // A container that was lost together with what the runtime knew of it.
  t.is(
    host.toolWith({ CNI_CACHE: temporaryFolder(t) }, 'add', 'net', netnsPath(host.rig.container())).status,
    0,
  );
  t.deepEqual(addresses(), ['10.9.0.2', '10.9.0.3']);
  t.deepEqual(host.tool('gc', 'net', '--valid', `${kept.containerId}/eth0`), silent);
  t.deepEqual(addresses(), ['10.9.0.2']);
  t.deepEqual(host.tool('gc', 'net'), silent);
  t.deepEqual(addresses(), []);
});

test('what fails in the middle of a chain is taken away by del', (t) => {
  const host = new Host(t, STANDALONE, OURS);
  host.network('net', '1.0.0', macvlan('10.0.0.5/24'), { type: 'macvlan', master: 'none' });
  const netns = netnsPath(host.pod);
  const { status, stdout, stderr } = host.tool('add', 'net', netns);
  t.deepEqual([status, stdout], [1, '']);
  const [hint, failure] = stderr.split('\n');
  t.is(
    hint,
    `cnitool-ts: the plugins before the one that failed are not undone: cnitool-ts del net ${netns}`,
  );
  t.true(failure?.startsWith('plugin type="macvlan" failed (add): '), failure);
  t.deepEqual(linkNames(host.pod), ['lo', 'eth0']);
  t.deepEqual(host.tool('del', 'net', netns), silent);
  t.deepEqual(linkNames(host.pod), ['lo']);
});

test('gc takes away attachments whose namespace is gone, and leaves the valid one', (t) => {
  const host = new Host(t, STANDALONE, OURS);
  host.network('net', '1.1.0', macvlan('10.0.0.5/24'));
  const gone = host.rig.container();
  t.is(host.tool('add', 'net', netnsPath(host.pod)).status, 0);
  t.is(host.tool('add', 'net', netnsPath(gone)).status, 0);
  const listed = () => JSON.parse(host.tool('--json', 'list').stdout).attachments;
  const [kept] = listed().filter(({ netns }: { netns: string }) => netns === netnsPath(host.pod));
  host.rig.remove(gone);
  t.deepEqual(host.tool('gc', 'net', '--valid', `${kept.containerId}/eth0`), silent);
  t.deepEqual(listed(), [kept]);
  t.deepEqual(linkNames(host.pod), ['lo', 'eth0']);
  t.deepEqual(host.tool('gc', 'net'), silent);
  t.deepEqual(listed(), []);
  t.deepEqual(linkNames(host.pod), ['lo']);
});

test('status tells what is missing', (t) => {
  const host = new Host(t, STANDALONE, OURS);
  host.network('good', '1.1.0', macvlan('10.0.0.5/24'));
  host.network('bad', '1.1.0', { ...macvlan('10.0.0.5/24'), master: 'none' });
  t.deepEqual(host.tool('status', 'good'), silent);
  const { status, stdout } = host.tool('status', 'bad', '--json');
  t.is(status, 1);
  t.like(JSON.parse(stdout), { code: 50 });
  t.true(JSON.parse(stdout).msg.startsWith('plugin type="macvlan" failed (status): '), stdout);
});

test('version asks the executables', (t) => {
  const host = new Host(t, STANDALONE, hasReference ? `${OURS}:${REFERENCE}` : OURS);
  host.network('ours', '1.1.0', { type: 'macvlan' });
  const { status, stdout } = host.tool('version', 'ours');
  t.is(status, 0);
  t.is(stdout, 'PLUGIN   VERSIONS\nmacvlan  0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, 1.0.0, 1.1.0\n');
  if (!hasReference) {
    t.log('skipped: the reference plugins are not installed');
    return;
  }
  host.network('theirs', '1.1.0', { type: 'macvlan' }, { type: 'portmap' });
  const theirs = host.tool('version', 'theirs');
  t.is(theirs.status, 1);
  t.is(theirs.stderr, '[plugin portmap does not support config version "1.1.0"]\n');
});

test('the manual of a person without arguments', (t) => {
  const host = new Host(t, STANDALONE, OURS);
  const { status, stdout, stderr } = host.tool();
  t.deepEqual([status, stdout], [1, '']);
  t.true(stderr.includes('cnitool-ts add <network> <netns>'), stderr);
  t.true(existsSync(STANDALONE[0] ?? ''));
  t.is(readFileSync(NODE[1] ?? '', 'utf8').split('\n', 1)[0], '#!/usr/bin/env node');
});
