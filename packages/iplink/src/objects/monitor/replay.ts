/** `ip monitor file F`: messages that were recorded, by rtmon for one. */
import { closeSync, openSync, readSync } from 'node:fs';
import { decodeMessageLog, MessageLogError } from '@iplink-ts/rtnetlink';
import { strerror } from '@iplink-ts/socket';
import { commandFailure, type Failure, programFailure } from '../../failure.ts';
import type { Session } from '../../session.ts';
import { errnoOf } from '../../system.ts';
import { showMessage } from './record.ts';
import type { MonitorRequest } from './words.ts';

export function replay(session: Session, request: MonitorRequest, file: string): void {
  const fd = open(file);
  try {
    for (const message of decodeMessageLog(chunksOf(fd))) {
      if (!showMessage(session, request, message)) throw commandFailure('');
      session.io.out.flush();
    }
  } catch (error) {
    if (error instanceof MessageLogError) throw logFailure(error);
    throw error;
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

function* chunksOf(fd: number): Generator<Uint8Array, void, undefined> {
  for (;;) {
    const chunk = new Uint8Array(1 << 16);
    const length = readSync(fd, chunk);
    if (length === 0) return;
    yield chunk.subarray(0, length);
  }
}

function logFailure({ reason, length, offset }: MessageLogError): Failure {
  if (reason === 'truncated') return commandFailure('rtnl-from_file: truncated message\n');
  return commandFailure(`!!!malformed message: len=${length | 0} @${offset}\n`);
}
