/** `ip neigh get`. */
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, duplicateArgument, duplicateOrGarbage, noDevice } from '../../failure.ts';
import { request } from '../../kernel.ts';
import { keywords } from '../../keywords.ts';
import { addressText, type Prefix, parseAddress } from '../../parse/prefix.ts';
import { TextDocument } from '../../print/text.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { printNeighbour } from './print.ts';
import { neighUsage } from './usage.ts';

interface GetDraft {
  readonly session: Session;
  proxy: boolean;
  dev?: string;
  dst?: Prefix;
}

const GET_WORDS = keywords<WordAction<GetDraft>>([
  [
    'dev',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  [
    'proxy*',
    (draft, words) => {
      const word = words.value();
      if (asksForHelp(word)) throw neighUsage();
      if (draft.dst !== undefined) throw duplicateArgument('address', word);
      draft.dst = parseAddress(word, draft.session.options.family);
      draft.proxy = true;
    },
    'address',
  ],
]);

export const GET_SYNTAX: Syntax = {
  words: [GET_WORDS, keywords([['to', undefined, 'address']])],
  bare: ['address'],
};

/** One entry, in text even under -json: the reference learnt that form later. */
export function getNeighbour(session: Session, words: Words): void {
  const draft: GetDraft = { session, proxy: false };
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
  const neighbour = request(() => session.host.neighbours.get(query));
  printNeighbour(
    session,
    new TextDocument(session.io.out, session.options.oneline, undefined, session.io.showHost),
    neighbour,
    true,
  );
}
