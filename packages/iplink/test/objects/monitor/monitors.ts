/** Monitors that listen side by side in one network namespace, while a script makes changes in it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { PROGRAMS } from '../../twin/lines.ts';

/** Seconds for everything; a quiet machine takes two. */
const TIME_LIMIT = 60;

const PROGRAM = fileURLToPath(new URL('../../../src/bin.js', import.meta.url));

/** With an empty /run/netns. The shell becomes the process that keeps the namespaces. */
const KEEP = `mkdir -p /run/netns && mount -t tmpfs names /run/netns && echo ready && exec sleep ${TIME_LIMIT}`;

/** What a program has written so far. */
class Output {
  text = '';
  readonly #stream: Readable;

  constructor(stream: Readable) {
    this.#stream = stream.setEncoding('utf8').on('data', (chunk: string) => {
      this.text += chunk;
    });
  }

  async until(text: string, signal: AbortSignal): Promise<void> {
    while (!this.text.includes(text)) await once(this.#stream, 'data', { signal });
  }
}

/** A running program. */
interface Started {
  readonly pid: number;
  readonly out: Output;
  readonly err: Output;
  /** Its exit status. */
  readonly end: Promise<number | null>;
}

/** It ends with the test, and with the thread that runs the test. */
function start(t: ExecutionContext, words: readonly string[]): Started {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  const end = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  t.teardown(async () => {
    child.kill('SIGKILL');
    await end;
  });
  return { pid: child.pid ?? 0, out: new Output(child.stdout), err: new Output(child.stderr), end };
}

/** Our program by each name, run from its sources. */
function ownPrograms(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'monitors-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const name of PROGRAMS) symlinkSync(PROGRAM, join(folder, name));
  return folder;
}

/** What is to be started: a command line of the reference, or of our program. */
export interface Monitor {
  readonly program: 'reference' | 'own';
  readonly line: string;
}

/** The lines between the first that tells of the device `begin` and the first that tells of the device `finish`. */
function between(text: string): string {
  const lines = text.split('\n');
  const indexOf = (name: string): number => lines.findIndex((line) => line.includes(name));
  return lines.slice(indexOf('begin'), indexOf('finish')).join('\n');
}

/**
 * What each monitor writes while scripts run. They have heard all of a script before the next one runs, since they
 * ask for what messages refer to (names of namespaces, nexthops of routes) when they come upon it.
 */
export async function hear(
  t: ExecutionContext,
  monitors: readonly Monitor[],
  scripts: readonly string[],
): Promise<readonly string[]> {
  t.timeout(2 * TIME_LIMIT * 1000);
  const signal = AbortSignal.timeout(TIME_LIMIT * 1000);
  const folder = ownPrograms(t);
  const keeper = start(t, ['unshare', '-nm', '--propagation', 'private', '--', 'sh', '-c', KEEP]);
  await keeper.out.until('ready\n', signal);
  const within = ['nsenter', '-t', String(keeper.pid), '-n', '-m', '--'];
  const change = async (script: string): Promise<void> => {
    const { end, err } = start(t, [...within, 'sh', '-ec', script]);
    if ((await end) !== 0) throw new Error(err.text);
  };

  const started = monitors.map(({ program, line }) => {
    const [name = '', ...words] = line.split(' ');
    const command = program === 'own' ? [process.execPath, join(folder, name)] : [name];
    return start(t, [...within, ...command, ...words]);
  });
  const heard = (name: string): Promise<unknown> =>
    Promise.all(started.map(({ out }) => out.until(name, signal)));

  while (started.some(({ out }) => out.text === '')) {
    signal.throwIfAborted();
    await change('ip link add probe type bridge; ip link delete probe');
  }
  await change('ip link add begin type bridge');
  for (const [at, script] of scripts.entries()) {
    await change(`${script}\nip link add mark${at} type bridge`);
    await heard(`mark${at}`);
  }
  await change('ip link add finish type bridge');
  await heard('finish');
  for (const [at, { err }] of started.entries()) t.is(err.text, '', monitors[at]?.line);
  return started.map(({ out }) => between(out.text));
}
