/** The words of `ip address add|change|replace|delete`. */
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { duplicateArgument, duplicateOrGarbage, wrongArgument } from '../../failure.ts';
import { AF, type Family } from '../../family.ts';
import { keywords, once } from '../../keywords.ts';
import { scopes } from '../../names/databases.ts';
import { parseLifetime } from '../../parse/lifetime.ts';
import { parseU32 } from '../../parse/number.ts';
import { addressText, type Prefix, parseAddress, parsePrefix } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { type AddressFlag, FLAG_WORDS, findFlagWord } from './flags.ts';
import { addressUsage } from './usage.ts';

/** How `brd` was given: an address, or `+` or `-` for the highest or lowest of the prefix. */
type Broadcast =
  | { readonly kind: 'address'; readonly address: Prefix; readonly word: string }
  | { readonly kind: 'computed'; readonly sign: '+' | '-' };

/** What the words of an address come to. */
export interface AddressDraft {
  readonly session: Session;
  readonly flags: AddressFlag[];
  family: Family;
  local?: Prefix;
  /** The local address as it was written. */
  localWord?: string;
  peer?: Prefix;
  broadcast?: Broadcast;
  anycast?: string;
  scope?: number;
  dev?: string;
  label?: string;
  metric?: number;
  valid?: number;
  preferred?: number;
}

/** An address of the command's family, which the first address settles. */
function readAddress(draft: AddressDraft, word: string): Prefix {
  const address = parseAddress(word, draft.family);
  if (draft.family === AF.UNSPEC) draft.family = address.family;
  return address;
}

function readPrefix(draft: AddressDraft, word: string): Prefix {
  const prefix = parsePrefix(word, draft.family);
  if (draft.family === AF.UNSPEC) draft.family = prefix.family;
  return prefix;
}

function readLifetime(words: Words, keyword: string): number {
  const word = words.value();
  const seconds = parseLifetime(word);
  if (seconds === undefined) throw wrongArgument(word, `${keyword} value`);
  return seconds;
}

const WORDS = keywords<WordAction<AddressDraft>>(() => [
  [
    'peer remote',
    (draft, words) => {
      const word = words.value();
      if (hasBytes(draft.peer)) throw duplicateArgument('peer', word);
      const peer = readPrefix(draft, word);
      // One without bytes is refused, whatever comes behind.
      draft.peer ??= peer;
    },
    'prefix',
  ],
  [
    'broadcast* brd',
    (draft, words) => {
      const word = words.value();
      once('broadcast', draft.broadcast, word);
      draft.broadcast =
        word === '+' || word === '-'
          ? { kind: 'computed', sign: word }
          : { kind: 'address', address: readAddress(draft, word), word };
    },
    'address',
  ],
  [
    'anycast',
    (draft, words) => {
      const word = words.value();
      once('anycast', draft.anycast, word);
      draft.anycast = addressText(readAddress(draft, word));
    },
    'address',
  ],
  [
    'scope',
    (draft, words) => {
      const word = words.value();
      const scope = scopes.parse(word);
      if (scope === undefined) throw wrongArgument(word, 'invalid scope value.');
      draft.scope = scope;
    },
    'scope',
  ],
  [
    'dev',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  [
    'label',
    (draft, words) => {
      draft.label = words.value();
    },
    'label',
  ],
  [
    'metric* priority* preference*',
    (draft, words) => {
      const word = words.value();
      const metric = parseU32(word);
      if (metric === undefined) throw wrongArgument(word, '"metric" value is invalid\n');
      draft.metric = metric;
    },
    'integer',
  ],
  [
    'valid_lft*',
    (draft, words, word) => {
      // The reference names the keyword here, not the value.
      once('valid_lft', draft.valid, word);
      draft.valid = readLifetime(words, 'valid_lft');
    },
    'lifetime',
  ],
  [
    'preferred_lft*',
    (draft, words, word) => {
      // The reference names the keyword here, not the value.
      once('preferred_lft', draft.preferred, word);
      draft.preferred = readLifetime(words, 'preferred_lft');
    },
    'lifetime',
  ],
]);

export const ADDRESS_WORDS: Syntax = {
  words: [
    WORDS,
    keywords(() => FLAG_WORDS.map(({ word }) => [word, undefined])),
    keywords(() => [['local', undefined, 'prefix']]),
  ],
  bare: ['prefix'],
};

/** A flag that cannot be set is warned of, and the command goes on without it. */
function readFlag(draft: AddressDraft, name: string): boolean {
  const entry = findFlagWord(name);
  if (entry === undefined) return false;
  const { session } = draft;
  if (entry.mutability === 'readonly') {
    session.complain(`Warning: ${name} option is not mutable from userspace\n`);
  } else if (entry.mutability === 'ipv6' && draft.family !== AF.INET6) {
    session.complain(`Warning: ${name} option can be set only for IPv6 addresses\n`);
  } else draft.flags.push(entry.flag);
  return true;
}

function readLocal(draft: AddressDraft, words: Words, word: string): undefined {
  if (readFlag(draft, word)) return;
  const address = word === 'local' ? words.value() : word;
  if (asksForHelp(address)) throw addressUsage();
  if (hasBytes(draft.local)) throw duplicateOrGarbage('local', address);
  const local = readPrefix(draft, address);
  draft.localWord ??= address;
  draft.local ??= local;
}

/** An address has bytes to send, unless it was given as `any` or the like without a family. */
export function hasBytes(prefix: Prefix | undefined): prefix is Prefix {
  return prefix !== undefined && prefix.bytes.length > 0;
}

/** @throws Failure for a wrong word */
export function parseAddressWords(session: Session, words: Words): AddressDraft {
  const draft: AddressDraft = { session, flags: [], family: session.options.family };
  parseWords(words, draft, WORDS, readLocal);
  return draft;
}
