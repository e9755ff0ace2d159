/** `ip neigh`. */
import { keywords } from '../../keywords.ts';
import { type Command, type IpObject, ipObject } from '../object.ts';
import { getNeighbour } from './get.ts';
import { modifyNeighbour } from './modify.ts';
import { flushNeighbours, showNeighbours } from './show.ts';
import { neighUsage } from './usage.ts';

const COMMANDS = keywords<Command>([
  ['add*', (session, words) => modifyNeighbour(session, words, 'add')],
  ['change* chg', (session, words) => modifyNeighbour(session, words, 'change')],
  ['replace*', (session, words) => modifyNeighbour(session, words, 'replace')],
  ['delete*', (session, words) => modifyNeighbour(session, words, 'delete')],
  ['get*', getNeighbour],
  ['show* lst* list*', showNeighbours],
  ['flush*', flushNeighbours],
  [
    'help*',
    () => {
      throw neighUsage();
    },
  ],
]);

export const object: IpObject = ipObject('neigh', COMMANDS, showNeighbours);
