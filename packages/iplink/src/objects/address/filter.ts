/** Which links and addresses `ip link show`, `ip address show` and `ip address flush` are about. */
import type { Address, Link } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, duplicateOrGarbage, type Failure, wrongArgument } from '../../failure.ts';
import { AF, type Family } from '../../family.ts';
import { keywords } from '../../keywords.ts';
import { groups, scopes } from '../../names/databases.ts';
import { globMatcher } from '../../parse/glob.ts';
import { type Prefix, parsePrefix, sharesBits } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { isVrf } from '../link/device.ts';
import { type AddressFlag, FLAG_WORDS, findFlagWord } from './flags.ts';
import { localBytes } from './local.ts';

/** Which master a link must have. */
export type MasterFilter = { readonly kind: 'index'; readonly index: number } | { readonly kind: 'none' };

export interface AddressFilter {
  family: Family;
  /** The device named, and its index. */
  dev?: string;
  index?: number;
  to?: Prefix;
  scope?: number;
  up: boolean;
  readonly flags: Map<AddressFlag, boolean>;
  label?: string;
  group?: number;
  master?: MasterFilter;
  kind?: string;
  slaveKind?: string;
}

interface Draft {
  readonly session: Session;
  readonly filter: AddressFilter;
}

const SLAVE_SUFFIX = '_slave';

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'to',
    ({ filter }, words) => {
      const to = parsePrefix(words.value(), filter.family);
      // `all` and the like are of no family as long as none was chosen, and leave nothing out.
      if (to.family === AF.UNSPEC) delete filter.to;
      else filter.to = to;
      if (filter.family === AF.UNSPEC) filter.family = to.family;
    },
    'prefix',
  ],
  [
    'scope',
    ({ filter }, words) => {
      const word = words.value();
      const scope = scopes.parse(word);
      if (scope === undefined && word !== 'all') throw wrongArgument(word, 'invalid "scope"\n');
      if (scope === undefined) delete filter.scope;
      else filter.scope = scope;
    },
    'scope',
  ],
  [
    'up',
    ({ filter }) => {
      filter.up = true;
    },
  ],
  [
    'label',
    ({ filter }, words) => {
      filter.label = words.value();
    },
    'label',
  ],
  [
    'group',
    ({ filter }, words) => {
      const word = words.value();
      const group = groups.parse(word);
      if (group === undefined) throw wrongArgument(word, 'Invalid "group" value\n');
      filter.group = group;
    },
    'group',
  ],
  [
    'master',
    ({ filter, session }, words) => {
      const word = words.value();
      const index = session.interfaces.indexOf(word);
      if (index === 0) throw wrongArgument(word, 'Device does not exist\n');
      filter.master = { kind: 'index', index };
    },
    'device',
  ],
  [
    'vrf',
    ({ filter, session }, words) => {
      const word = words.value();
      const index = session.interfaces.indexOf(word);
      if (index === 0 || !isVrf(session, word)) throw wrongArgument(word, 'Not a valid VRF name\n');
      filter.master = { kind: 'index', index };
    },
    'vrf',
  ],
  [
    'nomaster',
    ({ filter }) => {
      filter.master = { kind: 'none' };
    },
  ],
  [
    'type',
    ({ filter }, words) => {
      const word = words.value();
      if (word.endsWith(SLAVE_SUFFIX)) filter.slaveKind = word.slice(0, -SLAVE_SUFFIX.length);
      else filter.kind = word;
    },
    'kindname',
  ],
]);

const FLAGS = [...FLAG_WORDS.map(({ word }) => word), 'dynamic', 'primary'];

/** A selection; a flag with a dash stands for its absence. */
export const FILTER_WORDS: Syntax = {
  words: [
    WORDS,
    keywords(() => [...FLAGS, ...FLAGS.map((word) => `-${word}`)].map((word) => [word, undefined])),
    keywords(() => [['dev', undefined, 'device']]),
  ],
  bare: ['device'],
};

/** `nodad`, `-nodad`; `dynamic` and `primary` are the opposites of `permanent` and `secondary`. */
function readFlag(filter: AddressFilter, word: string): boolean {
  const inverted = word.startsWith('-');
  const name = inverted ? word.slice(1) : word;
  if (name === 'dynamic') filter.flags.set('permanent', inverted);
  else if (name === 'primary') filter.flags.set('secondary', inverted);
  else {
    const entry = findFlagWord(name);
    if (entry === undefined) return false;
    filter.flags.set(entry.flag, !inverted);
  }
  return true;
}

/**
 * Reads the words of a selection.
 * @throws Failure for a wrong word, or a device that does not exist
 */
export function parseFilter(
  session: Session,
  words: Words,
  family: Family,
  usage: () => Failure,
): AddressFilter {
  const filter: AddressFilter = { family, up: false, flags: new Map() };
  parseWords(words, { session, filter }, WORDS, (_draft, _words, word) => {
    if (readFlag(filter, word)) return;
    if (word !== 'dev' && asksForHelp(word)) throw usage();
    const device = word === 'dev' ? words.value() : word;
    if (filter.dev !== undefined) throw duplicateOrGarbage('dev', device);
    filter.dev = device;
  });
  if (filter.dev !== undefined) {
    filter.index = session.interfaces.indexOf(filter.dev);
    if (filter.index === 0) throw commandFailure(`Device "${filter.dev}" does not exist.\n`);
    filter.dev = session.interfaces.nameIn(filter.dev);
  }
  return filter;
}

/** Whether the kernel filters the links of a dump: it does for one of no particular family only. */
export function kernelFilters(family: Family): boolean {
  return family === AF.UNSPEC || family === AF.PACKET;
}

/** What the kernel leaves out of a dump: links of another master, and of another kind where it knows that one. */
export function selectedByKernel(link: Link, filter: AddressFilter): boolean {
  if (filter.master?.kind === 'none' && link.master !== undefined) return false;
  return filter.master?.kind !== 'index' || link.master === filter.master.index;
}

/**
 * How much of a link is shown. One that is hidden still has its place in JSON, as an empty object. With a label the
 * filters of links are not asked any more, but for `dev` and `up`.
 */
export function visibility(link: Link, filter: AddressFilter): 'shown' | 'hidden' | 'addresses only' {
  if (filter.index !== undefined && link.index !== filter.index) return 'hidden';
  if (filter.up && !link.flags.includes('up')) return 'hidden';
  if (filter.label !== undefined) return 'addresses only';
  return passesLinkFilters(link, filter) ? 'shown' : 'hidden';
}

function passesLinkFilters(link: Link, filter: AddressFilter): boolean {
  // IPv6's answers about links do not say the group.
  if (filter.group !== undefined && link.group !== undefined && link.group !== filter.group) return false;
  if (filter.master?.kind === 'index' && link.master !== filter.master.index) return false;
  if (filter.kind !== undefined && link.kind !== filter.kind) return false;
  return filter.slaveKind === undefined || link.slaveKind === filter.slaveKind;
}

/** Whether a filter selects an address. */
export type AddressTest = (address: Address) => boolean;

/** A test for addresses, made once per filter. */
export function addressTest(session: Session, filter: AddressFilter): AddressTest {
  const label = filter.label === undefined ? undefined : globMatcher(filter.label);
  const flags = [...filter.flags];
  return (address) => {
    if (filter.index !== undefined && address.index !== filter.index) return false;
    if (filter.family !== AF.UNSPEC && address.family !== filter.family) return false;
    if (filter.scope !== undefined && address.scope !== filter.scope) return false;
    for (const [flag, wanted] of flags) if (address.flags.includes(flag) !== wanted) return false;
    if (filter.to !== undefined && !isWithin(filter.to, address)) return false;
    return label?.(address.label ?? session.interfaces.nameOf(address.index)) ?? true;
  };
}

function isWithin(prefix: Prefix, address: Address): boolean {
  const bytes = localBytes(address);
  if (bytes === undefined) return true;
  return address.family === prefix.family && sharesBits(prefix.bytes, bytes, prefix.length);
}
