import { execFileSync } from 'node:child_process';
import test from 'ava';
import { type GuestRequest, requestFile, shellWord } from '../../src/vmlab/request.ts';

const REQUEST: GuestRequest = {
  command: ['true'],
  directory: '/tmp',
  path: '/bin',
  environment: {},
  modules: '/lib/modules/x',
  setsid: '/usr/bin/setsid',
  endMark: 'mark',
  rows: 24,
  columns: 80,
};

const WORDS = ['', ' ', "it's", '"', '$HOME', '`id`', 'a\nb\n', '\\', '*', "''", 'ü', '-n', '; exit 3'];

test('a quoted word reaches the program as it is', (t) => {
  const echo = `printf '%s\\0' ${WORDS.map(shellWord).join(' ')}`;
  t.deepEqual(execFileSync('sh', ['-c', echo]).toString().split('\0').slice(0, -1), WORDS);
  t.throws(() => shellWord('a\0b'), { message: /cannot hold a NUL/ });
});

test('the command survives both readings of the request file', (t) => {
  const file = requestFile({ ...REQUEST, command: ['printf', '%s\\0', ...WORDS] });
  const output = execFileSync('sh', ['-c', `${file}\neval "exec $VMLAB_COMMAND"`]).toString();
  t.deepEqual(output.split('\0').slice(0, -1), WORDS);
});

test('variables are exported, and a name that is none is refused', (t) => {
  const file = requestFile({ ...REQUEST, environment: { GREETING: "it's $HOME" } });
  t.is(execFileSync('sh', ['-c', `${file}\nprintenv GREETING`]).toString(), "it's $HOME\n");
  t.throws(() => requestFile({ ...REQUEST, environment: { 'A;id;B': '' } }), { message: /"A;id;B"/ });
});

test('no command asks for a terminal of the given size', (t) => {
  const file = requestFile({ ...REQUEST, command: [], rows: 50, columns: 132 });
  t.regex(file, /^VMLAB_TERMINAL=yes$/m);
  t.regex(file, /^VMLAB_ROWS=50$/m);
  t.regex(file, /^VMLAB_COLUMNS=132$/m);
});
