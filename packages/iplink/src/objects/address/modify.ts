/** `ip address add|change|replace|delete`. */
import type { AddressRequest } from '@iplink-ts/rtnetlink';
import { formatIp } from '@iplink-ts/rtnetlink/codec';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { change } from '../../echo.ts';
import {
  commandFailure,
  duplicateArgument,
  duplicateOrGarbage,
  noDevice,
  wrongArgument,
} from '../../failure.ts';
import { AF, type Family } from '../../family.ts';
import { keywords, once } from '../../keywords.ts';
import { scopes } from '../../names/databases.ts';
import { FOREVER, parseLifetime } from '../../parse/lifetime.ts';
import { parseU32 } from '../../parse/number.ts';
import { addressText, type Prefix, parseAddress, parsePrefix, prefixText } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { printAddressEvent } from './event.ts';
import { type AddressFlag, FLAG_WORDS, findFlagWord } from './flags.ts';
import { addressUsage } from './usage.ts';

export type Verb = 'add' | 'change' | 'replace' | 'delete';

/** RT_SCOPE_HOST (linux/rtnetlink.h). */
const SCOPE_HOST = 254;

/** How `brd` was given: an address, or `+` or `-` for the highest or lowest of the prefix. */
type Broadcast =
  | { readonly kind: 'address'; readonly address: Prefix; readonly word: string }
  | { readonly kind: 'computed'; readonly sign: '+' | '-' };

interface Draft {
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
function readAddress(draft: Draft, word: string): Prefix {
  const address = parseAddress(word, draft.family);
  if (draft.family === AF.UNSPEC) draft.family = address.family;
  return address;
}

function readPrefix(draft: Draft, word: string): Prefix {
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

const WORDS = keywords<WordAction<Draft>>([
  [
    'peer remote',
    (draft, words) => {
      const word = words.value();
      if (hasBytes(draft.peer)) throw duplicateArgument('peer', word);
      draft.peer = readPrefix(draft, word);
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
    keywords(FLAG_WORDS.map(({ word }) => [word, undefined])),
    keywords([['local', undefined, 'prefix']]),
  ],
  bare: ['prefix'],
};

/** A flag that cannot be set is warned of, and the command goes on without it. */
function readFlag(draft: Draft, name: string): boolean {
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

function readLocal(draft: Draft, words: Words, word: string): undefined {
  if (readFlag(draft, word)) return;
  const address = word === 'local' ? words.value() : word;
  if (asksForHelp(address)) throw addressUsage();
  if (hasBytes(draft.local)) throw duplicateOrGarbage('local', address);
  draft.localWord = address;
  draft.local = readPrefix(draft, address);
}

/** An address has bytes to send, unless it was given as `any` or the like without a family. */
function hasBytes(prefix: Prefix | undefined): prefix is Prefix {
  return prefix !== undefined && prefix.bytes.length > 0;
}

export function modifyAddress(session: Session, words: Words, verb: Verb): void {
  const draft: Draft = { session, flags: [], family: session.options.family };
  parseWords(words, draft, WORDS, readLocal);
  const { dev } = draft;
  if (dev === undefined) throw commandFailure('Not enough information: "dev" argument is required.\n');
  const fields = addressFields(draft, verb);
  const index = session.interfaces.indexOf(dev);
  if (index === 0) throw noDevice(dev);
  checkLifetimes(draft);
  if (draft.flags.includes('mcautojoin') && !isMulticast(draft.local)) {
    throw commandFailure('autojoin needs multicast address\n');
  }
  change(
    session,
    ({ addresses }) => addresses[verb]({ ...fields, index }),
    (document, echo) => {
      if (echo?.subject === 'address') printAddressEvent(session, document, echo);
    },
  );
}

function addressFields(draft: Draft, verb: Verb): AddressRequest {
  const { family, label, anycast, metric, flags, local } = draft;
  const broadcast =
    verb === 'delete' && draft.broadcast?.kind === 'computed' ? undefined : broadcastOf(draft);
  const scope = draft.scope ?? (verb === 'delete' ? 0 : defaultScope(local));
  return {
    family,
    scope,
    flags,
    ...locals(draft, verb),
    ...(broadcast !== undefined && { broadcast }),
    ...(anycast !== undefined && { anycast }),
    ...(label !== undefined && { label }),
    ...(metric !== undefined && { rtPriority: metric }),
    ...lifetimes(draft),
  };
}

/** IFA_LOCAL and IFA_ADDRESS: the same unless there is a peer. */
function locals(
  { session, family, local, localWord = '', peer }: Draft,
  verb: Verb,
): Pick<AddressRequest, 'local' | 'address' | 'prefixlen'> {
  // Without a family the kernel refuses by itself.
  if (family !== AF.UNSPEC && (isWordOnly(local) || isWordOnly(peer)))
    throw commandFailure('Error: "any" and "all" are no addresses.\n', 2);
  const own = { local: local && addressText(local) };
  if (hasBytes(peer))
    return {
      ...own,
      address: prefixText(peer.length === 0 && local ? withLength(peer, local.length) : peer),
    };
  if (!hasBytes(local)) return own;
  if (verb === 'delete' && local.family === AF.INET && !local.lengthGiven) {
    session.complain(wildcardWarning(localWord));
    return { ...own, prefixlen: local.length };
  }
  return { ...own, address: prefixText(local) };
}

/** `any` and `all` have no bytes to send. */
function isWordOnly(prefix: Prefix | undefined): boolean {
  return prefix !== undefined && !hasBytes(prefix);
}

function withLength(prefix: Prefix, length: number): Prefix {
  return { ...prefix, length };
}

function wildcardWarning(address: string): string {
  return `Warning: Executing wildcard deletion to stay compatible with old scripts.
         Explicitly specify the prefix length (${address}/32) to avoid this warning.
         This special behaviour is likely to disappear in further releases,
         fix your scripts!
`;
}

/** @throws Failure for `any` and `all`, which have no bytes to send */
function broadcastText(address: Prefix, word: string): string {
  if (!hasBytes(address)) throw commandFailure(`Error: "${word}" is no broadcast address.\n`, 2);
  return addressText(address);
}

function broadcastOf({ broadcast, family, local, peer }: Draft): string | undefined {
  if (broadcast === undefined) return undefined;
  if (broadcast.kind === 'address') return broadcastText(broadcast.address, broadcast.word);
  if (family !== AF.INET) throw commandFailure('Broadcast can be set only for IPv4 addresses\n');
  const prefix = peer ?? local;
  // A prefix of one or two addresses has none to spare.
  if (prefix === undefined || prefix.length > 30) return undefined;
  const bytes = Uint8Array.from({ length: 4 }, (_, at) => prefix.bytes[at] ?? 0);
  for (let bit = prefix.length; bit < 32; bit++) {
    const mask = 0x80 >> (bit & 7);
    const byte = bytes[bit >> 3] ?? 0;
    bytes[bit >> 3] = broadcast.sign === '+' ? byte | mask : byte & ~mask;
  }
  return formatIp(bytes, 0, 4);
}

/** Loopback addresses are of scope host, all others global. */
function defaultScope(local: Prefix | undefined): number {
  return local?.family === AF.INET && local.length >= 8 && local.bytes[0] === 127 ? SCOPE_HOST : 0;
}

function isMulticast(local: Prefix | undefined): boolean {
  const first = local?.bytes[0] ?? 0;
  return local?.family === AF.INET6 ? first === 0xff : first >> 4 === 0xe;
}

function checkLifetimes({ valid = FOREVER, preferred = FOREVER }: Draft): void {
  if (valid === 0) throw commandFailure('valid_lft is zero\n');
  if (valid < preferred) throw commandFailure('preferred_lft is greater than valid_lft\n');
}

function lifetimes({ valid, preferred }: Draft): Pick<AddressRequest, 'cacheinfo'> {
  if (valid === undefined && preferred === undefined) return {};
  return { cacheinfo: { prefered: preferred ?? FOREVER, valid: valid ?? FOREVER, cstamp: 0, tstamp: 0 } };
}
