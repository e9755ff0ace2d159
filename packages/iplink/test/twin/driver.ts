/**
 * Starts the programs of many lines from one shell: a process of Node.js takes five times as long to start
 * another one.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callOf, settlingTime } from './lines.ts';
import type { Outcome } from './recorder.ts';

/** Milliseconds that a line may take on average, and all of them at least. */
const TIME_A_LINE = 2000;
const TIME = 60_000;

const RUN = `n=0
run() {
  "$@" > "$OUT/$n.out" 2> "$OUT/$n.err" < /dev/null
  echo $? >&3
  n=$((n + 1))
}
exec 3>&1
`;

function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function command(line: string): string {
  const call = callOf(line);
  const words =
    call === undefined ? ['setsid', '--wait', 'bash', '--norc', '-c', line] : [call.program, ...call.words];
  const settling = settlingTime(line);
  const sleep = settling === 0 ? '' : `sleep ${settling / 1000}\n`;
  return `run ${words.map(shellWord).join(' ')}\n${sleep}`;
}

/** Runs the lines in order, in this process's namespaces and folder; `out` is a folder for what they print. */
export function startLines(lines: readonly string[], out: string): readonly Outcome[] {
  const script = join(out, 'script');
  writeFileSync(script, RUN + lines.map(command).join(''));
  // Not bash: Debian's sh is dash, which is smaller and so takes half as long to start a program.
  const { stdout, error } = spawnSync('sh', [script], {
    encoding: 'utf8',
    env: { ...process.env, OUT: out },
    timeout: TIME + TIME_A_LINE * lines.length,
    // A shell says there which program died of a signal, which the status says too.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (error !== undefined) throw error;
  const statuses = stdout.split('\n').slice(0, -1);
  if (statuses.length !== lines.length) throw new Error(`no end of: ${lines[statuses.length]}`);
  return lines.map((line, at) => ({
    line,
    status: Number(statuses[at]),
    stdout: readFileSync(join(out, `${at}.out`), 'latin1'),
    stderr: readFileSync(join(out, `${at}.err`), 'latin1'),
  }));
}

export function startLine(line: string, out: string): Outcome {
  const [outcome] = startLines([line], out);
  if (outcome === undefined) throw new Error(`no outcome of: ${line}`);
  return outcome;
}
