/** `bridge vni`. */
import { keywords } from '../../keywords.ts';
import type { Command, IpObject } from '../../objects/object.ts';
import { bridgeObject } from '../object.ts';
import { MODIFY_SYNTAX, modifyVnis } from './modify.ts';
import { SHOW_SYNTAX, showVnis } from './show.ts';
import { vniUsage } from './usage.ts';

const COMMANDS = keywords<Command>(() => [
  ['add', (session, words) => modifyVnis(session, words, 'add'), MODIFY_SYNTAX],
  ['delete', (session, words) => modifyVnis(session, words, 'delete'), MODIFY_SYNTAX],
  ['show lst list', showVnis, SHOW_SYNTAX],
  [
    'help',
    () => {
      throw vniUsage();
    },
  ],
]);

export const object: IpObject = bridgeObject('vni', COMMANDS, showVnis);
