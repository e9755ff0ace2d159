import { readFileSync } from 'node:fs';
import test from 'ava';
import { TextSink } from '../../src/output.ts';
import { runOwnCommand } from '../../src/own/index.ts';
import { isOwnCommand } from '../../src/own/words.ts';
import { OWN_VERSION } from '../../src/version.ts';

async function answer(...args: readonly string[]): Promise<[status: number, out: string, err: string]> {
  const out = new TextSink();
  const err = new TextSink();
  const status = await runOwnCommand(args, {
    out,
    err,
    environment: {},
    self: [],
    isTerminal: () => false,
  });
  return [status, out.text, err.text];
}

for (const word of ['--help', 'completion', 'complete', 'version']) {
  test(`${word} is own in front, by the own name`, (t) => {
    t.true(isOwnCommand('/usr/bin/iplink-ts', [word]));
    t.true(isOwnCommand('iplink-ts', [word, 'more']));
    t.true(isOwnCommand('/lib/iplink-ts/dist/bin/iplink-ts.js', [word]));
    t.false(isOwnCommand('/usr/bin/ip', [word]));
    t.false(isOwnCommand('/usr/bin/iplink', [word]));
    t.false(isOwnCommand('/opt/iplink-ts/ip', [word]));
    t.false(isOwnCommand('iplink-ts', ['-j', word]));
  });
}

for (const word of ['-help', '-h', '--he', 'help', 'h', 'v', 'vers', 'comp', 'link', '-V', '--version']) {
  test(`${word} stays with ip`, (t) => t.false(isOwnCommand('iplink-ts', [word])));
}

test('a line without words stays with ip', (t) => t.false(isOwnCommand('iplink-ts', [])));

test('the version is that of the package', async (t) => {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  );
  t.like(manifest, { version: OWN_VERSION });
  t.deepEqual(await answer('version'), [
    0,
    `iplink-ts ${OWN_VERSION}, as ip utility, iproute2-6.1.0, libbpf 1.1.2\n`,
    '',
  ]);
});

test('--help names the objects and the own commands', async (t) => {
  const [status, out, err] = await answer('--help');
  t.is(status, 0);
  t.is(err, '');
  for (const text of ['link', 'completion <shell>', 'version', '--hints', 'iplink-ts(8)']) {
    t.true(out.includes(text), text);
  }
});

test('completion prints the script of the shell, for the name that is asked for', async (t) => {
  for (const [shell, line] of [
    ['bash', 'complete -F _ip ip'],
    ['zsh', 'compdef _ip ip'],
    ['fish', "complete -c ip -f -a '(__ip_complete)'"],
  ] as const) {
    const [status, out, err] = await answer('completion', shell, '--name', 'ip');
    t.is(status, 0);
    t.true(out.includes(line), out);
    t.is(err, '');
  }
  const [, own] = await answer('completion', 'bash');
  t.true(own.endsWith('complete -F _iplink_ts iplink-ts\n'), own);
});

for (const [args, complaint] of [
  [['completion'], 'Not enough non-option arguments: got 0, need at least 1\n'],
  [['completion', 'csh'], 'Choices: "bash", "zsh", "fish"\n'],
  [['completion', 'bash', '--nmae', 'ip'], 'Unknown argument: nmae\n'],
  [['version', 'now'], 'Unknown argument: now\n'],
] as const) {
  test(`${args.join(' ')} is refused`, async (t) => {
    const [status, out, err] = await answer(...args);
    t.is(status, 255);
    t.is(out, '');
    t.true(err.endsWith(complaint), err);
  });
}

test('complete answers one word a line', async (t) => {
  t.deepEqual(await answer('complete', '--', 'link', 'set', 'x', 'txq'), [0, 'txqueuelen\ntxqlen\n', '']);
  t.deepEqual(await answer('complete', '--', '--', '-j'), [0, '', '']);
});
