import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { temporaryFolder } from './folder.ts';
import { OURS, type Rig, type Run } from './rig.ts';

/** What a plugin is asked, for a run under strace. */
export interface Asked {
  readonly rig: Rig;
  readonly type: string;
  readonly config: object;
  readonly env: Readonly<Record<string, string>>;
}

/** A system call at which a plugin is killed: the n-th of that name that one of its threads makes. */
export interface Point {
  readonly call: string;
  readonly n: number;
}

/**
 * The calls that change something, and those between them: a kill at the one that follows is a kill right after.
 * Without `openat`, most of which load the program; the files that are created are written, too.
 */
const CALLS = [
  'sendto',
  'recvmsg',
  'write',
  'ftruncate',
  'mkdir',
  'link',
  'rename',
  'unlink',
  'flock',
  'setns',
] as const;

function strace(output: string, calls: readonly string[], ...more: readonly string[]): readonly string[] {
  // Not with --seccomp-bpf, with which strace 6.1 injects no signal.
  return ['strace', '-f', '-qq', '-o', output, '-e', `trace=${calls.join(',')}`, ...more];
}

/** A run that is killed when it enters the call; its status is null, or what it ended with when it never came there. */
export function killed({ rig, type, config, env }: Asked, command: string, { call, n }: Point): Run {
  const inject = ['-e', `inject=${call}:signal=KILL:when=${n}`];
  return rig.runUnder(strace('/dev/null', [call], ...inject), OURS, type, command, config, env);
}

/** The points of a run that is left to its end: those of its first thread, which changes all that is changed. */
export function pointsOf(
  t: ExecutionContext,
  { rig, type, config, env }: Asked,
  command: string,
): readonly Point[] {
  const trace = join(temporaryFolder(t), 'trace');
  const run = rig.runUnder(strace(trace, CALLS), OURS, type, command, config, env);
  t.is(run.status, 0, run.stdout);
  const calls = [...readFileSync(trace, 'utf8').matchAll(/^(\d+) +(\w+)\(/gm)];
  const counts = new Map<string, number>();
  return calls
    .filter(([, thread]) => thread === calls[0]?.[1])
    .map(([, , call = '']) => {
      const n = (counts.get(call) ?? 0) + 1;
      counts.set(call, n);
      return { call, n };
    });
}
