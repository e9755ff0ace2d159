/** `ip neigh add|change|replace|delete`. */
import type { NeighbourRequest } from '@iplink-ts/rtnetlink';
import { neighbours } from '@iplink-ts/rtnetlink/sync';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import {
  duplicateArgument,
  duplicateOrGarbage,
  noDevice,
  programFailure,
  wrongArgument,
} from '../../failure.ts';
import { AF } from '../../family.ts';
import { request } from '../../kernel.ts';
import { keywords } from '../../keywords.ts';
import { protocols } from '../../names/databases.ts';
import { parseLladdrWord } from '../../parse/lladdr.ts';
import { addressText, type Prefix, parseAddress } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { parseState, STATE_WORDS, stateNames } from './states.ts';
import { DEV_WORD, PROXY_WORD, type TargetDraft } from './target.ts';

export type Verb = 'add' | 'change' | 'replace' | 'delete';

interface Draft extends TargetDraft {
  readonly flags: ('router' | 'use' | 'extLearned')[];
  managed: boolean;
  lladdr?: string;
  state: number;
  protocol?: number;
}

/** NUD_PERMANENT */
const PERMANENT = 0x80;

/** How many bytes of a link-layer address are taken. */
const LLADDR_BYTES = 20;

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'lladdr*',
    (draft, words) => {
      const word = words.value();
      if (draft.lladdr !== undefined) throw duplicateArgument('lladdr', word);
      draft.lladdr = word;
    },
    'lladdr',
  ],
  [
    'nud',
    (draft, words) => {
      const word = words.value();
      const state = parseState(word);
      if (state === undefined) throw wrongArgument(word, 'nud state is bad');
      draft.state = state;
    },
    STATE_WORDS,
  ],
  PROXY_WORD,
  ['router', ({ flags }) => void flags.push('router')],
  ['use', ({ flags }) => void flags.push('use')],
  [
    'managed',
    (draft) => {
      draft.managed = true;
      draft.state = 0;
    },
  ],
  ['extern_learn*', ({ flags }) => void flags.push('extLearned')],
  DEV_WORD,
  [
    'protocol*',
    (draft, words) => {
      const word = words.value();
      const protocol = protocols.parse(word);
      if (protocol === undefined) throw wrongArgument(word, '"protocol" value is invalid\n');
      draft.protocol = protocol;
    },
    'protocol',
  ],
]);

/** A destination and what is known of it. */
export const NEIGHBOUR_SYNTAX: Syntax = {
  words: [WORDS, keywords(() => [['to', undefined, 'address']])],
  bare: ['address'],
};

function readDestination(draft: Draft, words: Words, word: string): undefined {
  let address = word === 'to' ? words.value() : word;
  // The reference steps over the word instead of helping.
  if (asksForHelp(address)) address = words.value();
  if (draft.dst !== undefined && draft.dst.family !== AF.UNSPEC) throw duplicateOrGarbage('to', address);
  draft.dst = parseAddress(address, draft.session.options.family);
}

export function modifyNeighbour(session: Session, words: Words, verb: Verb): void {
  const draft: Draft = { session, flags: [], proxy: false, managed: false, state: PERMANENT };
  parseWords(words, draft, WORDS, readDestination);
  const { dst, dev, proxy } = draft;
  if ((dev === undefined && !proxy) || dst === undefined || dst.family === AF.UNSPEC) {
    throw programFailure('Device and destination are required arguments.\n');
  }
  const message = neighbourRequest(draft, dst);
  // A proxy entry without a device is for all of them.
  const index = dev === undefined ? 0 : session.interfaces.indexOf(dev);
  if (dev !== undefined && index === 0) throw noDevice(dev);
  // Unlike other objects, a refusal leaves the program, batch and all.
  request(() => session.host.run(neighbours[verb]({ ...message, index })), { status: 2, reach: 'program' });
}

function neighbourRequest(draft: Draft, dst: Prefix): NeighbourRequest {
  const { lladdr, protocol, managed, flags, proxy, state } = draft;
  return {
    family: dst.family,
    dst: addressText(dst),
    state: stateNames(state),
    flags: proxy ? [...flags, 'proxy'] : flags,
    ...(lladdr !== undefined && lladdr !== 'null' && { lladdr: parseLladdrWord(lladdr, LLADDR_BYTES) }),
    ...(protocol !== undefined && { protocol }),
    ...(managed && { flagsExt: ['managed'] }),
  };
}
