import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { checkStart, type Outcome, START_INTERVAL_MS } from '../exec/outcome.ts';

/** A run of a plugin. */
export interface Execution {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: string;
  /** Ends the plugin, by SIGTERM. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a plugin to its end, without a shell.
 *
 * @throws {CniError} when it cannot be started; the signal's reason
 */
export async function execute(file: string, execution: Execution): Promise<Outcome> {
  const { signal } = execution;
  for (let start = 1; ; start++) {
    signal?.throwIfAborted();
    try {
      return await run(file, execution);
    } catch (error) {
      signal?.throwIfAborted();
      checkStart(file, start, error);
    }
    await setTimeout(START_INTERVAL_MS, undefined, signal && { signal });
  }
}

function run(file: string, { env, stdin, signal }: Execution): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, [], { env, ...(signal && { signal }) });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // It may end without reading its configuration, and is none the worse for it.
    child.stdin.on('error', () => undefined);
    child.on('error', reject).on('close', (status, ending) => {
      resolve({ status, signal: ending, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
    });
    child.stdin.end(stdin);
  });
}
