import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { inCheckout } from './checkout.ts';
import { meet, vmNeeds } from './machine.ts';
import { step } from './progress.ts';
import { UserError } from './user-error.ts';
import { parseCommandLine } from './vmlab/argv.ts';
import {
  debianKernel,
  kernelHas,
  kernelIsCached,
  runInVm,
  type VmResult,
  type VmRun,
} from './vmlab/index.ts';

export type Argv = readonly [program: string, ...args: string[]];

/** A kernel to run commands on. */
export interface Place {
  readonly name: string;
  /**
   * Runs a program in the checkout; its standard error is ours.
   *
   * @returns how it ended: `status 0`, or what else
   */
  readonly run: (
    argv: Argv,
    stdout: Writable,
    environment?: Readonly<Record<string, string>>,
  ) => Promise<string>;
}

/** The kernel of this machine. */
export const HERE: Place = {
  name: "this machine's kernel",
  run: async ([program, ...args], stdout, environment = {}) => {
    const child = spawn(program, args, {
      cwd: inCheckout(),
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.pipe(stdout, { end: false });
    return await new Promise<string>((end) => {
      child.once('error', (error) => end(error.message));
      child.once('close', (status, signal) => end(signal ?? `status ${status}`));
    });
  },
};

/** Seconds for all that one boot is for: several times what the tests take, and within what CI allows. */
const TIME_LIMIT = 1200;

/** A kernel that has everything, booted anew for each run. */
function labVm(settings: Pick<VmRun, 'kernel' | 'machine'>): Place {
  const run = async (
    command: Argv,
    stdout: Writable,
    environment: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<VmResult> => {
    let onStart = (): void => {};
    const started = new Promise<void>((resolve) => {
      onStart = resolve;
    });
    const ended = runInVm({
      ...settings,
      command,
      directory: inCheckout(),
      environment,
      timeLimit: TIME_LIMIT,
      stdout,
      stderr: process.stderr,
      signal,
      onStart: () => onStart(),
    });
    await step('Booting the lab VM', () => Promise.race([started, ended]));
    return await ended;
  };
  return {
    name: 'the lab VM',
    run: async (command, stdout, environment = {}) => {
      const stop = new AbortController();
      const abort = (): void => stop.abort();
      for (const signal of ENDING_SIGNALS) process.once(signal, abort);
      try {
        return ending(await run(command, stdout, environment, stop.signal));
      } finally {
        for (const signal of ENDING_SIGNALS) process.off(signal, abort);
      }
    },
  };
}

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function ending(result: VmResult): string {
  switch (result.kind) {
    case 'exited':
      return `status ${result.status}`;
    case 'timedOut':
      return `its time limit of ${result.seconds} s; the kernel said:\n${result.kernelLog}`;
    case 'failed':
      return `${result.reason}; the kernel said:\n${result.kernelLog}`;
  }
}

/** What the user's environment says about the VM, in the words of `pnpm vm --help`. */
function vmSettings(): Pick<VmRun, 'kernel' | 'machine'> {
  const line = parseCommandLine([], process.env);
  if (line.kind === 'help') return {};
  const machine = { accelerator: line.accelerator, memoryMebibytes: line.memoryMebibytes };
  if (line.kernel === undefined) return { machine };
  const { image, modules, busybox } = line.kernel;
  return { machine, kernel: { image: resolve(image), modules: resolve(modules), busybox: resolve(busybox) } };
}

/**
 * Where commands that make devices of these kinds run: here when this machine's kernel has them all, else in
 * the lab VM, with what that needs installed.
 *
 * @throws {UserError} when something is missing that cannot be installed
 */
export async function placeWith(kinds: readonly string[]): Promise<Place> {
  if (await kernelHas(kinds)) return HERE;
  await meet(await vmNeeds());
  try {
    const settings = vmSettings();
    if (settings.kernel === undefined && !(await kernelIsCached())) {
      await step('Downloading the kernel of the lab VM (27 MB)', debianKernel);
    }
    return labVm(settings);
  } catch (error) {
    throw new UserError(`no lab VM: ${error instanceof Error ? error.message : error}`);
  }
}
