import { statSync } from 'node:fs';
import test from 'ava';
import { failure } from '../src/error.ts';
import { perform } from '../src/perform.ts';
import { commands, type Plugin } from '../src/request.ts';
import { receive } from '../src/skel.ts';
import { environment, invoke } from './invoke.ts';

const valid = { cniVersion: '1.1.0', name: 'net', ipam: {} };

test('a run by hand says what this is, on stderr', (t) => {
  const answer = receive('ipvlan', { env: {}, readStdin: () => t.fail() as never });
  t.deepEqual(answer, {
    kind: 'answer',
    stdout: '',
    stderr:
      'CNI ipvlan plugin 0.1.0\nCNI protocol versions supported: 0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, 1.0.0, 1.1.0\n',
    exitStatus: 0,
  });
});

test('VERSION needs neither stdin nor any other variable', (t) => {
  const readStdin = () => {
    throw new Error('closed');
  };
  const answer = receive('ipvlan', { env: { CNI_COMMAND: 'VERSION', CNI_IFNAME: 'a/b' }, readStdin });
  t.true(
    answer.kind === 'answer' && answer.exitStatus === 0 && answer.stdout.startsWith('{"cniVersion":"1.1.0",'),
  );
});

interface Refusal {
  readonly name: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly config?: string | object;
  readonly error: { code: number; msg: string; details?: string };
}

const refusals: readonly Refusal[] = [
  {
    name: 'all variables missing',
    env: { CNI_CONTAINERID: undefined, CNI_NETNS: undefined, CNI_IFNAME: undefined, CNI_PATH: undefined },
    error: { code: 4, msg: 'required env variables [CNI_CONTAINERID,CNI_NETNS,CNI_IFNAME,CNI_PATH] missing' },
  },
  {
    name: 'ADD without a namespace',
    env: { CNI_NETNS: '' },
    error: { code: 4, msg: 'required env variables [CNI_NETNS] missing' },
  },
  {
    name: 'CHECK without a namespace',
    env: { CNI_COMMAND: 'CHECK', CNI_NETNS: undefined },
    error: { code: 4, msg: 'required env variables [CNI_NETNS] missing' },
  },
  {
    name: 'DEL without id and path',
    env: { CNI_COMMAND: 'DEL', CNI_NETNS: undefined, CNI_CONTAINERID: undefined, CNI_PATH: undefined },
    error: { code: 4, msg: 'required env variables [CNI_CONTAINERID,CNI_PATH] missing' },
  },
  {
    name: 'GC without a path',
    env: { CNI_COMMAND: 'GC', CNI_PATH: undefined, CNI_CONTAINERID: undefined, CNI_IFNAME: undefined },
    error: { code: 4, msg: 'required env variables [CNI_PATH] missing' },
  },
  {
    name: 'unknown command',
    env: { CNI_COMMAND: 'FOO' },
    error: { code: 4, msg: 'unknown CNI_COMMAND: FOO' },
  },
  {
    name: 'command in small letters',
    env: { CNI_COMMAND: 'add' },
    error: { code: 4, msg: 'unknown CNI_COMMAND: add' },
  },
  ...['.a', 'a b', 'a/b', 'é', 'a\n', '-x'].map((id) => ({
    name: `container id ${encodeURI(id)}`,
    // A bad id wins over a missing namespace.
    env: { CNI_CONTAINERID: id, CNI_NETNS: undefined },
    error: { code: 4, msg: 'invalid characters in containerID', details: id },
  })),
  ...['.', '..'].map((ifName) => ({
    name: `interface ${ifName}`,
    env: { CNI_IFNAME: ifName },
    error: { code: 4, msg: 'interface name is . or ..' },
  })),
  ...['a/b', 'a:b', 'a b', 'a\tb', 'a\nb', 'a\u00a0b'].map((ifName) => ({
    name: `interface ${encodeURI(ifName)}`,
    env: { CNI_IFNAME: ifName },
    error: { code: 4, msg: 'interface name contains / or : or whitespace characters' },
  })),
  ...['a'.repeat(16), 'é'.repeat(8)].map((ifName) => ({
    name: `interface ${ifName} of 16 bytes`,
    env: { CNI_IFNAME: ifName },
    error: {
      code: 4,
      msg: 'interface name is too long',
      details: 'interface name should be less than 16 characters',
    },
  })),
  {
    name: 'empty stdin',
    config: '',
    error: { code: 6, msg: 'error unmarshall network config: unexpected end of JSON input' },
  },
  {
    name: 'byte order mark',
    config: '\ufeff{}',
    error: {
      code: 6,
      msg: "error unmarshall network config: invalid character 'ï' looking for beginning of value",
    },
  },
  {
    name: 'list as configuration',
    config: '[]',
    error: {
      code: 6,
      msg: 'error unmarshall network config: json: cannot unmarshal array into Go value of type struct { Name string "json:\\"name\\"" }',
    },
  },
  {
    name: 'name of the wrong type',
    config: { name: 1 },
    error: {
      code: 6,
      msg: 'error unmarshall network config: json: cannot unmarshal number into Go struct field .name of type string',
    },
  },
  { name: 'no name', config: { cniVersion: '9.9.9' }, error: { code: 7, msg: 'missing network name' } },
  {
    name: 'bad name',
    config: { name: 'a b' },
    error: { code: 7, msg: 'invalid characters found in network name', details: 'a b' },
  },
  {
    name: 'version of the wrong type',
    config: { name: 'x', cniVersion: 1 },
    error: {
      code: 6,
      msg: 'decoding version from network config: json: cannot unmarshal number into Go struct field .cniVersion of type string',
    },
  },
  {
    name: 'version that nobody has',
    config: { name: 'x', cniVersion: '9.9.9' },
    error: {
      code: 1,
      msg: 'incompatible CNI versions',
      details: 'config is "9.9.9", plugin supports ["0.1.0" "0.2.0" "0.3.0" "0.3.1" "0.4.0" "1.0.0" "1.1.0"]',
    },
  },
  ...['', '0.2.0', '0.3.1'].map((cniVersion) => ({
    name: `CHECK at version "${cniVersion}"`,
    env: { CNI_COMMAND: 'CHECK' },
    config: { ...valid, cniVersion },
    error: { code: 1, msg: 'config version does not allow CHECK' },
  })),
  ...['STATUS', 'GC'].map((command) => ({
    name: `${command} at version 1.0.0`,
    env: { CNI_COMMAND: command },
    config: { ...valid, cniVersion: '1.0.0' },
    error: { code: 1, msg: `config version does not allow ${command}` },
  })),
];

for (const { name, env = {}, config = valid, error } of refusals) {
  test(`refuses: ${name}`, (t) => {
    t.deepEqual(invoke('static', env, config), {
      kind: 'answer',
      stdout: JSON.stringify(error, null, 4),
      stderr: '',
      exitStatus: 1,
    });
  });
}

test('variables that a command does not need are not judged', (t) => {
  const changes = { CNI_COMMAND: 'STATUS', CNI_CONTAINERID: 'a b', CNI_IFNAME: 'a/b', CNI_NETNS: undefined };
  t.is(invoke('static', changes, valid).exitStatus, 0);
});

test('stdin that cannot be read is an error of its own', (t) => {
  const readStdin = () => {
    throw new Error('bad file descriptor');
  };
  const answer = receive('static', { env: environment(), readStdin });
  t.deepEqual(answer.kind === 'answer' && JSON.parse(answer.stdout), {
    code: 5,
    msg: 'error reading from stdin: bad file descriptor',
  });
});

const idle: Plugin = {
  add: () => ({
    interfaces: [],
    ips: [],
    routes: [],
    dns: { nameservers: [], domain: '', search: [], options: [] },
  }),
  del() {},
  check() {},
};

function run(plugin: Plugin, changes: Readonly<Record<string, string>>, config: object = valid) {
  const received = receive('static', {
    env: environment(changes),
    readStdin: () => Buffer.from(JSON.stringify(config)),
  });
  if (received.kind === 'answer') return received;
  return perform(plugin, received, () => undefined);
}

test('ADD prints the result without a newline, the other commands print nothing', (t) => {
  t.is(run(idle, {}).stdout, '{\n    "cniVersion": "1.1.0"\n}');
  for (const command of commands.filter((command) => command !== 'ADD')) {
    const answer = run(idle, { CNI_COMMAND: command });
    t.deepEqual([answer.stdout, answer.stderr, answer.exitStatus], ['', '', 0], command);
  }
});

test('an error without a code is 999', (t) => {
  const plain: Plugin = {
    ...idle,
    del: () => {
      throw new Error('no luck');
    },
  };
  t.deepEqual(JSON.parse(run(plain, { CNI_COMMAND: 'DEL' }).stdout), { code: 999, msg: 'no luck' });
  const own: Plugin = {
    ...idle,
    del: () => {
      throw failure('no luck', 'bring some');
    },
  };
  t.deepEqual(JSON.parse(run(own, { CNI_COMMAND: 'DEL' }).stdout), {
    code: 999,
    msg: 'no luck',
    details: 'bring some',
  });
});

test('the namespace of the plugin itself is refused before anything is touched', (t) => {
  const touched: Plugin = { ...idle, add: () => t.fail() as never, del: () => t.fail() };
  for (const command of ['ADD', 'DEL']) {
    const answer = run(touched, { CNI_COMMAND: command, CNI_NETNS: '/proc/self/ns/net' });
    t.like(JSON.parse(answer.stdout), {
      code: 8,
      msg: "plugin's netns and netns from CNI_NETNS should not be the same",
    });
  }
  for (const yes of ['1', 'true', 'TRUE'])
    t.is(run(idle, { CNI_NETNS: '/proc/self/ns/net', CNI_NETNS_OVERRIDE: yes }).exitStatus, 0);
  t.is(run(idle, { CNI_NETNS: '/proc/self/ns/net', CNI_NETNS_OVERRIDE: '0' }).exitStatus, 1);
  // Another kind of namespace is another inode.
  t.not(statSync('/proc/self/ns/net').ino, statSync('/proc/self/ns/mnt').ino);
  t.is(run(idle, { CNI_COMMAND: 'DEL', CNI_NETNS: '/proc/self/ns/mnt' }).exitStatus, 0);
});
