/** Kind `vrf`, and `vrf_slave`: what a VRF keeps for each of its ports. */
import { type Link, slaveDataOf } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../argv.ts';
import { keywords } from '../keywords.ts';
import { tables } from '../names/databases.ts';
import type { Document } from '../print/document.ts';
import type { Syntax } from '../syntax.ts';
import { kindHelp, type LinkKind, numberArgument, unknownKindWord } from './kind.ts';

interface Draft {
  table?: number;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'table*',
    (data, words) => {
      data.table = numberArgument(words, (word) => tables.parse(word), 'invalid table ID\n');
    },
    'table',
  ],
]);

const SYNTAX: Syntax = { words: [WORDS] };

function parse(words: Words): Draft {
  const data: Draft = {};
  parseWords(words, data, WORDS, (_data, _words, word) => {
    throw asksForHelp(word) ? kindHelp(HELP) : unknownKindWord('vrf', 'option', word, HELP);
  });
  return data;
}

const HELP = 'Usage: ... vrf table TABLEID\n';

/** The number, also where the table has a name. */
function printTable(document: Document, table: number | undefined): void {
  if (table !== undefined) document.field('table', table, `table ${table} `);
}

export const vrf: LinkKind = {
  help: HELP,
  bare: { kind: 'vrf' },
  parse: (words) => ({ kind: 'vrf', data: parse(words) }),
  syntax: SYNTAX,
  print: (link: Link, document: Document) => {
    if (link.kind === 'vrf') printTable(document, link.data?.table);
  },
};

export const vrfSlave: LinkKind = {
  help: '',
  bare: { slaveKind: 'vrf' },
  // It knows no words, and takes any.
  parse: () => ({ slaveKind: 'vrf', slaveData: {} }),
  print: (link: Link, document: Document) => printTable(document, slaveDataOf(link, 'vrf')?.table),
};
