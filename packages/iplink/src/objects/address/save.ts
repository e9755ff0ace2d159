/** `ip address save`, `restore` and `showdump`. */
import type { MessageFilter } from '@iplink-ts/rtnetlink';
import { messages } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { restoreMessages, savedMessages, saveMessages } from '../../dump_file.ts';
import { AF } from '../../family.ts';
import { dump } from '../../kernel.ts';
import type { Session } from '../../session.ts';
import { parseFilter } from './filter.ts';
import { printAddress } from './print.ts';
import { addressUsage } from './usage.ts';

/** What a file of addresses begins with. */
const ADDRESS_MAGIC = 0x47361222;

/** Not those of other kinds of addresses. */
const SHOWN: ReadonlySet<string> = new Set(['RTM_NEWADDR', 'RTM_DELADDR']);

const DUMP = { status: 1, reach: 'program' } as const;

/** Of the words, the device counts. */
export function saveAddresses(session: Session, words: Words): void {
  const filter = parseFilter(session, words, session.options.family, addressUsage);
  saveMessages(session, ADDRESS_MAGIC, () =>
    dump(
      session,
      () => session.host.run(messages.list('address', messageFilter(session, filter.index))),
      DUMP,
    ),
  );
}

/** A family counts where it is an option, not where an address has it. */
function messageFilter(session: Session, index: number | undefined): MessageFilter {
  const { family } = session.options;
  return {
    ...(family !== AF.UNSPEC && family !== AF.PACKET && { family }),
    // In a batch the kernel is not asked for the device, and nobody looks for it afterwards.
    ...(index !== undefined && !session.batch && { index }),
  };
}

export function restoreAddresses(session: Session): void {
  restoreMessages(session, ADDRESS_MAGIC, 'address');
}

/** The addresses of a file, each under the number of its interface, of which the names are not known. */
export function showSavedAddresses(session: Session): void {
  const messages = savedMessages(session, ADDRESS_MAGIC, 'address');
  const document = session.document();
  document.begin();
  document.openObject();
  document.openArray('addr_info');
  try {
    for (const message of messages) {
      if (message.object !== 'address' || !SHOWN.has(message.name)) continue;
      const address = message.body;
      document.openObject();
      document.field('index', address.index, `if${address.index}:`);
      document.lineBreak();
      printAddress(session, document, address, true);
      document.closeObject();
    }
  } finally {
    document.closeArray();
    document.closeObject();
    document.end();
  }
}
