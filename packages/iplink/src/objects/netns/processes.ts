/** `ip netns exec|identify|pids`: namespaces and the processes in them. */
import {
  execInNetns,
  listNetns,
  type NetnsSpec,
  netnsNames,
  netnsPids,
  SystemError,
  strerror,
} from '@iplink-ts/socket';
import type { Words } from '../../argv.ts';
import { commandFailure, enteringFailure, type Failure, programFailure } from '../../failure.ts';
import type { Session } from '../../session.ts';

/** What went wrong, as the reference puts it. */
function opening<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw commandFailure(`Cannot open network namespace: ${strerror(error.errno)}\n`);
  }
}

/** The namespace that the command works in: its own, or what -netns names. */
function current(session: Session): NetnsSpec {
  return session.options.netns ?? { pid: process.pid };
}

/** `identify [PID]`: the name of a process's namespace, an empty line when it has none. */
export function identifyNetns(session: Session, words: Words): void {
  const word = words.take();
  if (words.current !== undefined) throw commandFailure('extra arguments specified\n');
  if (word !== undefined && !/^[0-9]+$/.test(word)) {
    throw commandFailure(`Specified string '${word}' is not a pid\n`);
  }
  const spec = word === undefined ? current(session) : { pid: Number(word) };
  const [name] = opening(() => netnsNames(spec));
  session.io.out.write(`${name ?? ''}\n`);
}

/** `pids NAME`: the processes in a namespace, in the order of /proc. */
export function listProcesses(session: Session, words: Words): void {
  const name = words.take();
  if (name === undefined) throw commandFailure('No netns name specified\n');
  if (words.current !== undefined) throw commandFailure('extra arguments specified\n');
  for (const pid of opening(() => netnsPids(name))) session.io.out.write(`${pid}\n`);
}

function execFailure(name: string, file: string, error: SystemError): Failure {
  const reason = strerror(error.errno);
  switch (error.syscall) {
    case 'open':
      return programFailure(`Cannot open network namespace "${name}": ${reason}\n`);
    case 'setns':
      return enteringFailure(name, error);
    case 'unshare':
      return programFailure(`unshare failed: ${reason}\n`);
    case 'mount --make-rslave':
      return programFailure(`"mount --make-rslave /" failed: ${reason}\n`);
    case 'mount':
      return programFailure(`mount of /sys failed: ${reason}\n`);
    default:
      return commandFailure(`exec of "${file}" failed: ${reason}\n`);
  }
}

/** `exec NAME COMMAND...`: the command takes this process's place, except in a batch and with -all. */
export function execInside(session: Session, words: Words): void {
  if (session.options.all) {
    execInAll(session, words);
    return;
  }
  const name = words.take();
  if (name === undefined) throw commandFailure('No netns name specified\n');
  const file = words.take();
  if (file === undefined) throw commandFailure('No command specified\n');
  if (session.batch) {
    const status = runChild(session, name, [file, ...words.rest()]);
    if (status !== 0) throw commandFailure('', status);
    return;
  }
  session.io.out.flush();
  try {
    execInNetns(name, file, words.rest());
  } catch (error) {
    if (error instanceof SystemError) throw execFailure(name, file, error);
    throw error;
  }
}

/** Runs the command in each namespace in turn; how it ends there counts for nothing. */
function execInAll(session: Session, words: Words): void {
  if (words.current === undefined) throw commandFailure('No command specified\n');
  for (const name of listNetns()) {
    session.io.out.write(`\nnetns: ${name}\n`);
    runChild(session, name, words.rest());
  }
}

/** A process of our own that is replaced by the command. @returns its status */
function runChild(session: Session, name: string, command: readonly string[]): number {
  const [self = '', ...before] = session.io.self;
  session.io.out.flush();
  // Loaded only here: it costs as much as a whole command takes.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { status } = spawnSync(self, [...before, 'netns', 'exec', name, ...command], { stdio: 'inherit' });
  return status ?? 1;
}
