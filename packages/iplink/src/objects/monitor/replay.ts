/** `ip monitor file F`: messages that were recorded, by rtmon for one. */
import { closeSync, openSync, readSync } from 'node:fs';
import { decodeMessageLog, type LoggedMessage, MessageLogError } from '@iplink-ts/rtnetlink';
import { strerror } from '@iplink-ts/socket';
import { damageText } from '../../dump_file.ts';
import { commandFailure, programFailure } from '../../failure.ts';
import type { Session } from '../../session.ts';
import { errnoOf } from '../../system.ts';
import { showMessage } from './record.ts';
import type { MonitorRequest } from './words.ts';

export function replay(session: Session, request: MonitorRequest, file: string): void {
  readLog(session, file, 1, (message) => {
    if (!showMessage(session, request, message)) throw commandFailure('');
  });
}

/**
 * Shows the messages of a file.
 * @param status of a file that cannot be read to its end
 */
export function readLog(
  session: Session,
  file: string,
  status: number,
  show: (message: LoggedMessage) => void,
): void {
  const fd = open(file);
  try {
    for (const message of decodeMessageLog(chunksOf(fd, status))) {
      show(message);
      session.io.out.flush();
    }
  } catch (error) {
    if (!(error instanceof MessageLogError)) throw error;
    throw commandFailure(damageText(error, String(error.offset)), status);
  } finally {
    closeSync(fd);
  }
}

function open(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw programFailure(`Cannot fopen: ${strerror(errnoOf(error))}\n`);
  }
}

function* chunksOf(fd: number, status: number): Generator<Uint8Array, void, undefined> {
  for (;;) {
    const chunk = new Uint8Array(1 << 16);
    const length = readSome(fd, chunk, status);
    if (length === 0) return;
    yield chunk.subarray(0, length);
  }
}

/** Such as of a folder, which can be opened. */
function readSome(fd: number, into: Uint8Array, status: number): number {
  try {
    return readSync(fd, into);
  } catch (error) {
    throw commandFailure(`rtnl_from_file: fread: ${strerror(errnoOf(error))}\n`, status);
  }
}
