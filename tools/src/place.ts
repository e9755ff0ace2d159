import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { inCheckout } from './checkout.ts';
import { meet, vmNeeds } from './machine.ts';
import { step } from './progress.ts';
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
    return await new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (status, signal) => resolve(signal ?? `status ${status}`));
    });
  },
};

/** Seconds for all the tests of one boot: ten times what they take, and well within what CI allows. */
const TIME_LIMIT = 900;

/** Starts the VM; `started` is when the command begins, `run` when it has ended. */
function boot(run: Pick<VmRun, 'command' | 'environment' | 'stdout' | 'signal'>): {
  readonly started: Promise<unknown>;
  readonly run: Promise<VmResult>;
} {
  let onStart = (): void => {};
  const started = new Promise<void>((resolve) => {
    onStart = resolve;
  });
  const rest = { directory: inCheckout(), timeLimit: TIME_LIMIT, stderr: process.stderr };
  return { started, run: runInVm({ ...run, ...rest, onStart: () => onStart() }) };
}

/** A kernel that has everything, booted anew for each run. */
const LAB_VM: Place = {
  name: 'the lab VM',
  run: async (command, stdout, environment = {}) => {
    const stop = new AbortController();
    const abort = (): void => stop.abort();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, abort);
    const { started, run } = boot({ command, environment, stdout, signal: stop.signal });
    await step('Booting the lab VM', () => Promise.race([started, run]));
    const result = await run;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, abort);
    switch (result.kind) {
      case 'exited':
        return `status ${result.status}`;
      case 'timedOut':
        return `its time limit of ${result.seconds} s; the kernel said:\n${result.kernelLog}`;
      case 'failed':
        return `${result.reason}; the kernel said:\n${result.kernelLog}`;
    }
  },
};

/**
 * Where commands that make devices of these kinds run: here when this machine's kernel has them all, else in
 * the lab VM, with what that needs installed.
 *
 * @throws {UserError} when something is missing that cannot be installed
 */
export async function placeWith(kinds: readonly string[]): Promise<Place> {
  if (await kernelHas(kinds)) return HERE;
  await meet(await vmNeeds());
  if (!(await kernelIsCached())) await step('Downloading the kernel of the lab VM', debianKernel);
  return LAB_VM;
}
