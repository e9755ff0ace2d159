import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  /** Called with the process id as soon as the program has written something. */
  readonly onOutput?: (pid: number) => void;
  readonly execArgv?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the program is killed; default four minutes, for a machine that is busy. */
  readonly limit?: number;
}

/** Runs a program to its end. */
export function run(file: string, args: readonly string[], options: ProgramOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.limit ?? 240_000,
      killSignal: 'SIGKILL',
      env: options.env ?? process.env,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text) => {
      if (stdout === '' && child.pid !== undefined) options.onOutput?.(child.pid);
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** Runs test/programs/NAME.ts, as emitted, in a Node.js process of its own. */
export function runProgram(
  name: string,
  args: readonly string[] = [],
  options: ProgramOptions = {},
): Promise<Outcome> {
  const path = fileURLToPath(new URL(`programs/${name}.js`, import.meta.url));
  return run(process.execPath, [...(options.execArgv ?? []), path, ...args], options);
}
