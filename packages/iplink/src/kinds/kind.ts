/** What a link kind is to the commands: its words, its printing and its help. */
import type { Link, LinkInfo } from '@iplink-ts/rtnetlink';
import type { Words } from '../argv.ts';
import { commandFailure, type Failure, wrongArgument } from '../failure.ts';
import type { Document } from '../print/document.ts';
import type { Session } from '../session.ts';
import type { Syntax } from '../syntax.ts';

export interface KindContext {
  readonly session: Session;
  /** Whether the command makes a device, rather than changing one. */
  readonly creating: boolean;
}

export interface LinkKind {
  /** What `ip link help KIND` shows; a kind that is none there has an empty one. */
  readonly help: string;
  /** The link information that `type KIND WORDS...` asks for; called when there is at least one word. */
  readonly parse?: (words: Words, context: KindContext) => LinkInfo;
  /** The words that `parse` reads. */
  readonly syntax?: Syntax;
  /** The link information of `type KIND` without a word. */
  readonly bare: LinkInfo;
  /** The `-details` of a device of this kind; a kind without has no `info_data` in JSON either. */
  readonly print?: (link: Link, document: Document, session: Session) => void;
}

/** The kind's help, asked for in the middle of a command. */
export function kindHelp(help: string): Failure {
  return commandFailure(help);
}

/** `KIND: unknown command "W"?`, or `option`, as the kind calls its words, and the help. */
export function unknownKindWord(
  kind: string,
  what: 'command' | 'option',
  word: string,
  help: string,
): Failure {
  return commandFailure(`${kind}: unknown ${what} "${word}"?\n${help}`);
}

/** The number that a reader finds in the next word. @throws Failure with `message` when it finds none */
export function numberArgument<T extends number | bigint>(
  words: Words,
  read: (word: string) => T | undefined,
  message: string,
): T {
  const word = words.value();
  const value = read(word);
  if (value === undefined) throw wrongArgument(word, message);
  return value;
}
