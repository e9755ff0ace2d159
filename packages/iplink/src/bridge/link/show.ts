/** `bridge link show`. */
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { AF } from '../../family.ts';
import { keywords, once } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { listing } from '../object.ts';
import { printPort } from './print.ts';

interface Filter {
  dev?: string;
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
]);

export const SHOW_SYNTAX: Syntax = { words: [WORDS] };

export function showPorts(session: Session, words: Words): void {
  const filter: Filter = {};
  // Other words are passed over.
  parseWords(words, filter, WORDS, () => undefined);
  const index = filter.dev === undefined ? undefined : deviceIndex(session, filter.dev);
  const document = session.document();
  document.begin();
  const ports = listing(session, () => session.host.links.list({ family: AF.BRIDGE }));
  for (const port of ports) {
    if (index === undefined || port.index === index) printPort(session, document, port);
  }
  document.end();
}
