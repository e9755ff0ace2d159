import { spawn } from 'node:child_process';
import { inCheckout } from './checkout.ts';
import { UserError } from './user-error.ts';

/**
 * Runs a program in the checkout and keeps what it prints to itself while all goes well.
 *
 * @throws {UserError} with what it printed, when it cannot start or ends with another status than 0
 */
export async function runQuietly(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const chunks: Buffer[] = [];
  const child = spawn(program, args, {
    cwd: inCheckout(),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ending = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(`could not start: ${error.message}`));
    child.once('close', (status, signal) => {
      resolve(status === 0 ? undefined : `ended with ${signal ?? `status ${status}`}`);
    });
  });
  if (ending === undefined) return;
  throw new UserError(`${[program, ...args].join(' ')} ${ending}\n${Buffer.concat(chunks).toString()}`);
}
