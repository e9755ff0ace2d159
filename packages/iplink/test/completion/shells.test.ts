/** The scripts for shells, in the shells themselves, with devices and namespaces of their own to name. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';

const BIN = fileURLToPath(new URL('../../src/bin.js', import.meta.url));
/** Starts ten times as fast, where it is built. */
const EXECUTABLE = fileURLToPath(new URL('../../iplink-ts', import.meta.url));

/** A line up to the cursor, and what the shell makes of its last word. */
const LINES = [
  ['li', 'link'],
  ['link set v0 netns blu', 'blue'],
  ['link set dev v', 'v0 v1'],
  ['-n blue link set dev d', 'deep'],
  ['link show up:l', 'up:link'],
  ['-color=au', '-color=auto'],
  ['-b et', 'etc'],
] as const;

/** Names and devices, in namespaces that go with the shell. */
const WORLD = `
  mount -t tmpfs names /run/netns || exit 99
  printf '%s\n' 'netns add blue' 'link add v0 type veth peer v1' 'link property add v0 altname up:link' |
    iplink-ts -batch -
  iplink-ts -n blue link add deep type veth peer other
`;

function inShell(t: ExecutionContext, program: string, script: string): readonly string[] | undefined {
  t.timeout(120_000);
  const reason = obstacle(program);
  if (reason !== undefined) {
    t.log(`skipped: ${reason}`);
    t.pass();
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'shells-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  symlinkSync(existsSync(EXECUTABLE) ? EXECUTABLE : BIN, join(folder, 'iplink-ts'));
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    ['-mn', '--propagation', 'private', 'sh', '-c', `${WORLD} exec "$@"`, 'sh', program, '-c', script],
    { encoding: 'utf8', cwd: '/', env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` } },
  );
  t.is(status, 0, stderr);
  return stdout.trimEnd().split('\n');
}

function obstacle(program: string): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root, for namespaces of its own';
  if (spawnSync(program, ['-c', 'exit']).error !== undefined) return `needs the Debian package ${program}`;
  return undefined;
}

const quoted = LINES.map(([line]) => `"${line}"`).join(' ');
const expected = LINES.map(([, words]) => words);

test('bash', (t) => {
  const found = inShell(
    t,
    'bash',
    `source <(iplink-ts completion bash)
     compopt() { :; } # works in bash's own call only
     for line in ${quoted}; do
       COMP_LINE="iplink-ts $line" COMP_POINT=$((10 + \${#line})) COMPREPLY=()
       _iplink_ts
       echo $(printf "%s\\n" "\${COMPREPLY[@]}" | sort)
     done
     complete -p iplink-ts`,
  );
  // Readline's words begin behind a colon and an equals sign.
  const words = expected.map((word) => word.replace('up:', '').replace('-color=', ''));
  if (found !== undefined) t.deepEqual(found, [...words, 'complete -F _iplink_ts iplink-ts']);
});

test('fish', (t) => {
  const found = inShell(
    t,
    'fish',
    `iplink-ts completion fish | source
     for line in ${quoted}
       echo (complete -C "iplink-ts $line" | sort)
     end`,
  );
  if (found !== undefined)
    t.deepEqual(
      found,
      expected.map((word) => word.replace('etc', 'etc/')),
    );
});

/** What a shell at a terminal makes of a line and the Tab key; of two words it takes what they share. */
test('zsh', (t) => {
  const found = inShell(
    t,
    'zsh',
    `zmodload zsh/zpty
     zpty shell zsh -f -i
     setopt extendedglob
     zpty -w shell 'autoload -U compinit; compinit -D; source <(iplink-ts completion zsh)'
     zpty -w shell 'show() { print -rn -- "<$BUFFER>"; BUFFER= }; zle -N show; bindkey "^X" show'
     zpty -w shell 'setopt nolistbeep nobeep noautolist; print "<""ready>"'
     zpty -r shell out '*<ready>'
     for line in ${quoted}; do
       zpty -w -n shell "iplink-ts $line"$'\t\x18'
       zpty -r shell out '*<[^>]#>'
       print -r -- \${\${\${\${out##*<}%>*}% }##* }
     done`,
  );
  const typed = expected.map((word) => word.replace('v0 v1', 'v').replace('etc', 'etc/'));
  if (found !== undefined) t.deepEqual(found, typed);
});
