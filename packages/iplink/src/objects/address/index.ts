/** `ip address`. */
import { commandFailure } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import { type Command, type IpObject, ipObject } from '../object.ts';
import { flushAddresses } from './flush.ts';
import { modifyAddress } from './modify.ts';
import { showAddresses } from './show.ts';
import { addressUsage } from './usage.ts';

function absent(command: string): Command {
  return () => {
    throw commandFailure(`"ip address ${command}" is not part of iplink-ts.\n`);
  };
}

const COMMANDS = keywords<Command>([
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

export const object: IpObject = ipObject('address', COMMANDS, showAddresses);
