import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Counts, Guarded } from './limits.ts';
import { guards } from './operations.ts';

/** Why nothing can be counted here; undefined when it can. */
export function cannotCount(): string | undefined {
  const { status } = spawnSync('strace', ['-c', '-o', '/dev/null', 'true']);
  return status === 0 ? undefined : 'strace cannot trace here (Debian package strace)';
}

/** Counts what an operation takes. @throws Error when it fails */
export function count(name: Guarded): Counts {
  return name === 'cni' ? ofPlugin() : ofOperation(name);
}

function ofOperation(name: Exclude<Guarded, 'cni'>): Counts {
  const { times } = guards[name];
  const { stdout, calls } = ran(name, times);
  const each = (...wanted: readonly string[]): number =>
    (sum(calls, ...wanted) - sum(nothingDone(), ...wanted)) / times;
  const addon = JSON.parse(stdout);
  return {
    systemCalls: each(),
    sent: each(...SENDING),
    received: each('recvmsg'),
    nativeCallsPerDatagram: addon.calls / addon.datagrams,
  };
}

const ran = (name: string, times: number): Traced =>
  traced((trace) => [...strace(trace), process.execPath, program('job'), name, String(times)]);

let nothing: ReadonlyMap<string, number> | undefined;

/** What the start and the preparation take: a run in which nothing is done. */
function nothingDone(): ReadonlyMap<string, number> {
  nothing ??= ran('list', 0).calls;
  return nothing;
}

function ofPlugin(): Counts {
  const { calls } = traced((trace) => [process.execPath, program('plugin'), trace]);
  return { systemCalls: sum(calls), sent: sum(calls, ...SENDING), received: sum(calls, 'recvmsg') };
}

const SENDING = ['sendto', 'sendmsg'];

/** Those of memory and of threads: when garbage is collected, and how many processors there are, decides on them. */
const BY_CHANCE: readonly string[] = [
  ...['brk', 'madvise', 'mmap', 'mprotect', 'munmap'],
  ...['clone3', 'futex', 'getrandom', 'gettid', 'prctl', 'rseq', 'rt_sigprocmask'],
  ...['sched_getaffinity', 'sched_yield', 'set_robust_list'],
];

const program = (name: string): string => fileURLToPath(new URL(`${name}.js`, import.meta.url));

/** Counts of a program's calls: of its first thread, where `all` is not wanted. */
export function strace(trace: string, all = false): readonly string[] {
  return ['strace', '-c', ...(all ? ['-f'] : []), '--summary-columns=calls,name', '-o', trace];
}

/** Calls of some names, of all without a name. */
function sum(calls: ReadonlyMap<string, number>, ...wanted: readonly string[]): number {
  const counts = wanted.length === 0 ? [...calls.values()] : wanted.map((call) => calls.get(call) ?? 0);
  return counts.reduce((total, count) => total + count, 0);
}

interface Traced {
  readonly stdout: string;
  readonly calls: ReadonlyMap<string, number>;
}

/** Runs a program that writes a summary of strace into a file, in namespaces of its own. */
function traced(argv: (trace: string) => readonly string[]): Traced {
  const folder = mkdtempSync(join(tmpdir(), 'bench-guard-'));
  try {
    const trace = join(folder, 'trace');
    const words = ['--net', '--mount', '--propagation', 'private', ...argv(trace)];
    // What collects coverage writes files at the end.
    const { NODE_V8_COVERAGE: _, ...env } = process.env;
    const { status, stdout, stderr, error } = spawnSync('unshare', words, { encoding: 'utf8', env });
    if (status !== 0) throw new Error(`${words.join(' ')}: ${error?.message ?? stderr}`);
    return { stdout, calls: parsed(readFileSync(trace, 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The calls by their names, as `--summary-columns=calls,name` prints them. */
export function parsed(summary: string): ReadonlyMap<string, number> {
  const lines = [...summary.matchAll(/^ *(\d+) +(?:\d+ +)?(\w+)$/gm)];
  const calls = lines.map(([, number = '', name = '']) => [name, Number(number)] as const);
  if (calls.length === 0) throw new Error(`no counts in what strace says: ${summary}`);
  return new Map(calls.filter(([name]) => name !== 'total' && !BY_CHANCE.includes(name)));
}
