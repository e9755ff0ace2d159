/** `ip address flush`. */
import type { Address } from '@iplink-ts/rtnetlink';
import { addresses } from '@iplink-ts/rtnetlink/sync';
import { strerror } from '@iplink-ts/socket';
import type { Words } from '../../argv.ts';
import { commandFailure } from '../../failure.ts';
import { AF } from '../../family.ts';
import { dump, isRefusal } from '../../kernel.ts';
import { TextDocument } from '../../print/text.ts';
import type { Session } from '../../session.ts';
import { addressTest, parseFilter } from './filter.ts';
import { withoutLength } from './local.ts';
import { printAddress } from './print.ts';
import { addressUsage } from './usage.ts';

const FLUSH_DUMP = { status: 1, reach: 'program' } as const;

/** Deletes round by round until a dump has nothing left to delete, or the rounds are used up. */
export function flushAddresses(session: Session, words: Words): void {
  const { options } = session;
  if (words.current === undefined) throw commandFailure('Flush requires arguments.\n');
  if (options.family === AF.PACKET) throw commandFailure('Cannot flush link addresses.\n');
  const filter = parseFilter(session, words, options.family, addressUsage);
  const passes = addressTest(session, filter);
  // Asked for primary addresses only, one round does: the next would find the secondaries promoted.
  const primaryOnly = filter.flags.get('secondary') === false;
  for (let round = 0; options.flushRounds === 0 || round < options.flushRounds; round++) {
    const chosen = list(session, filter.index, filter.family).filter(passes);
    if (chosen.length === 0) {
      reportEnd(session, round);
      return;
    }
    showChosen(session, chosen);
    for (const address of chosen) deleteAddress(session, address);
    if (options.statistics > 0)
      session.io.out.write(`\n*** Round ${round + 1}, deleting ${chosen.length} addresses ***\n`);
    if (primaryOnly) {
      reportEnd(session, round + 1);
      return;
    }
  }
  throw commandFailure(`*** Flush remains incomplete after ${options.flushRounds} rounds. ***\n`, 255);
}

function list(session: Session, index: number | undefined, family: number): readonly Address[] {
  const filter = { ...(index !== undefined && { dev: index }), ...(family !== AF.UNSPEC && { family }) };
  return dump(session, () => session.host.run(addresses.list(filter)), FLUSH_DUMP, 'Flush');
}

/** An address may be gone already, with the primary address it was secondary to. */
function deleteAddress(session: Session, { family, index, address, local, prefixlen }: Address): void {
  const own = local ?? (address === undefined ? undefined : withoutLength(address));
  try {
    session.host.run(addresses.delete({ family, index, prefixlen, address, local: own }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.code !== 'EADDRNOTAVAIL')
      throw commandFailure(`Failed to send flush request: ${strerror(error.errno)}\n`, 255);
  }
}

function showChosen(session: Session, chosen: readonly Address[]): void {
  const { statistics, oneline } = session.options;
  if (statistics < 2) return;
  // In text even under -json, which has no form for it.
  const document = new TextDocument(session.io.out, oneline, undefined);
  for (const address of chosen) printAddress(session, document, address, false);
}

function reportEnd(session: Session, rounds: number): void {
  if (session.options.statistics === 0) return;
  const text =
    rounds === 0
      ? 'Nothing to flush.\n'
      : `*** Flush is complete after ${rounds} round${rounds > 1 ? 's' : ''} ***\n`;
  session.io.out.write(text);
}
