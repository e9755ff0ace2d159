import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { run } from '../../src/cnitool/index.ts';
import { temporaryFolder } from '../folder.ts';
import { printing, Recorder } from '../runtime/recorder.ts';

const result = {
  cniVersion: '1.1.0',
  interfaces: [{ name: 'eth0' }],
  ips: [{ address: '10.0.0.2/24' }],
} as const;
/** sha512 of "/ns/a" by coreutils. */
const ID = 'cnitool-f4f834fd92f9ddd9443b';

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The tool with a folder of networks and recording plugins. */
class Bench extends Recorder {
  readonly networks: string;

  constructor(t: ExecutionContext, more: object = {}) {
    super(t);
    this.networks = temporaryFolder(t);
    this.plugin('one', printing(result));
    this.plugin('two', printing(result));
    this.network('net', {
      plugins: [{ type: 'one', capabilities: { ips: true } }, { type: 'two' }],
      ...more,
    });
  }

  network(name: string, config: object): string {
    const file = join(this.networks, `${name}.conflist`);
    writeFileSync(file, JSON.stringify({ cniVersion: '1.1.0', name, ...config }));
    return file;
  }

  async tool(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    let [out, err] = ['', ''];
    const status = await run(args, {
      env: {
        PATH: process.env['PATH'],
        NETCONFPATH: this.networks,
        CNI_PATH: this.folder,
        CNI_CACHE: this.cache,
        ...env,
      },
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
    });
    return { status, out, err };
  }
}

const silent = { status: 0, out: '', err: '' };

test('add prints the result; the container goes by its namespace', async (t) => {
  const bench = new Bench(t);
  const { status, out, err } = await bench.tool(['add', 'net', '/ns/../ns/a/']);
  t.deepEqual([status, JSON.parse(out), err], [0, result, '']);
  t.like(bench.taken()[0]?.env, {
    CNI_CONTAINERID: ID,
    CNI_NETNS: '/ns/a',
    CNI_IFNAME: 'eth0',
    CNI_ARGS: '',
  });
  t.is((await bench.tool(['add', 'net', 'a'])).status, 0);
  t.is(bench.taken()[0]?.env['CNI_NETNS'], join(process.cwd(), 'a'));
});

test('CNI_IFNAME, -i, CNI_ARGS and CAP_ARGS', async (t) => {
  const bench = new Bench(t);
  const env = { CNI_IFNAME: 'net1', CNI_ARGS: 'A=b;C=d', CAP_ARGS: '{"ips":["10.0.0.9/24"],"mac":"x"}' };
  await bench.tool(['add', 'net', '/ns/a'], env);
  const [first] = bench.taken();
  t.like(first?.env, { CNI_IFNAME: 'net1', CNI_ARGS: 'A=b;C=d' });
  t.deepEqual(first?.request['runtimeConfig'], { ips: ['10.0.0.9/24'] });
  await bench.tool(['add', '-i', 'net2', 'net', '/ns/a'], env);
  t.is(bench.taken()[0]?.env['CNI_IFNAME'], 'net2');
});

for (const [variable, value, message] of [
  ['CNI_ARGS', 'A', 'invalid CNI_ARGS pair "A"'],
  ['CNI_ARGS', 'A=b;', 'invalid CNI_ARGS pair ""'],
  ['CNI_ARGS', 'A=b=c', 'invalid CNI_ARGS pair "A=b=c"'],
  ['CAP_ARGS', '{', 'unexpected end of JSON input'],
  ['CAP_ARGS', '[]', 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
] as const) {
  test(`${variable}=${value} is refused`, async (t) => {
    const bench = new Bench(t);
    const ran = await bench.tool(['add', 'net', '/ns/a'], { [variable]: value });
    t.deepEqual(ran, { status: 1, out: '', err: `${message}\n` });
    t.deepEqual(bench.taken(), []);
  });
}

test('an add that fails names the plugin, and says that nothing is undone', async (t) => {
  const bench = new Bench(t);
  bench.plugin('two', `echo '{"code":7,"msg":"bad","details":"mend it"}'; exit 1`);
  t.deepEqual(await bench.tool(['add', '-i', 'net1', 'net', '/ns/a']), {
    status: 1,
    out: '',
    err:
      'cnitool-ts: the plugins before the one that failed are not undone: cnitool-ts del -i net1 net /ns/a\n' +
      'plugin type="two" failed (add): bad; mend it\n',
  });
  const { status, out } = await bench.tool(['--json', 'add', 'net', '/ns/a']);
  t.deepEqual(
    [status, JSON.parse(out)],
    [1, { code: 7, msg: 'plugin type="two" failed (add): bad', details: 'mend it' }],
  );
});

test('check and del are silent, and have the arguments of add', async (t) => {
  const bench = new Bench(t);
  await bench.tool(['add', 'net', '/ns/a'], { CNI_ARGS: 'A=b', CAP_ARGS: '{"ips":["10.0.0.9/24"]}' });
  bench.taken();
  t.deepEqual(await bench.tool(['check', 'net', '/ns/a']), silent);
  t.deepEqual(await bench.tool(['del', 'net', '/ns/a']), silent);
  const [check, , , del] = bench.taken();
  for (const asked of [check, del]) {
    t.is(asked?.env['CNI_ARGS'], 'A=b');
    t.deepEqual(asked?.request['runtimeConfig'], { ips: ['10.0.0.9/24'] });
    t.deepEqual(asked?.request['prevResult'], result);
  }
  t.deepEqual(await bench.tool(['del', 'net', '/ns/a'], { CNI_ARGS: 'X=y' }), silent);
  t.is(bench.taken()[0]?.env['CNI_ARGS'], 'X=y');
});

test('del goes by the configuration of add when there is none any more', async (t) => {
  const bench = new Bench(t);
  await bench.tool(['add', 'net', '/ns/a']);
  rmSync(join(bench.networks, 'net.conflist'));
  bench.taken();
  const { status, err } = await bench.tool(['del', 'net', '/ns/a']);
  t.is(status, 0);
  t.is(
    err,
    `cnitool-ts: no net configurations found in ${bench.networks}: going by the configuration of its ADD\n`,
  );
  t.deepEqual(
    bench.taken().map(({ type, command }) => [command, type]),
    [
      ['DEL', 'two'],
      ['DEL', 'one'],
    ],
  );
  const again = await bench.tool(['del', 'net', '/ns/a']);
  t.deepEqual(again, { status: 1, out: '', err: `no net configurations found in ${bench.networks}\n` });
});

test('gc takes away all attachments, or all but the valid ones', async (t) => {
  const bench = new Bench(t);
  for (const netns of ['/ns/a', '/ns/b', '/ns/c']) await bench.tool(['add', 'net', netns]);
  bench.taken();
  t.deepEqual(await bench.tool(['gc', 'net', '--valid', `${ID}/eth0`]), silent);
  t.deepEqual(
    (await bench.runtime.attachments()).map(({ netns }) => netns),
    ['/ns/a'],
  );
  // As cnitool has it, with a namespace that is not used.
  t.deepEqual(await bench.tool(['gc', 'net', '/ns/x']), silent);
  t.deepEqual(await bench.runtime.attachments(), []);
  t.deepEqual(await bench.tool(['gc', 'net', '--valid', 'a/b/c']), {
    status: 1,
    out: '',
    err: 'invalid attachment "a/b/c"; CONTAINERID/IFNAME\n',
  });
});

test('gc of a network with disableGC says that it does nothing', async (t) => {
  const bench = new Bench(t, { disableGC: true });
  await bench.tool(['add', 'net', '/ns/a']);
  t.deepEqual(await bench.tool(['gc', 'net']), {
    ...silent,
    err: 'cnitool-ts: network net has disableGC: nothing is done\n',
  });
  t.is((await bench.runtime.attachments()).length, 1);
});

test('status', async (t) => {
  const bench = new Bench(t);
  t.deepEqual(await bench.tool(['status', 'net']), silent);
  bench.plugin('two', `echo '{"code":50,"msg":"pool is empty"}'; exit 1`);
  t.deepEqual(await bench.tool(['status', 'net', '/ns/a']), {
    status: 1,
    out: '',
    err: 'plugin type="two" failed (status): pool is empty\n',
  });
});

test('version of the plugins of a network', async (t) => {
  const bench = new Bench(t);
  bench.plugin('one', `echo '{"cniVersion":"1.1.0","supportedVersions":["1.0.0","1.1.0"]}'`);
  bench.plugin('two', `echo '{"cniVersion":"0.4.0","supportedVersions":["0.4.0"]}'`);
  t.deepEqual(await bench.tool(['version', 'net']), {
    status: 1,
    out: 'PLUGIN  VERSIONS\none     1.0.0, 1.1.0\ntwo     0.4.0\n',
    err: '[plugin two does not support config version "1.1.0"]\n',
  });
  bench.network('good', { plugins: [{ type: 'one' }, { type: 'one' }] });
  const { status, out } = await bench.tool(['version', 'good', '--json']);
  const plugins = [{ type: 'one', supportedVersions: ['1.0.0', '1.1.0'] }];
  t.deepEqual([status, JSON.parse(out)], [0, { cniVersion: '1.1.0', plugins }]);
  bench.network('gone', { plugins: [{ type: 'gone' }] });
  const gone = `failed to find plugin "gone" in path [${bench.folder}]`;
  t.deepEqual(await bench.tool(['version', 'gone']), {
    status: 1,
    out: `PLUGIN  VERSIONS\ngone    ${gone}\n`,
    err: `[${gone}]\n`,
  });
});

test('list of networks and attachments', async (t) => {
  const bench = new Bench(t);
  await bench.tool(['add', 'net', '/ns/a']);
  const file = join(bench.networks, 'net.conflist');
  t.deepEqual(await bench.tool(['list']), {
    ...silent,
    out:
      `NETWORK  VERSION  PLUGINS  FILE\nnet      1.1.0    one,two  ${file}\n\n` +
      'NETWORK  CONTAINER-ID                  IFNAME  ADDRESSES    NETNS\n' +
      `net      ${ID}  eth0    10.0.0.2/24  /ns/a\n`,
  });
  mkdirSync(join(bench.networks, 'folder.conflist'));
  writeFileSync(join(bench.networks, 'bad.conflist'), '{');
  const { status, out, err } = await bench.tool(['list', '--json']);
  t.is(status, 1);
  t.is(
    err,
    `error parsing configuration list: unexpected end of JSON input; ${join(bench.networks, 'bad.conflist')}\n`,
  );
  t.deepEqual(JSON.parse(out), {
    networks: [{ name: 'net', cniVersion: '1.1.0', plugins: ['one', 'two'], file }],
    attachments: [
      {
        network: 'net',
        containerId: ID,
        ifName: 'eth0',
        netns: '/ns/a',
        args: [],
        capabilityArgs: {},
        result,
      },
    ],
  });
});

for (const [args, complaint] of [
  [[], 'which command?'],
  [['add'], 'Not enough non-option arguments: got 0, need at least 2'],
  [['add', 'net'], 'Not enough non-option arguments: got 1, need at least 2'],
  [['add', 'net', '/ns/a', 'more'], 'Unknown argument: more'],
  [['del', 'net', '/ns/a', '--force'], 'Unknown argument: force'],
  [['frobnicate'], 'Unknown argument: frobnicate'],
] as const) {
  test(`"${args.join(' ')}" is refused with the help`, async (t) => {
    const { status, out, err } = await new Bench(t).tool(args);
    t.deepEqual([status, out], [1, '']);
    t.true(err.startsWith('cnitool-ts'), err);
    t.true(err.endsWith(`${complaint}\n`), err);
  });
}

test('--help', async (t) => {
  const { status, out, err } = await new Bench(t).tool(['--help']);
  t.deepEqual([status, err], [0, '']);
  for (const text of ['add <network> <netns>', 'gc <network> [netns]', 'NETCONFPATH', 'CNI_CACHE'])
    t.true(out.includes(text), text);
});
