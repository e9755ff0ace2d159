/** `bridge vni show`. */
import type { Vni } from '@iplink-ts/rtnetlink';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { Failure } from '../../failure.ts';
import { keywords, once } from '../../keywords.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { listing } from '../object.ts';
import { VlanTable } from '../vlan/table.ts';
import { printVni } from './print.ts';

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

const HEADER = `${'dev'.padEnd(16)}  ${'vni'.padEnd(15)}  ${'group/remote'.padEnd(15)}\n`;

export function showVnis(session: Session, words: Words): void {
  const filter: Filter = {};
  // Other words are passed over.
  parseWords(words, filter, WORDS, () => undefined);
  const dev = filter.dev === undefined ? {} : { dev: deviceIndex(session, filter.dev) };
  const document = session.document();
  document.begin();
  document.text(HEADER);
  const stats = session.options.statistics > 0;
  const vnis = spelt(() => listing(session, () => session.host.vnis.list({ ...dev, stats })));
  for (const device of new Set(vnis.map(({ ifindex }) => ifindex))) {
    printDevice(
      session,
      document,
      vnis.filter(({ ifindex }) => ifindex === device),
    );
  }
  document.end();
}

export function printDevice(session: Session, document: Document, vnis: readonly Vni[]): void {
  const table = new VlanTable(session, document, 'vnis');
  for (const vni of vnis) {
    table.openRow(vni.ifindex);
    printVni(document, vni);
    table.closeRow();
  }
  table.close();
  document.lineBreak();
}

/** The reference spells it so, here. */
function spelt<T>(list: () => T): T {
  try {
    return list();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.reach, error.status, error.text.replace('Dump terminated', 'Dump ternminated'));
  }
}
