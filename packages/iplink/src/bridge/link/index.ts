/** `bridge link`. */
import { keywords } from '../../keywords.ts';
import type { Command, IpObject } from '../../objects/object.ts';
import { bridgeObject } from '../object.ts';
import { SET_SYNTAX, setPort } from './set.ts';
import { SHOW_SYNTAX, showPorts } from './show.ts';
import { linkUsage } from './usage.ts';

const COMMANDS = keywords<Command>(() => [
  ['set* change*', setPort, SET_SYNTAX],
  ['show* lst* list*', showPorts, SHOW_SYNTAX],
  [
    'help*',
    () => {
      throw linkUsage();
    },
  ],
]);

export const object: IpObject = bridgeObject('link', COMMANDS, showPorts);
