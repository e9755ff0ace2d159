import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { pluginTypes } from '../src/registry.ts';
import { temporaryFolder } from './folder.ts';
import { environment } from './invoke.ts';
import { OURS } from './rig.ts';

/** What comes in by stdin, to the executable: never a crash, always an error object. */

interface Answer {
  readonly status: number | null;
  readonly error: { readonly code?: unknown; readonly msg?: unknown };
}

/** A run in a namespace without anything; `redirection` is of a shell. */
function run(type: string, input: string | Uint8Array, redirection = '', command = 'ADD'): Answer {
  const { status, stdout } = spawnSync(
    'unshare',
    ['--net', 'sh', '-c', `exec ${join(OURS, type)} ${redirection}`],
    {
      env: { ...environment({ CNI_COMMAND: command }), PATH: process.env['PATH'] },
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  return { status, error: JSON.parse(stdout === '' ? '{}' : stdout) };
}

const HEAD = '{"cniVersion":"1.0.0","name":"net","type":"macvlan","master":"m0"';
const MB = 1 << 20;

const inputs: readonly (readonly [string, string | Uint8Array, readonly number[]])[] = [
  ['nothing', '', [6]],
  ['white space', ' \n\t ', [6]],
  ['a byte order mark', `\ufeff${HEAD}}`, [6]],
  ['UTF-16', Buffer.from(`${HEAD}}`, 'utf16le'), [6]],
  ['zeros', new Uint8Array(1000), [6]],
  ['random bytes', Uint8Array.from({ length: 1000 }, (_, at) => (at * 7919) & 0xff), [6]],
  ['a configuration that is cut off', HEAD, [6]],
  ['two configurations', `${HEAD}}${HEAD}}`, [6]],
  ['null', 'null', [7]],
  ['a list', '[]', [6]],
  ['a number', '5', [6]],
  ['10 MB of text', `${HEAD},"x":"${'a'.repeat(10 * MB)}"}`, [999]],
  ['10 MB of white space', `${HEAD}}${' '.repeat(10 * MB)}`, [999]],
  ['a million elements', `${HEAD},"x":[${'[],'.repeat(1e6)}1]}`, [999]],
  ['10 MB of a name', `{"cniVersion":"1.0.0","name":"/${'a'.repeat(10 * MB)}"}`, [7]],
  ['nesting up to the limit', `${HEAD},"x":${'['.repeat(9999)}${']'.repeat(9999)}}`, [999]],
  ['lists nested beyond the limit', `${HEAD},"x":${'['.repeat(MB)}`, [6]],
  ['objects nested beyond the limit', `${HEAD},"x":${'{"a":'.repeat(MB)}`, [6]],
  [
    'bytes that are no UTF-8',
    Buffer.concat([Buffer.from(`${HEAD},"x":"`), Uint8Array.of(0xff, 0xc0), Buffer.from('"}')]),
    [999],
  ],
  ['keys of the prototype', `${HEAD},"__proto__":{"master":5},"constructor":5,"toString":[]}`, [999]],
];

for (const [title, input, codes] of inputs) {
  test.serial(`stdin: ${title}`, (t) => {
    const { status, error } = run('macvlan', input);
    t.is(status, 1);
    t.true(
      codes.some((code) => error.code === code),
      String(error.code),
    );
    t.true(typeof error.msg === 'string' && error.msg !== '');
  });
}

test.serial('stdin: closed, a folder, of every type and command', (t) => {
  for (const redirection of ['<&-', '</', '</dev/null']) {
    const { status, error } = run('macvlan', '', redirection);
    t.is(status, 1);
    t.true(error.code === 5 || error.code === 6, `${redirection}: ${error.code}`);
  }
  for (const type of pluginTypes) {
    const { status, error } = run(type, '{"name":"net"', '', 'DEL');
    t.deepEqual([status, error.code], [1, 6], type);
  }
  t.is(run('macvlan', '', '<&-', 'VERSION').status, 0);
});

test.serial('nothing is written where the executable is run', (t) => {
  const folder = temporaryFolder(t);
  const config = JSON.stringify({
    cniVersion: '1.0.0',
    name: '../x',
    ipam: { type: 'host-local', dataDir: 'data' },
  });
  const { status } = spawnSync('unshare', ['--net', join(OURS, 'host-local')], {
    env: { ...environment(), PATH: process.env['PATH'] },
    input: config,
    cwd: folder,
  });
  t.is(status, 1);
  t.deepEqual(readdirSync(folder), []);
});
