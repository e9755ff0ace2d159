/**
 * A child process that runs lines of commands in the namespaces it was started in: `node runner.js WAY FOLDER`,
 * the lines on standard input. It prints what each gave, as a line of JSON. FOLDER is its working directory.
 */
import { spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { NETNS_DIRECTORY } from '@iplink-ts/socket';
import { run } from '../../src/main.ts';
import { TextSink } from '../../src/output.ts';
import { type Call, callOf } from './lines.ts';
import type { Outcome, Way } from './recorder.ts';

/** Milliseconds that a line may take; the slowest take a second in the VM. */
const TIME_LIMIT = 60_000;

function bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Starts a program as it is found in PATH. */
function start(line: string, program: string, words: readonly string[]): Outcome {
  const { status, signal, stdout, stderr, error } = spawnSync(program, words, {
    encoding: 'latin1',
    input: '',
    timeout: TIME_LIMIT,
    maxBuffer: 1 << 26,
  });
  if (error !== undefined) throw new Error(`${line}: ${error.message}`);
  return { line, status: status ?? signal ?? '', stdout, stderr };
}

function startLine(line: string): Outcome {
  const call = callOf(line);
  return call === undefined
    ? start(line, 'bash', ['--norc', '-c', line])
    : start(line, call.program, call.words);
}

/** `netns exec` puts another program in the place of the process. */
function replacesProcess({ words }: Call): boolean {
  return words.some((word) => 'exec'.startsWith(word) && word !== '');
}

/** In this process: a thousand starts of Node.js would take minutes, and cover nothing. */
async function runInProcess(line: string): Promise<Outcome> {
  const call = callOf(line);
  if (call === undefined || replacesProcess(call)) return startLine(line);
  const out = new TextSink();
  const err = new TextSink();
  const io = { out, err, environment: {}, self: [], isTerminal: () => false };
  const status = await run(call.program, call.words, io);
  return { line, status, stdout: bytes(out.text), stderr: bytes(err.text) };
}

/** An empty folder of names, which goes with the mount namespace of this process. */
function hideNames(): void {
  spawnSync('mkdir', ['-p', NETNS_DIRECTORY]);
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', 'names', NETNS_DIRECTORY], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`mount: ${stderr}`);
}

const RUN: Readonly<Record<Way, (line: string) => Outcome | Promise<Outcome>>> = {
  reference: startLine,
  executable: startLine,
  process: runInProcess,
};

async function main(way: string, folder: string): Promise<void> {
  // Not readFileSync: the other end of the pipe may take its time, which is EAGAIN there.
  const lines = (await text(process.stdin)).split('\n');
  if (way !== 'reference' && way !== 'executable' && way !== 'process')
    throw new Error(`no such way: ${way}`);
  process.chdir(folder);
  hideNames();
  for (const line of lines) process.stdout.write(`${JSON.stringify(await RUN[way](line))}\n`);
}

const [, , way, folder] = process.argv;
if (way !== undefined && folder !== undefined) await main(way, folder);
