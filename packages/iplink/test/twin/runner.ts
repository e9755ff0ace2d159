/**
 * A child process that runs lines of commands, by the reference or by this package, in the namespaces it was
 * started in: `node runner.js ip|iplink-ts FILE`. It prints what each line gave, as JSON.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { NETNS_DIRECTORY } from '@iplink-ts/socket';
import { splitLine } from '../../src/batch.ts';
import { run } from '../../src/main.ts';
import { TextSink } from '../../src/output.ts';

/** What a command line gave. */
export interface Outcome {
  readonly line: string;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Program = 'ip' | 'iplink-ts';

function runReference(line: string, words: readonly string[]): Outcome {
  const { status, stdout, stderr, error } = spawnSync('ip', words, { encoding: 'utf8', input: '' });
  if (error !== undefined) throw error;
  return { line, status: status ?? -1, stdout, stderr };
}

/** In this process: a thousand starts of Node.js would take minutes, and cover nothing. */
async function runOurs(line: string, words: readonly string[]): Promise<Outcome> {
  const out = new TextSink();
  const err = new TextSink();
  const status = await run('ip', words, { out, err, environment: {}, self: [], isTerminal: () => false });
  return { line, status, stdout: out.text, stderr: err.text };
}

export function linesOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** An empty folder of names, which goes with the mount namespace of this process. */
function hideNames(): void {
  spawnSync('mkdir', ['-p', NETNS_DIRECTORY]);
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', 'names', NETNS_DIRECTORY], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`mount: ${stderr}`);
}

async function main(program: string | undefined, file: string | undefined): Promise<void> {
  if (file === undefined || (program !== 'ip' && program !== 'iplink-ts')) return;
  hideNames();
  const runLine = program === 'ip' ? runReference : runOurs;
  const outcomes: Outcome[] = [];
  for (const line of linesOf(file)) outcomes.push(await runLine(line, splitLine(line).slice(1)));
  process.stdout.write(JSON.stringify(outcomes));
}

await main(process.argv[2], process.argv[3]);
