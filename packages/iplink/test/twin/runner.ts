/**
 * A child process that runs lines of commands in the namespaces it was started in: `node runner.js WAY FILE
 * WORK OUT NETNS`. It prints what each gave, as a line of JSON. WORK is its working
 * directory, OUT a folder for files of its own, NETNS the namespace of whoever started it, which it must not be in.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { NETNS_DIRECTORY } from '@iplink-ts/socket';
import { run } from '../../src/main.ts';
import { TextSink } from '../../src/output.ts';
import { startLine, startLines } from './driver.ts';
import { type Call, callOf, settlingTime } from './lines.ts';
import type { Outcome, Way } from './recorder.ts';

function bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** `netns exec` puts another program in the place of the process. */
function replacesProcess({ words }: Call): boolean {
  return words.some((word) => 'exec'.startsWith(word) && word !== '');
}

/** In this process: a thousand starts of Node.js would take minutes, and cover nothing. */
async function runInProcess(line: string, folder: string): Promise<Outcome> {
  const call = callOf(line);
  if (call === undefined || replacesProcess(call)) return startLine(line, folder);
  const out = new TextSink();
  const err = new TextSink();
  const io = { out, err, environment: {}, self: [], isTerminal: () => false };
  try {
    const status = await run(call.program, call.words, io);
    await sleep(settlingTime(line));
    return { line, status, stdout: bytes(out.text), stderr: bytes(err.text) };
  } catch (error) {
    return { line, status: 'threw', stdout: bytes(out.text), stderr: bytes(inspect(error)) };
  }
}

/** An empty folder of names, which goes with the mount namespace of this process. */
function hideNames(): void {
  spawnSync('mkdir', ['-p', NETNS_DIRECTORY]);
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', 'names', NETNS_DIRECTORY], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`mount: ${stderr}`);
}

function print(outcome: Outcome): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

async function main(way: Way, file: string, work: string, out: string, netns: string): Promise<void> {
  if (readlinkSync('/proc/self/ns/net') === netns) throw new Error('this is no namespace of its own');
  const lines = readFileSync(file, 'utf8').split('\n');
  process.chdir(work);
  hideNames();
  if (way === 'process') for (const line of lines) print(await runInProcess(line, out));
  else for (const outcome of startLines(lines, out)) print(outcome);
}

const [, , way, file = '', work = '', out = '', netns = ''] = process.argv;
if (way === 'reference' || way === 'executable' || way === 'process') await main(way, file, work, out, netns);
