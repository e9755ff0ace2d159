/** The program: options, object, command. */
import { Words } from './argv.ts';
import { commandFailure, Failure } from './failure.ts';
import { giveHints } from './hints.ts';
import { parseOptions } from './ip_options.ts';
import { type LoadObject, OBJECTS } from './objects/index.ts';
import type { IpObject } from './objects/object.ts';
import { BrokenPipe, WriteError } from './output.ts';
import { isOwnName } from './own/words.ts';
import type { Program } from './program.ts';
import type { Io, Session } from './session.ts';
import { programUsage } from './usage.ts';

/** What a shell reports for a program that died of SIGPIPE. */
export const STATUS_BROKEN_PIPE = 141;

const IP: Program = {
  parseOptions,
  objects: OBJECTS,
  usage: programUsage,
  unknownObject: (word) => commandFailure(`Object "${word}" is unknown, try "ip help".\n`),
};

/** Which program the name, or, by our own name, the first word stands for, and what it has to read. */
async function choose(name: string, args: readonly string[]): Promise<readonly [Program, Words]> {
  const isWord = isOwnName(name) && args[0] === 'bridge';
  if (name !== 'bridge' && !isWord) return [IP, new Words(args)];
  const { bridge } = await import('./bridge/index.ts');
  return [bridge, new Words(args, isWord ? 1 : 0)];
}

/**
 * Runs one command line.
 * @param invokedAs the name the program was started by: `bridge` is a program of its own; behind the first two letters
 * of other names may stand the object
 * @returns the exit status
 */
export async function run(invokedAs: string, args: readonly string[], io: Io): Promise<number> {
  try {
    const status = await runLine(invokedAs, args, io);
    io.out.flush();
    io.err.flush();
    return status;
  } catch (error) {
    if (error instanceof BrokenPipe) return STATUS_BROKEN_PIPE;
    if (!(error instanceof WriteError)) throw error;
    io.err.write(`${error.message}\n`);
    io.err.flush();
    return 1;
  }
}

async function runLine(invokedAs: string, args: readonly string[], io: Io): Promise<number> {
  let session: Session | undefined;
  try {
    const name = baseName(invokedAs);
    const [program, words] = await choose(name, args);
    const parsed = program.parseOptions(words);
    if (parsed.kind === 'print') {
      io.out.write(parsed.text);
      return 0;
    }
    // Loaded late, as the objects are: what needs no kernel does not wait for the client.
    const { Session } = await import('./session.ts');
    const { options } = parsed;
    const echoing = options.echo ? (await import('./echoing.ts')).echoing : undefined;
    session = new Session(options, options.resolve ? await resolving(io) : io, echoing);
    const status = await runCommand(session, program, name, words);
    await session.io.settle?.();
    return status;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await session?.io.settle?.();
    io.out.flush();
    io.err.write(error.text);
    if (session?.wantsHints) await giveHints(session, error);
    return error.status;
  } finally {
    session?.close();
  }
}

async function runCommand(session: Session, program: Program, name: string, words: Words): Promise<number> {
  const { batchFile } = session.options;
  if (batchFile !== undefined) {
    const { runBatch } = await import('./batch.ts');
    return runBatch(session, batchFile, (line) => runObject(session, program, new Words(line)));
  }
  const named = program === IP ? OBJECTS.find(name.slice(2)) : undefined;
  if (named !== undefined) await runLoaded(named, session, words);
  else if (words.current === undefined) throw program.usage();
  else await runObject(session, program, words);
  return 0;
}

/** Runs a command. @returns a promise where something has to be waited for: most lines of a batch need none */
function runObject(session: Session, program: Program, words: Words): void | Promise<void> {
  const word = words.value();
  const load = program.objects.find(word);
  if (load === undefined) throw program.unknownObject(word);
  return runLoaded(load, session, words);
}

/** A batch asks for the same on each line. */
const loaded = new Map<LoadObject, IpObject>();

function runLoaded(load: LoadObject, session: Session, words: Words): void | Promise<void> {
  const object = loaded.get(load);
  if (object === undefined || session.io.settle !== undefined) return runWaiting(load, session, words);
  let isWaiting = false;
  try {
    const running = object.run(session, words);
    if (running === undefined) return undefined;
    isWaiting = true;
    return running.finally(() => session.release());
  } finally {
    if (!isWaiting) session.release();
  }
}

async function runWaiting(load: LoadObject, session: Session, words: Words): Promise<void> {
  const object = loaded.get(load) ?? (await load());
  loaded.set(load, object);
  try {
    await object.run(session, words);
  } finally {
    session.release();
    if (session.io.settle !== undefined) await session.io.settle();
  }
}

/** Loaded for those who ask for names. */
async function resolving(io: Io): Promise<Io> {
  const { ResolvingIo } = await import('./names/hosts.ts');
  return new ResolvingIo(io);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
