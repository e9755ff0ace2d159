/** What an object of `ip` is to the program. */
import type { Words } from '../argv.ts';
import { type Failure, unknownCommand } from '../failure.ts';
import type { KeywordTable } from '../keywords.ts';
import type { Session } from '../session.ts';
import type { Syntax } from '../syntax.ts';

/** Runs a command; the cursor stands behind its name. One that waits for something returns a promise. */
export type Command = (session: Session, words: Words) => void | Promise<void>;

export interface IpObject {
  /** Runs the command that the words behind the object's name make. */
  readonly run: Command;
  readonly commands: KeywordTable<unknown>;
  /** What is written behind the object's name, where that is not one of the commands. */
  readonly syntax?: Syntax;
}

/**
 * An object whose first word names the command.
 * @param name as `ip` calls it in `try "ip NAME help"`
 * @param bare the command of a line without one
 * @param unknown what is said of a command that is none
 */
export function ipObject(
  name: string,
  commands: KeywordTable<Command>,
  bare: Command,
  unknown: (word: string) => Failure = (word) => unknownCommand(word, name),
): IpObject {
  return {
    commands,
    run(session, words) {
      const word = words.take();
      if (word === undefined) return bare(session, words);
      const command = commands.find(word);
      if (command === undefined) throw unknown(word);
      return command(session, words);
    },
  };
}
