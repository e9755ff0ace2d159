import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { isPluginType, type PluginType, pluginTypes } from '../src/registry.ts';
import { commands } from '../src/request.ts';
import { configKeys, memberAt, wrongValues } from './config-keys.ts';
import { temporaryFolder } from './folder.ts';
import { netnsPath, Rig, type Run, state } from './rig.ts';

/**
 * Whatever is asked, the answer is a result or an error object with the right code, and nothing is written outside
 * the data directory.
 */

/** A rig, and a folder with nothing but the data directory in it. */
class Target {
  readonly rig: Rig;
  readonly pod: string;
  readonly dataDir: string;
  readonly #t: ExecutionContext;
  readonly #folder: string;
  readonly #before: unknown;

  constructor(t: ExecutionContext) {
    this.#t = t;
    this.rig = new Rig(t);
    this.pod = this.rig.container();
    this.#folder = temporaryFolder(t);
    this.dataDir = join(this.#folder, 'data');
    this.#before = this.#state();
  }

  #state(): unknown {
    return [state(this.rig.host), state(this.pod), readdirSync('.').sort(), readdirSync('/').sort()];
  }

  /** @param config JSON */
  run(type: PluginType, command: string, config: string, env: Readonly<Record<string, string>> = {}): Run {
    return this.rig.call(type, command, config, { CNI_NETNS: netnsPath(this.pod), ...env });
  }

  /** An error object with that code. */
  refuses(run: Run, code: number, title: string): string {
    this.#t.is(run.status, 1, title);
    this.#t.is(run.output?.['code'], code, `${title}: ${run.stdout}`);
    const msg = run.output?.['msg'];
    this.#t.true(typeof msg === 'string' && msg !== '', title);
    return String(msg);
  }

  /** Success, or an error object. */
  answers(run: Run, title: string): void {
    if (run.status === 0) return;
    this.#t.is(run.status, 1, title);
    this.#t.deepEqual([typeof run.output?.['code'], typeof run.output?.['msg']], ['number', 'string'], title);
  }

  /** Namespaces, the current folder, the root and all that is beside the data directory are as they were. */
  untouched(): void {
    this.#t.deepEqual(this.#state(), this.#before);
    this.#t.deepEqual(
      readdirSync(this.#folder).filter((name) => name !== 'data'),
      [],
    );
  }
}

/** A configuration that ADD would take, but for what is changed; members later in the text count. */
function config(
  { dataDir }: Target,
  type: string,
  ...members: readonly (readonly [string, string])[]
): string {
  const common = {
    cniVersion: '1.1.0',
    name: 'net',
    type,
    prevResult: {},
    'cni.dev/valid-attachments': [],
    dataDir,
    master: 'm0',
  };
  const isIpam = type === 'static' || type === 'host-local';
  const ipam = isIpam && !members.some(([name]) => name === '"ipam"') ? { type, dataDir } : undefined;
  const text = JSON.stringify({ ...common, ipam });
  return `${text.slice(0, -1)}${members.map(([name, value]) => `,${name}:${value}`).join('')}}`;
}

test('the table of keys has every type', (t) => {
  t.deepEqual(
    pluginTypes.filter((type) => configKeys[type] === undefined),
    [],
  );
});

for (const [type, keys] of Object.entries(configKeys)) {
  if (!isPluginType(type)) continue;
  test.serial(`${type}: a value of the wrong type for any key is refused, and no command crashes`, (t) => {
    const target = new Target(t);
    for (const [path, kind] of Object.entries(keys)) {
      for (const [at, value] of wrongValues(kind).entries()) {
        const text = config(target, type, memberAt(path, value));
        const title = `${path}: ${value}`;
        const isHead = path === 'cniVersion' || path === 'name';
        t.regex(
          target.refuses(target.run(type, 'ADD', text), isHead ? 6 : 999, title),
          /cannot unmarshal/,
          title,
        );
        if (at > 0) continue;
        for (const command of commands.filter((command) => command !== 'ADD'))
          target.answers(target.run(type, command, text), `${command}, ${title}`);
      }
    }
    target.untouched();
  });
}

/** Names that none may have, with what becomes of them in a path, in a list, in the kernel. */
const NAMES = [
  '/',
  '..',
  '.',
  '../../x',
  'a/b',
  '/etc/passwd',
  'a\0b',
  '\0',
  'a\nb',
  '\n',
  'a b',
  'ä',
  '💥',
  '\u202egnp',
  '-x',
  'x'.repeat(300),
];

test.serial('container ids', (t) => {
  const target = new Target(t);
  for (const id of NAMES.filter((name) => !name.startsWith('xxx')))
    for (const command of ['ADD', 'DEL', 'CHECK'])
      target.refuses(
        target.run('macvlan', command, config(target, 'macvlan'), { CNI_CONTAINERID: id }),
        4,
        JSON.stringify(id),
      );
  target.untouched();
});

test.serial('names of interfaces', (t) => {
  const target = new Target(t);
  const refused = [
    '/',
    '..',
    '.',
    '../../x',
    'a/b',
    'a:b',
    'a\nb',
    '\n',
    'a b',
    'sixteen-bytes-xx',
    'ääääääää',
  ];
  for (const name of refused)
    for (const command of ['ADD', 'DEL', 'CHECK'])
      target.refuses(
        target.run('macvlan', command, config(target, 'macvlan'), { CNI_IFNAME: name }),
        4,
        JSON.stringify(name),
      );
  target.untouched();
});

test.serial('names of networks', (t) => {
  const target = new Target(t);
  for (const type of ['macvlan', 'host-local', 'tuning'] as const)
    for (const name of NAMES.filter((name) => !name.startsWith('xxx')))
      for (const command of commands) {
        const text = config(target, type, ['"name"', JSON.stringify(name)]);
        target.refuses(target.run(type, command, text), 7, `${type} ${command} ${JSON.stringify(name)}`);
      }
  target.untouched();
});

/** Keys that name an interface, with what else the type needs. */
const interfaceKeys = [
  ['macvlan', 'master', []],
  ['ipvlan', 'master', [['"ipam"', '{"type":"static","addresses":[{"address":"10.1.2.3/24"}]}']]],
  ['host-device', 'device', []],
  ['vlan', 'master', [['"vlanId"', '5']]],
] as const;

test.serial('names of masters and devices', (t) => {
  const target = new Target(t);
  for (const [type, key, more] of interfaceKeys)
    for (const name of [...NAMES, 'm0\0', 'm0\0x', 'm0/../m0', ' m0', 'm0%d', 'sixteen-bytes-xx']) {
      const text = config(target, type, ...more, [JSON.stringify(key), JSON.stringify(name)]);
      target.refuses(target.run(type, 'ADD', text), 999, `${type} ${JSON.stringify(name)}`);
      for (const command of ['STATUS', 'CHECK', 'DEL'])
        target.answers(target.run(type, command, text), `${type} ${command} ${JSON.stringify(name)}`);
    }
  target.untouched();
});

test.serial('names of bridges that the kernel would not take, or take for others', (t) => {
  const target = new Target(t);
  const names = NAMES.filter((name) => /[/\s\0]|^\.+$|^x+$/.test(name));
  for (const name of [...names, 'br\0', 'm0\0x', 'br%d', 'br:0', 'sixteen-bytes-xx', 'ääääääää']) {
    const text = config(target, 'bridge', ['"bridge"', JSON.stringify(name)]);
    target.refuses(target.run('bridge', 'ADD', text), 999, JSON.stringify(name));
    for (const command of ['STATUS', 'CHECK', 'DEL', 'GC'])
      target.answers(target.run('bridge', command, text), `${command} ${JSON.stringify(name)}`);
  }
  target.untouched();
});

test.serial('types of ipam', (t) => {
  const target = new Target(t);
  for (const name of [...NAMES, 'static\0', '../static', './static', 'STATIC']) {
    const text = config(target, 'macvlan', ['"ipam"', JSON.stringify({ type: name })]);
    for (const command of ['ADD', 'DEL', 'STATUS', 'GC', 'CHECK'])
      target.refuses(target.run('macvlan', command, text), 999, `${command} ${JSON.stringify(name)}`);
  }
  target.untouched();
});

test.serial('data directories', (t) => {
  const target = new Target(t);
  mkdirSync(target.dataDir);
  const file = join(target.dataDir, 'file');
  writeFileSync(file, '');
  for (const dataDir of [
    file,
    `${file}/x`,
    `${target.dataDir}/a\0b`,
    `${target.dataDir}/${'x'.repeat(300)}`,
  ]) {
    const title = JSON.stringify(dataDir);
    const own = ['"dataDir"', title] as const;
    const ipam = ['"ipam"', JSON.stringify({ type: 'host-local', subnet: '10.1.2.0/24', dataDir })] as const;
    target.refuses(target.run('host-local', 'ADD', config(target, 'host-local', ipam)), 999, title);
    target.refuses(target.run('macvlan', 'ADD', config(target, 'macvlan', ipam)), 999, title);
    for (const command of ['DEL', 'GC', 'STATUS', 'CHECK'])
      for (const [type, member] of [
        ['host-local', ipam],
        ['tuning', own],
      ] as const)
        target.answers(target.run(type, command, config(target, type, member)), `${command} ${title}`);
  }
  t.deepEqual(readdirSync(target.dataDir), ['file']);
  target.untouched();
});

test.serial('namespaces and arguments', (t) => {
  const target = new Target(t);
  const text = config(target, 'macvlan');
  for (const CNI_NETNS of [...NAMES, '/etc/passwd/x', '/dev/null', '/proc/self/fd/0'])
    for (const command of ['ADD', 'DEL', 'CHECK'])
      target.answers(
        target.run('macvlan', command, text, { CNI_NETNS }),
        `${command} ${JSON.stringify(CNI_NETNS)}`,
      );
  for (const CNI_ARGS of [';', '=', '==', 'IP', 'IP==', 'IP=1=2', '__proto__=x', 'IgnoreUnknown=yes', '\0'])
    target.refuses(target.run('macvlan', 'ADD', text, { CNI_ARGS }), 999, JSON.stringify(CNI_ARGS));
  target.untouched();
});
