/** The program: options, object, command. */
import { Words } from './argv.ts';
import { runBatch } from './batch.ts';
import { commandFailure, Failure } from './failure.ts';
import { OBJECTS } from './objects/index.ts';
import { parseOptions } from './options.ts';
import { BrokenPipe, WriteError } from './output.ts';
import { type Io, Session } from './session.ts';
import { programUsage } from './usage.ts';

/** What a shell reports for a program that died of SIGPIPE. */
const STATUS_BROKEN_PIPE = 141;

/**
 * Runs one command line.
 * @param invokedAs the name the program was started by; behind its first two letters it may name the object
 * @returns the exit status
 */
export function run(invokedAs: string, args: readonly string[], io: Io): number {
  try {
    const status = runLine(invokedAs, args, io);
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

function runLine(invokedAs: string, args: readonly string[], io: Io): number {
  let session: Session | undefined;
  try {
    const words = new Words(args);
    const parsed = parseOptions(words);
    if (parsed.kind === 'print') {
      io.out.write(parsed.text);
      return 0;
    }
    session = new Session(parsed.options, io);
    return runCommand(session, invokedAs, words);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    io.out.flush();
    io.err.write(error.text);
    return error.status;
  } finally {
    session?.close();
  }
}

function runCommand(session: Session, invokedAs: string, words: Words): number {
  const { batchFile } = session.options;
  if (batchFile !== undefined) {
    return runBatch(session, batchFile, (line) => runObject(session, new Words(line)));
  }
  const named = OBJECTS.find(baseName(invokedAs).slice(2));
  if (named !== undefined) named(session, words);
  else if (words.current === undefined) throw programUsage();
  else runObject(session, words);
  return 0;
}

function runObject(session: Session, words: Words): void {
  const word = words.value();
  const object = OBJECTS.find(word);
  if (object === undefined) throw commandFailure(`Object "${word}" is unknown, try "ip help".\n`);
  try {
    object(session, words);
  } finally {
    session.release();
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
