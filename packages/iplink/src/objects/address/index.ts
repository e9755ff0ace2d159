/** `ip address`. */
import type { Words } from '../../argv.ts';
import { commandFailure, unknownCommand } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import { flushAddresses } from './flush.ts';
import { modifyAddress } from './modify.ts';
import { showAddresses } from './show.ts';
import { addressUsage } from './usage.ts';

type AddressCommand = (session: Session, words: Words) => void;

function absent(command: string): AddressCommand {
  return () => {
    throw commandFailure(`"ip address ${command}" is not part of iplink-ts.\n`);
  };
}

const COMMANDS = keywords<AddressCommand>([
  ['add*', (session, words) => modifyAddress(session, words, 'add')],
  ['change* chg', (session, words) => modifyAddress(session, words, 'change')],
  ['replace*', (session, words) => modifyAddress(session, words, 'replace')],
  ['delete*', (session, words) => modifyAddress(session, words, 'delete')],
  ['list* show* lst*', showAddresses],
  ['flush*', flushAddresses],
  ['save*', absent('save')],
  ['showdump*', absent('showdump')],
  ['restore*', absent('restore')],
  [
    'help*',
    () => {
      throw addressUsage();
    },
  ],
]);

export function runAddress(session: Session, words: Words): void {
  const word = words.take();
  if (word === undefined) {
    showAddresses(session, words);
    return;
  }
  const command = COMMANDS.find(word);
  if (command === undefined) throw unknownCommand(word, 'address');
  command(session, words);
}
