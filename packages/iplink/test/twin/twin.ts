/** Runs the same lines by both programs, each in fresh network and mount namespaces, and compares. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import type { Outcome, Program } from './runner.ts';

const REFERENCE = 'ip utility, iproute2-6.1.0';
const RUNNER = fileURLToPath(new URL('runner.js', import.meta.url));
/** The lines stay beside their sources. */
const LINES = fileURLToPath(new URL('../../../test/twin/', import.meta.url));

function outcomes(program: Program, file: string): Promise<readonly Outcome[]> {
  const args = ['-nm', '--propagation', 'private', process.execPath, RUNNER, program, file];
  return new Promise((resolve, reject) => {
    const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(JSON.parse(text));
      else reject(new Error(`${program} ${file}: status ${status}`));
    });
  });
}

/** Why the comparison cannot be made here, if it cannot. */
function obstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root, for namespaces of its own';
  const { stdout, error } = spawnSync('ip', ['-V'], { encoding: 'utf8' });
  if (error !== undefined) return 'needs the program ip of the Debian package iproute2';
  return stdout.startsWith(REFERENCE) ? undefined : `needs iproute2 6.1.0, there is ${stdout.trim()}`;
}

/** Exit status, standard output and standard error of every line in the file are the same. */
export async function compareTwins(t: ExecutionContext, file: string): Promise<void> {
  // Software emulation on a busy machine takes its time.
  t.timeout(600_000);
  const reason = obstacle();
  if (reason !== undefined) {
    t.log(`skipped: ${reason}`);
    t.pass();
    return;
  }
  const [expected, actual] = await Promise.all([
    outcomes('ip', LINES + file),
    outcomes('iplink-ts', LINES + file),
  ]);
  t.true(expected.length > 0);
  t.is(actual.length, expected.length);
  for (const [at, outcome] of expected.entries()) t.deepEqual(actual[at], outcome);
}
