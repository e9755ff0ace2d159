/** `bridge mdb`. */
import { keywords } from '../../keywords.ts';
import type { Command, IpObject } from '../../objects/object.ts';
import { bridgeObject } from '../object.ts';
import { MODIFY_SYNTAX, modifyMember } from './modify.ts';
import { SHOW_SYNTAX, showMembers } from './show.ts';
import { mdbUsage } from './usage.ts';

const COMMANDS = keywords<Command>(() => [
  ['add*', (session, words) => modifyMember(session, words, 'add'), MODIFY_SYNTAX],
  ['delete*', (session, words) => modifyMember(session, words, 'delete'), MODIFY_SYNTAX],
  ['show* lst* list*', showMembers, SHOW_SYNTAX],
  [
    'help*',
    () => {
      throw mdbUsage();
    },
  ],
]);

export const object: IpObject = bridgeObject('mdb', COMMANDS, showMembers);
