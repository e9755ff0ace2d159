/** What each type of encapsulation brings: its words behind `encap TYPE`, and how it is shown. */
import type { Encap, EncapType } from '@iplink-ts/rtnetlink';
import type { Words } from '../../../argv.ts';
import { duplicateOrGarbage } from '../../../failure.ts';
import type { Document } from '../../../print/document.ts';
import type { Session } from '../../../session.ts';
import type { Argument } from '../../../syntax.ts';

export type EncapOf<Type extends EncapType> = Extract<Encap, { readonly type: Type }>;

export interface EncapWords<Type extends EncapType> {
  /** What is written behind the name of the type. */
  readonly takes: readonly Argument[];
  /** Reads the words of the type; the first that is none of them stays under the cursor. */
  parse(words: Words, session: Session): EncapOf<Type>;
  print(document: Document, encap: EncapOf<Type>, session: Session): void;
}

/** The argument of a keyword that may be given once. @throws Failure naming the second argument */
export function single(words: Words, keyword: string, present: unknown): string {
  const word = words.value();
  if (present !== undefined) throw duplicateOrGarbage(keyword, word);
  return word;
}
