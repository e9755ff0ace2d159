/** `bridge vlan`. */
import { keywords } from '../../keywords.ts';
import type { Command, IpObject } from '../../objects/object.ts';
import { bridgeObject } from '../object.ts';
import { GLOBAL_COMMANDS, runGlobal } from './global.ts';
import { MODIFY_SYNTAX, modifyVlans } from './modify.ts';
import { SET_SYNTAX, setOptions } from './set.ts';
import { SHOW_SYNTAX, showTunnels, showVlans } from './show.ts';
import { vlanUsage } from './usage.ts';

const COMMANDS = keywords<Command>(() => [
  ['add*', (session, words) => modifyVlans(session, words, 'set'), MODIFY_SYNTAX],
  ['delete*', (session, words) => modifyVlans(session, words, 'unset'), MODIFY_SYNTAX],
  ['show* lst* list*', showVlans, SHOW_SYNTAX],
  ['tunnelshow*', showTunnels, SHOW_SYNTAX],
  ['set*', setOptions, SET_SYNTAX],
  ['global', runGlobal, GLOBAL_COMMANDS],
  [
    'help*',
    () => {
      throw vlanUsage();
    },
  ],
]);

export const object: IpObject = bridgeObject('vlan', COMMANDS, showVlans);
