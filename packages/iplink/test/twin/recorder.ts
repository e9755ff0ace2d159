/** Runs lines of commands in fresh network and mount namespaces, and keeps what each gave. */
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAMS } from './lines.ts';
import { withoutTimes } from './times.ts';

/** What a command line gave. */
export interface Outcome {
  readonly line: string;
  /** Exit status; `threw` for an exception that left our function. */
  readonly status: number | string;
  /** Bytes, one a character. */
  readonly stdout: string;
  /** Bytes, one a character. */
  readonly stderr: string;
}

/** Who runs the lines: iproute2, our standalone executable by the same names, or our function `run`. */
export type Way = 'reference' | 'executable' | 'process';

const REFERENCE = 'ip utility, iproute2-6.1.0';
const RUNNER = fileURLToPath(new URL('runner.js', import.meta.url));
const EXECUTABLE = fileURLToPath(new URL('../../iplink-ts', import.meta.url));

/** The process namespace ends what lines leave running, and makes every number of a process one of theirs. */
const NAMESPACES = ['-nmp', '--propagation', 'private', '--mount-proc', '--fork', '--kill-child', '--'];

/** Why lines cannot be recorded here, if they cannot. */
export function obstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root, for namespaces of its own';
  const { stdout, error } = spawnSync('ip', ['-V'], { encoding: 'utf8' });
  if (error !== undefined) return 'needs the program ip of the Debian package iproute2';
  return stdout.startsWith(REFERENCE) ? undefined : `needs iproute2 6.1.0, there is ${stdout.trim()}`;
}

/** A folder that ends with the recording: `bin` with our program by each name, `work` to be in, `out` for what programs print. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'work'));
  mkdirSync(join(folder, 'out'));
  for (const name of PROGRAMS) symlinkSync(EXECUTABLE, join(folder, 'bin', name));
  return folder;
}

/** Nothing of ours but PATH, for both programs alike. */
function environment(way: Way, folder: string): Record<string, string> {
  const path = process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin';
  return { PATH: way === 'reference' ? path : `${join(folder, 'bin')}:${path}`, LC_ALL: 'C' };
}

/** What the lines give, run in order in one fresh namespace with an empty /run/netns. */
export async function record(way: Way, lines: readonly string[]): Promise<readonly Outcome[]> {
  if (lines.length === 0) return [];
  if (way === 'executable' && !existsSync(EXECUTABLE)) throw new Error(`${EXECUTABLE} is not built`);
  const folder = makeFolder();
  try {
    const text = await runLines(way, folder, lines);
    return text.map((outcome) => withoutTimes(JSON.parse(outcome)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runLines(way: Way, folder: string, lines: readonly string[]): Promise<readonly string[]> {
  const outside = readlinkSync('/proc/self/ns/net');
  const file = join(folder, 'lines');
  writeFileSync(file, lines.join('\n'));
  const args = [process.execPath, RUNNER, way, file, join(folder, 'work'), join(folder, 'out'), outside];
  return new Promise((resolve, reject) => {
    const child = spawn('unshare', [...NAMESPACES, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: environment(way, folder),
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const outcomes = text.split('\n').slice(0, -1);
      if (status === 0 && outcomes.length === lines.length) resolve(outcomes);
      else reject(new Error(`${way}: ${signal ?? `status ${status}`} at: ${lines[outcomes.length]}`));
    });
  });
}
