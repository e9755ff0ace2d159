import { resolve } from 'node:path';
import { parseCommandLine, USAGE, type VmCommandLine } from './argv.ts';
import { kernelIsCached } from './kernel.ts';
import { missingPackages } from './required.ts';
import { runInVm } from './run.ts';
import { VM_FAILED, verdict } from './verdict.ts';

const INTERRUPTED = 130;

function complain(text: string): void {
  process.stderr.write(`vm: ${text}\n`);
}

async function run(line: Extract<VmCommandLine, { kind: 'run' }>): Promise<number> {
  const missing = await missingPackages();
  if (missing.length > 0) {
    complain(`missing here; on Debian: apt-get install --no-install-recommends ${missing.join(' ')}`);
    return VM_FAILED;
  }
  if (line.kernel === undefined && !(await kernelIsCached()))
    complain('downloading the kernel, once (27 MB)');
  const stop = new AbortController();
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      interrupted = true;
      stop.abort();
    });
  }
  // A reader that has gone away (`| head`) wants no more.
  process.stdout.on('error', () => stop.abort());
  const shell = line.command.length === 0;
  if (shell && !process.stdin.isTTY) {
    complain('a shell needs a terminal; name a command to run');
    return VM_FAILED;
  }
  const environment = { TERM: process.env['TERM'] ?? 'dumb', LANG: process.env['LANG'] ?? 'C.UTF-8' };
  if (shell) process.stdin.setRawMode(true);
  try {
    const result = await runInVm({
      command: line.command,
      environment: { ...environment, ...line.environment },
      ...(line.timeLimit === undefined ? {} : { timeLimit: line.timeLimit }),
      machine: { accelerator: line.accelerator, memoryMebibytes: line.memoryMebibytes },
      ...(line.kernel === undefined
        ? {}
        : {
            kernel: {
              image: resolve(line.kernel.image),
              modules: resolve(line.kernel.modules),
              busybox: resolve(line.kernel.busybox),
            },
          }),
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      rows: process.stdout.rows ?? 24,
      columns: process.stdout.columns ?? 80,
      signal: stop.signal,
      onStart: (milliseconds) => {
        if (line.verbose) complain(`booted in ${(milliseconds / 1000).toFixed(1)} s`);
      },
    });
    if (interrupted) return INTERRUPTED;
    const { status, message } = verdict(result);
    if (message !== '') complain(message);
    return status;
  } finally {
    if (shell) process.stdin.setRawMode(false);
    process.stdin.destroy();
  }
}

async function main(argv: readonly string[]): Promise<number> {
  let line: VmCommandLine;
  try {
    line = parseCommandLine(argv, process.env);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    process.stderr.write(USAGE);
    return VM_FAILED;
  }
  if (line.kind === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    return await run(line);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return VM_FAILED;
  }
}

process.exitCode = await main(process.argv.slice(2));
