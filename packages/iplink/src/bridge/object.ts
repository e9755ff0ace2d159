/** What the objects of `bridge` have in common. */
import { type Failure, programFailure } from '../failure.ts';
import { dump, request } from '../kernel.ts';
import type { KeywordTable } from '../keywords.ts';
import { type Command, type IpObject, ipObject } from '../objects/object.ts';
import type { Session } from '../session.ts';

/** An object whose first word names the command. */
export function bridgeObject(name: string, commands: KeywordTable<Command>, bare: Command): IpObject {
  return ipObject(name, commands, bare, (word) => unknownCommand(word, name));
}

function unknownCommand(word: string, name: string): Failure {
  return programFailure(`Command "${word}" is unknown, try "bridge ${name} help".\n`);
}

/** The kernel's refusals make a command fail, with no status of their own but this. */
const COMMAND = { status: 255, reach: 'command' } as const;

/** Runs a request; a refusal is the failure of the command. */
export function change<T>(send: () => T): T {
  return request(send, COMMAND);
}

const DUMP = { status: 1, reach: 'program' } as const;

/** Runs a dump; a refusal ends the program. */
export function listing<T>(session: Session, list: () => readonly T[]): readonly T[] {
  return dump(session, list, DUMP);
}
