/** `ip neigh`. */
import { keywords } from '../../keywords.ts';
import { type Command, type IpObject, ipObject } from '../object.ts';
import { GET_SYNTAX, getNeighbour } from './get.ts';
import { modifyNeighbour, NEIGHBOUR_SYNTAX } from './modify.ts';
import { flushNeighbours, NEIGHBOUR_FILTER_SYNTAX, showNeighbours } from './show.ts';
import { neighUsage } from './usage.ts';

const COMMANDS = keywords<Command>(() => [
  ['add*', (session, words) => modifyNeighbour(session, words, 'add'), NEIGHBOUR_SYNTAX],
  ['change* chg', (session, words) => modifyNeighbour(session, words, 'change'), NEIGHBOUR_SYNTAX],
  ['replace*', (session, words) => modifyNeighbour(session, words, 'replace'), NEIGHBOUR_SYNTAX],
  ['delete*', (session, words) => modifyNeighbour(session, words, 'delete'), NEIGHBOUR_SYNTAX],
  ['get*', getNeighbour, GET_SYNTAX],
  ['show* lst* list*', showNeighbours, NEIGHBOUR_FILTER_SYNTAX],
  ['flush*', flushNeighbours, NEIGHBOUR_FILTER_SYNTAX],
  [
    'help*',
    () => {
      throw neighUsage();
    },
  ],
]);

export const object: IpObject = ipObject('neigh', COMMANDS, showNeighbours);
