import type { VmResult } from './run.ts';

/** As timeout(1) says it. */
export const TIMED_OUT = 124;
/** As env(1), timeout(1) and docker-run(1) say that they, not their command, failed. */
export const VM_FAILED = 125;

function withLog(text: string, kernelLog: string): string {
  const log = kernelLog.trim();
  return log === '' ? text : `${text}\nthe kernel said:\n${log}`;
}

/** Exit status of `pnpm vm`, and what it says about a run that did not end by itself. */
export function verdict(result: VmResult): { readonly status: number; readonly message: string } {
  switch (result.kind) {
    case 'exited':
      return { status: result.status, message: '' };
    case 'timedOut':
      return {
        status: TIMED_OUT,
        message: withLog(`ended after ${result.seconds} s, the time limit`, result.kernelLog),
      };
    case 'failed':
      return { status: VM_FAILED, message: withLog(result.reason, result.kernelLog) };
  }
}
