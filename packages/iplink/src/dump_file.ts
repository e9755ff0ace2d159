/** Dumps in files: `ip rule save` and the like write a number that tells them apart, and messages behind it. */
import { fstatSync, readFileSync } from 'node:fs';
import { decodeMessageLog, type LoggedMessage, MessageLogError } from '@iplink-ts/rtnetlink';
import { messages } from '@iplink-ts/rtnetlink/sync';
import { commandFailure, type Failure, programFailure } from './failure.ts';
import { isRefusal, kernelText } from './kernel.ts';
import type { Session } from './session.ts';

const STDIN = 0;
const STDOUT = 1;

/** Bytes of the number in front. */
const MAGIC_LENGTH = 4;

/** Writes messages to standard output, which must not be a terminal. */
export function saveMessages(session: Session, magic: number, list: () => readonly LoggedMessage[]): void {
  if (session.io.isTerminal(STDOUT)) throw commandFailure('Not sending a binary stream to stdout\n');
  const { out } = session.io;
  out.writeBytes(new Uint8Array(Uint32Array.of(magic).buffer));
  for (const { bytes } of list()) out.writeBytes(bytes);
}

/** How a command ends that finds no dump, or one that does not reach its end. */
export interface DumpFailures {
  /** A terminal, or another number in front. */
  notOne(text: string): Failure;
  /** Behind the messages in front of the damage, or of one that the kernel refuses. */
  stopped(text: string): Failure;
}

const ENDS_PROGRAM: DumpFailures = { notOne: programFailure, stopped: programFailure };

/** The messages of a dump on standard input, which must not be a terminal. `what` names the object. */
export function savedMessages(
  session: Session,
  magic: number,
  what: string,
  failures: DumpFailures = ENDS_PROGRAM,
): Generator<LoggedMessage, void, undefined> {
  if (session.io.isTerminal(STDIN)) throw failures.notOne(`Can't restore ${what} dump from a terminal\n`);
  const bytes = readInput();
  const mismatch = magicMismatch(bytes, magic);
  if (mismatch !== undefined) throw failures.notOne(mismatch);
  return messagesOf(bytes.subarray(MAGIC_LENGTH), failures);
}

/** Sends the messages of a dump. Of what is there already it is said, and the next is sent. */
export function restoreMessages(session: Session, magic: number, what: string): void {
  for (const { bytes } of savedMessages(session, magic, what)) {
    restoreMessage(session, bytes);
  }
}

/** Sends a message of a dump. */
export function restoreMessage(
  session: Session,
  bytes: Uint8Array,
  failures: DumpFailures = ENDS_PROGRAM,
): void {
  try {
    session.host.run(messages.send(bytes));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.code !== 'EEXIST') throw failures.stopped(kernelText(error));
    session.complain(kernelText(error));
  }
}

function* messagesOf(bytes: Uint8Array, failures: DumpFailures): Generator<LoggedMessage, void, undefined> {
  try {
    yield* decodeMessageLog([bytes]);
  } catch (error) {
    if (!(error instanceof MessageLogError)) throw error;
    const place = isInputSeekable() ? String(error.offset + MAGIC_LENGTH) : NOWHERE;
    throw failures.stopped(damageText(error, place));
  }
}

/** Whether standard input could be read once more, as a pipe cannot. */
export function isInputSeekable(): boolean {
  return fstatSync(STDIN).isFile();
}

/** What cannot be read, such as a folder, is at its end. */
function readInput(): Uint8Array {
  try {
    return readFileSync(STDIN);
  } catch {
    return new Uint8Array();
  }
}

function magicMismatch(bytes: Uint8Array, magic: number): string | undefined {
  const found = new Uint32Array(1);
  new Uint8Array(found.buffer).set(bytes.subarray(0, MAGIC_LENGTH));
  const [number = 0] = found;
  const elements = bytes.length < MAGIC_LENGTH ? 0 : 1;
  if (elements === 1 && number === magic) return undefined;
  return `Magic mismatch (${elements} elems, ${number.toString(16)} magic)\n`;
}

/** The reference asks where it is in the file; in a pipe, C's answer is -1. */
const NOWHERE = '18446744073709551615';

/** @param place bytes in front, as far as the reference knows */
export function damageText({ reason, length }: MessageLogError, place: string): string {
  return reason === 'truncated'
    ? 'rtnl-from_file: truncated message\n'
    : `!!!malformed message: len=${length | 0} @${place}\n`;
}
