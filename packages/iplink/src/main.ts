/** The program: options, object, command. */
import { Words } from './argv.ts';
import { commandFailure, Failure } from './failure.ts';
import { giveHints } from './hints.ts';
import { type LoadObject, OBJECTS } from './objects/index.ts';
import { parseOptions } from './options.ts';
import { BrokenPipe, WriteError } from './output.ts';
import type { Io, Session } from './session.ts';
import { programUsage } from './usage.ts';

/** What a shell reports for a program that died of SIGPIPE. */
const STATUS_BROKEN_PIPE = 141;

/**
 * Runs one command line.
 * @param invokedAs the name the program was started by; behind its first two letters it may name the object
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
    const words = new Words(args);
    const parsed = parseOptions(words);
    if (parsed.kind === 'print') {
      io.out.write(parsed.text);
      return 0;
    }
    // Loaded late, as the objects are: what needs no kernel does not wait for the client.
    const { Session } = await import('./session.ts');
    session = new Session(parsed.options, io);
    return await runCommand(session, invokedAs, words);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    io.out.flush();
    io.err.write(error.text);
    if (session?.wantsHints) await giveHints(session, error);
    return error.status;
  } finally {
    session?.close();
  }
}

async function runCommand(session: Session, invokedAs: string, words: Words): Promise<number> {
  const { batchFile } = session.options;
  if (batchFile !== undefined) {
    const { runBatch } = await import('./batch.ts');
    return runBatch(session, batchFile, (line) => runObject(session, new Words(line)));
  }
  const named = OBJECTS.find(baseName(invokedAs).slice(2));
  if (named !== undefined) await runLoaded(named, session, words);
  else if (words.current === undefined) throw programUsage();
  else await runObject(session, words);
  return 0;
}

async function runObject(session: Session, words: Words): Promise<void> {
  const word = words.value();
  const load = OBJECTS.find(word);
  if (load === undefined) throw commandFailure(`Object "${word}" is unknown, try "ip help".\n`);
  await runLoaded(load, session, words);
}

async function runLoaded(load: LoadObject, session: Session, words: Words): Promise<void> {
  const object = await load();
  try {
    await object.run(session, words);
  } finally {
    session.release();
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
