/** `ip monitor`. */
import type { Words } from '../../argv.ts';
import type { Session } from '../../session.ts';
import type { IpObject } from '../object.ts';
import { listen } from './listen.ts';
import { replay } from './replay.ts';
import { parseRequest, WORDS } from './words.ts';

async function run(session: Session, words: Words): Promise<void> {
  const request = parseRequest(session, words);
  if (request.file !== undefined) replay(session, request, request.file);
  else await listen(session, request);
}

export const object: IpObject = { run, commands: WORDS, syntax: { words: [WORDS] } };
