import { spawn } from 'node:child_process';
import { requiredProgram } from './required.ts';
import type { UndoStack } from './undo.ts';

const MESSAGES_KEPT = 16 * 1024;

/**
 * Starts a required program that the kernel ends together with this thread, however that ends: a QEMU left behind
 * would take a processor for ever. The promise in the result says how the program ended, with what it printed.
 *
 * @throws Error when the program is not installed
 */
export async function startBound(
  program: string,
  args: readonly string[],
  undo: UndoStack,
): Promise<{ readonly ended: Promise<string> }> {
  const [setpriv, path] = await Promise.all([requiredProgram('setpriv'), requiredProgram(program)]);
  const child = spawn(setpriv, ['--pdeathsig', 'KILL', '--', path, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let messages = '';
  const keep = (chunk: Buffer): void => {
    messages = (messages + chunk.toString()).slice(-MESSAGES_KEPT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`${program}: ${error.message}`));
    child.once('close', (code, signal) => {
      const how = signal === null ? `status ${code}` : signal;
      resolve([`${program} ended with ${how}`, messages.trim()].filter(Boolean).join(': '));
    });
  });
  await undo.add(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { ended };
}
