/** `bridge mdb show`. */
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { duplicateArgument } from '../../failure.ts';
import { keywords, once } from '../../keywords.ts';
import { parseLeadingInteger } from '../../parse/number.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { listing } from '../object.ts';
import { printMember, printRouters } from './print.ts';

interface Filter {
  dev?: string;
  /** 0: any. */
  vid: number;
}

const WORDS = keywords<WordAction<Filter>>([
  [
    'dev',
    (filter, words) => {
      const word = words.value();
      once('dev', filter.dev, word);
      filter.dev = word;
    },
    'device',
  ],
  [
    'vid',
    (filter, words) => {
      const word = words.value();
      if (filter.vid !== 0) throw duplicateArgument('vid', word);
      filter.vid = parseLeadingInteger(word);
    },
    'integer',
  ],
]);

export const SHOW_SYNTAX: Syntax = { words: [WORDS] };

export function showMembers(session: Session, words: Words): void {
  const filter: Filter = { vid: 0 };
  // Other words are passed over.
  parseWords(words, filter, WORDS, () => undefined);
  const dev = filter.dev === undefined ? undefined : deviceIndex(session, filter.dev);
  const which = dev === undefined ? {} : { dev };
  const { mdb } = session.host;
  const document = session.document();
  document.begin();
  document.openObject();
  document.openArray('mdb');
  for (const member of listing(session, () => mdb.list(which))) {
    if (filter.vid === 0 || member.vid === filter.vid) printMember(session, document, member);
  }
  document.closeArray();
  document.openObject('router');
  const routers = listing(session, () => mdb.listRouters(which));
  if (session.options.details) printRouters(session, document, routers);
  document.closeObject();
  document.closeObject();
  document.end();
}
