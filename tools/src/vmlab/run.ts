import { randomBytes } from 'node:crypto';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { collect, exitStatus, feed, forward, openChannel } from './channel.ts';
import { type ArchiveEntry, cpioArchive } from './cpio.ts';
import { debianKernel, type GuestKernel } from './kernel.ts';
import {
  DEFAULT_MACHINE,
  type MachineOptions,
  qemuArguments,
  sharedFilesSocket,
  virtiofsdArguments,
} from './machine.ts';
import { bootModules } from './modules.ts';
import { GUEST_DIRECTORY } from './paths.ts';
import { startBound } from './process.ts';
import { requestFile } from './request.ts';
import { requiredProgram } from './required.ts';
import { UndoStack } from './undo.ts';

/** A command for the guest. */
export interface VmRun {
  /** Program and arguments; `[]` for an interactive shell on `stdin` and `stdout`. */
  readonly command: readonly string[];
  /** Working directory, on the host and in the guest alike; default: the caller's. */
  readonly directory?: string;
  /** Variables for the command. `PATH` is the caller's, `HOME` is `/root`; no other variable is handed on. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Seconds for boot and command together; default 600 for a command, none for a shell. */
  readonly timeLimit?: number;
  readonly machine?: Partial<MachineOptions>;
  /** Default: Debian's. */
  readonly kernel?: GuestKernel;
  /** Default: at its end from the start. */
  readonly stdin?: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Size of the terminal, for a shell; default 24 and 80. */
  readonly rows?: number;
  readonly columns?: number;
  /** Ends the guest at once. */
  readonly signal?: AbortSignal;
  /** Called when the command starts. */
  readonly onStart?: (bootMilliseconds: number) => void;
}

/** How a run ended. Only `exited` says something about the command. `kernelLog` is the end of the kernel's log. */
export type VmResult =
  | { readonly kind: 'exited'; readonly status: number; readonly bootMilliseconds: number }
  | { readonly kind: 'timedOut'; readonly seconds: number; readonly kernelLog: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly kernelLog: string };

/** Seconds. */
export const DEFAULT_TIME_LIMIT = 600;

const KERNEL_LOG_KEPT = 16 * 1024;

async function guestProgram(name: string, path: string): Promise<ArchiveEntry> {
  return { kind: 'file', path, mode: 0o755, content: await readFile(join(GUEST_DIRECTORY, name)) };
}

/** What the guest starts from; made anew for every run (a few milliseconds), since the request is in it. */
async function initramfs(kernel: GuestKernel, request: string): Promise<Buffer> {
  return cpioArchive([
    { kind: 'folder', path: 'bin' },
    { kind: 'file', path: 'bin/busybox', mode: 0o755, content: await readFile(kernel.busybox) },
    await guestProgram('guest-boot.sh', 'init'),
    await guestProgram('guest-session.sh', 'session'),
    { kind: 'file', path: 'request', mode: 0o600, content: Buffer.from(request) },
    ...(await bootModules(kernel.modules)),
  ]);
}

/** The host's `PATH` with the folders that root's programs need, then the guest's busybox for what is missing. */
function guestPath(): string {
  const folders = (process.env['PATH'] ?? '').split(':').filter(Boolean);
  const system = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  return [...new Set([...folders, ...system, '/run/vmlab/bin'])].join(':');
}

/** Waits for a file, or for the end of what should make it. */
async function fileOrEnd(path: string, end: Promise<unknown>): Promise<void> {
  let ended = false;
  const noticed = end.then(() => {
    ended = true;
  });
  while (!ended) {
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (exists) return;
    await Promise.race([sleep(10), noticed]);
  }
}

async function boot(
  run: VmRun,
  kernel: GuestKernel,
  undo: UndoStack,
  log: { text: string },
): Promise<VmResult> {
  const failed = (reason: string): VmResult => ({ kind: 'failed', reason, kernelLog: log.text });
  const folder = await mkdtemp(join(tmpdir(), 'vmlab-'));
  await undo.add(() => rm(folder, { recursive: true, force: true }));
  const endMark = randomBytes(16).toString('hex');
  const request = requestFile({
    command: run.command,
    directory: run.directory ?? process.cwd(),
    path: guestPath(),
    environment: run.environment ?? {},
    modules: kernel.modules,
    setsid: await requiredProgram('setsid'),
    endMark,
    rows: run.rows ?? 24,
    columns: run.columns ?? 80,
  });
  await writeFile(join(folder, 'initramfs'), await initramfs(kernel, request), { mode: 0o600 });

  const kernelLog = await openChannel(folder, 'kernel-log', undo);
  const terminal = await openChannel(folder, 'terminal', undo);
  const status = await openChannel(folder, 'status', undo);
  const stdin = await openChannel(folder, 'stdin', undo);
  const stdout = await openChannel(folder, 'stdout', undo);
  const stderr = await openChannel(folder, 'stderr', undo);

  const begin = performance.now();
  const files = await startBound('virtiofsd', virtiofsdArguments(folder), undo);
  const filesEnded = files.ended.then(failed);
  await fileOrEnd(sharedFilesSocket(folder), filesEnded);
  const machine = { ...DEFAULT_MACHINE, ...run.machine };
  const qemu = await startBound('qemu-system-x86_64', qemuArguments(folder, kernel.image, machine), undo);
  const qemuEnded = qemu.ended.then((reason) => failed(`the guest stopped: ${reason}`));

  let bootMilliseconds = 0;
  const exited = exitStatus(status, () => {
    bootMilliseconds = performance.now() - begin;
    run.onStart?.(bootMilliseconds);
  });
  const shell = run.command.length === 0;
  const streams = shell
    ? [forward(terminal, run.stdout, endMark), feed(terminal, run.stdin)]
    : [forward(stdout, run.stdout, endMark), forward(stderr, run.stderr, endMark), feed(stdin, run.stdin)];
  const logging = collect(kernelLog, (text) => {
    log.text = (log.text + text).slice(-KERNEL_LOG_KEPT);
  });
  const complete = Promise.all([exited, logging, ...streams]).then(
    ([code]): VmResult => ({ kind: 'exited', status: code, bootMilliseconds }),
  );
  return await Promise.race([complete, qemuEnded, filesEnded]);
}

/**
 * Boots a kernel of its own on this machine's files, runs a command there as root, and passes its streams on as
 * they come, byte for byte. Nothing that the guest writes reaches the host. The boot takes about 4 s with `tcg`.
 *
 * Leaves neither processes nor files behind; where this process is killed, the run's folder in `TMPDIR` stays.
 *
 * @throws Error when a program or the kernel is missing, or when not run by root
 */
export async function runInVm(run: VmRun): Promise<VmResult> {
  if (process.getuid?.() !== 0) throw new Error('the VM shares the whole file system, which takes root');
  const kernel = run.kernel ?? (await debianKernel());
  const seconds = run.timeLimit ?? (run.command.length === 0 ? undefined : DEFAULT_TIME_LIMIT);
  const undo = new UndoStack();
  const log = { text: '' };
  let stop = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<VmResult>((resolve) => {
    if (seconds !== undefined) {
      timer = setTimeout(() => resolve({ kind: 'timedOut', seconds, kernelLog: log.text }), seconds * 1000);
    }
    stop = () => resolve({ kind: 'failed', reason: 'stopped', kernelLog: log.text });
  });
  run.signal?.addEventListener('abort', stop, { once: true });
  if (run.signal?.aborted) stop();
  try {
    return await Promise.race([boot(run, kernel, undo, log), ended]);
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener('abort', stop);
    await undo.unwind();
  }
}
