/** `ip address`. */
import { keywords } from '../../keywords.ts';
import { linkUsage } from '../link/usage.ts';
import { type Command, type IpObject, ipObject } from '../object.ts';
import { FILTER_WORDS } from './filter.ts';
import { flushAddresses } from './flush.ts';
import { modifyAddress } from './modify.ts';
import { showAddresses } from './show.ts';
import { addressUsage } from './usage.ts';
import { ADDRESS_WORDS } from './words.ts';

const COMMANDS = keywords<Command>(() => [
  ['add*', (session, words) => modifyAddress(session, words, 'add'), ADDRESS_WORDS],
  ['change* chg', (session, words) => modifyAddress(session, words, 'change'), ADDRESS_WORDS],
  ['replace*', (session, words) => modifyAddress(session, words, 'replace'), ADDRESS_WORDS],
  ['delete*', (session, words) => modifyAddress(session, words, 'delete'), ADDRESS_WORDS],
  ['list* show* lst*', showAddresses, FILTER_WORDS],
  ['flush*', flushAddresses, FILTER_WORDS],
  [
    'save*',
    async (session, words) => (await import('./save.ts')).saveAddresses(session, words),
    FILTER_WORDS,
  ],
  ['showdump*', async (session) => (await import('./save.ts')).showSavedAddresses(session)],
  ['restore*', async (session) => (await import('./save.ts')).restoreAddresses(session)],
  [
    'help*',
    ({ shown }) => {
      // Behind an `ip link show` of the same batch, that one's.
      throw shown.links ? linkUsage() : addressUsage();
    },
  ],
]);

export const object: IpObject = ipObject('address', COMMANDS, showAddresses);
