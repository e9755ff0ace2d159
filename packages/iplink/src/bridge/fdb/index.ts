/** `bridge fdb`. */
import { keywords } from '../../keywords.ts';
import type { Command, IpObject } from '../../objects/object.ts';
import { bridgeObject } from '../object.ts';
import { FLUSH_SYNTAX, flushEntries } from './flush.ts';
import { GET_SYNTAX, getEntry } from './get.ts';
import { MODIFY_SYNTAX, modifyEntry } from './modify.ts';
import { SHOW_SYNTAX, showEntries } from './show.ts';
import { fdbUsage } from './usage.ts';

const COMMANDS = keywords<Command>(() => [
  ['add*', (session, words) => modifyEntry(session, words, 'add'), MODIFY_SYNTAX],
  ['append*', (session, words) => modifyEntry(session, words, 'append'), MODIFY_SYNTAX],
  ['replace*', (session, words) => modifyEntry(session, words, 'replace'), MODIFY_SYNTAX],
  ['delete*', (session, words) => modifyEntry(session, words, 'delete'), MODIFY_SYNTAX],
  ['get*', getEntry, GET_SYNTAX],
  ['show* lst* list*', showEntries, SHOW_SYNTAX],
  ['flush', flushEntries, FLUSH_SYNTAX],
  [
    'help*',
    () => {
      throw fdbUsage();
    },
  ],
]);

export const object: IpObject = bridgeObject('fdb', COMMANDS, showEntries);
