/** `ip neigh get`. */
import { neighbours } from '@iplink-ts/rtnetlink/sync';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, duplicateOrGarbage, noDevice } from '../../failure.ts';
import { request } from '../../kernel.ts';
import { keywords } from '../../keywords.ts';
import { addressText, parseAddress } from '../../parse/prefix.ts';
import { TextDocument } from '../../print/text.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { printNeighbour } from './print.ts';
import { DEV_WORD, PROXY_WORD, type TargetDraft } from './target.ts';
import { neighUsage } from './usage.ts';

const GET_WORDS = keywords<WordAction<TargetDraft>>(() => [DEV_WORD, PROXY_WORD]);

export const GET_SYNTAX: Syntax = {
  words: [GET_WORDS, keywords(() => [['to', undefined, 'address']])],
  bare: ['address'],
};

/** One entry, in text even under -json: the reference learnt that form later. */
export function getNeighbour(session: Session, words: Words): void {
  const draft: TargetDraft = { session, proxy: false };
  parseWords(words, draft, GET_WORDS, (_draft, _words, word) => {
    const address = word === 'to' ? words.value() : word;
    if (asksForHelp(address)) throw neighUsage();
    if (draft.dst !== undefined) throw duplicateOrGarbage('to', address);
    draft.dst = parseAddress(address, session.options.family);
  });
  const { dev, dst, proxy } = draft;
  if (dev === undefined || dst === undefined)
    throw commandFailure('Device and address are required arguments.\n');
  const index = session.interfaces.indexOf(dev);
  if (index === 0) throw noDevice(dev);
  const query = {
    family: dst.family,
    dst: addressText(dst),
    index,
    ...(proxy && { flags: ['proxy'] as const }),
  };
  const neighbour = request(() => session.host.run(neighbours.get(query)));
  printNeighbour(
    session,
    new TextDocument(session.io.out, session.options.oneline, undefined, session.io.showHost),
    neighbour,
    true,
  );
}
