/** `ip neigh`. */
import type { Words } from '../../argv.ts';
import { unknownCommand } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import { getNeighbour } from './get.ts';
import { modifyNeighbour } from './modify.ts';
import { flushNeighbours, showNeighbours } from './show.ts';
import { neighUsage } from './usage.ts';

type NeighCommand = (session: Session, words: Words) => void;

const COMMANDS = keywords<NeighCommand>([
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

export function runNeigh(session: Session, words: Words): void {
  const word = words.take();
  if (word === undefined) {
    showNeighbours(session, words);
    return;
  }
  const command = COMMANDS.find(word);
  if (command === undefined) throw unknownCommand(word, 'neigh');
  command(session, words);
}
