/** `ip neigh show` and `flush`. */
import type { Neighbour } from '@iplink-ts/rtnetlink';
import { parseIp } from '@iplink-ts/rtnetlink/codec';
import { neighbours } from '@iplink-ts/rtnetlink/sync';
import { strerror } from '@iplink-ts/socket';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import {
  commandFailure,
  duplicateArgument,
  type Failure,
  noDevice,
  programFailure,
  wrongArgument,
} from '../../failure.ts';
import { AF, type Family } from '../../family.ts';
import { dump, isRefusal } from '../../kernel.ts';
import { keywords } from '../../keywords.ts';
import { protocols } from '../../names/databases.ts';
import { type Prefix, parsePrefix, sharesBits } from '../../parse/prefix.ts';
import { TextDocument } from '../../print/text.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { isVrf } from '../link/device.ts';
import { printNeighbour } from './print.ts';
import { parseState, STATE_WORDS, stateBits } from './states.ts';
import { neighUsage } from './usage.ts';

/** NDA_MASTER of those that have none (net/core/neighbour.c). */
const NO_MASTER = 0xffffffff;

interface NeighbourFilter {
  family: Family;
  /** NUD_* bits to show; {@link NONE} stands for the state without a bit. */
  states: number;
  statesGiven: boolean;
  dev?: string;
  index?: number;
  master?: number;
  unusedOnly: boolean;
  proxy: boolean;
  protocol?: number;
  to?: Prefix;
}

const NONE = 0x100;
const PERMANENT = 0x80;
const NOARP = 0x40;
const FAILED = 0x20;
const ALL_STATES = 0x1ff;

type Purpose = 'show' | 'flush';

interface Draft {
  readonly session: Session;
  readonly purpose: Purpose;
  readonly filter: NeighbourFilter;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'dev',
    ({ filter }, words) => {
      const word = words.value();
      if (filter.dev !== undefined) throw duplicateArgument('dev', word);
      filter.dev = word;
    },
    'device',
  ],
  [
    'master',
    ({ filter, session }, words) => {
      const word = words.value();
      const index = session.interfaces.indexOf(word);
      if (index === 0) throw wrongArgument(word, 'Device does not exist\n');
      filter.master = index;
    },
    'device',
  ],
  [
    'vrf',
    ({ filter, session }, words) => {
      const word = words.value();
      const index = session.interfaces.indexOf(word);
      if (index === 0 || !isVrf(session, word)) throw wrongArgument(word, 'Not a valid VRF name\n');
      filter.master = index;
    },
    'vrf',
  ],
  [
    'nomaster',
    ({ filter }) => {
      filter.master = NO_MASTER;
    },
  ],
  [
    'unused',
    ({ filter }) => {
      filter.unusedOnly = true;
    },
  ],
  ['nud', ({ filter, purpose }, words) => readState(filter, purpose, words.value()), STATE_WORDS],
  [
    'proxy',
    ({ filter }) => {
      filter.proxy = true;
    },
  ],
  [
    'protocol*',
    ({ filter }, words) => {
      const word = words.value();
      const protocol = protocols.parse(word);
      if (protocol === undefined && word !== 'all') throw wrongArgument(word, 'invalid "protocol"\n');
      filter.protocol = protocol ?? 0;
    },
    'protocol',
  ],
]);

/** A selection. */
export const NEIGHBOUR_FILTER_SYNTAX: Syntax = {
  words: [WORDS, keywords(() => [['to', undefined, 'prefix']])],
  bare: ['prefix'],
};

function readState(filter: NeighbourFilter, purpose: Purpose, word: string): undefined {
  const state = parseState(word);
  if (state === undefined && word !== 'all') throw wrongArgument(word, 'nud state is bad');
  const all = purpose === 'flush' ? ALL_STATES & ~NOARP : ALL_STATES;
  const wanted = state === undefined ? all : state || NONE;
  filter.states = filter.statesGiven ? filter.states | wanted : wanted;
  filter.statesGiven = true;
}

function parseFilter(session: Session, words: Words, purpose: Purpose): NeighbourFilter {
  const filter: NeighbourFilter = {
    family: session.options.family,
    states: purpose === 'flush' ? ALL_STATES & ~(PERMANENT | NOARP) : 0xff & ~NOARP,
    statesGiven: false,
    unusedOnly: false,
    proxy: false,
  };
  parseWords(words, { session, purpose, filter }, WORDS, (_draft, _words, word) => {
    const prefix = word === 'to' ? words.value() : word;
    if (asksForHelp(prefix)) throw neighUsage();
    filter.to = parsePrefix(prefix, filter.family);
    if (filter.family === AF.UNSPEC) filter.family = filter.to.family;
  });
  if (filter.dev !== undefined) {
    filter.index = session.interfaces.indexOf(filter.dev);
    if (filter.index === 0) throw noDevice(filter.dev);
  }
  return filter;
}

const DUMP = { status: 1, reach: 'program' } as const;

function listNeighbours(
  session: Session,
  filter: NeighbourFilter,
  what: 'Dump' | 'Flush',
): readonly Neighbour[] {
  const { family, index, master, proxy } = filter;
  const list = (): readonly Neighbour[] =>
    session.host.run(
      neighbours.list({
        ...(family !== AF.UNSPEC && { family }),
        ...(index !== undefined && { dev: index }),
        ...(master !== undefined && { master }),
        ...(proxy && { proxy }),
      }),
    );
  return dump(session, list, DUMP, what).filter((neighbour) => selects(filter, neighbour));
}

function selects(filter: NeighbourFilter, neighbour: Neighbour): boolean {
  const { family, index, state, flags, dst, protocol, cacheinfo } = neighbour;
  if (filter.family !== AF.UNSPEC && filter.family !== family) return false;
  if (filter.index !== undefined && filter.index !== index) return false;
  if (
    !hasState(filter.states, stateBits(state)) &&
    !flags.includes('proxy') &&
    !flags.includes('extLearned')
  ) {
    return false;
  }
  if (filter.to !== undefined && !isWithin(filter.to, dst)) return false;
  if (filter.protocol && filter.protocol !== protocol) return false;
  return !filter.unusedOnly || cacheinfo === undefined || cacheinfo.refcnt === 0;
}

function hasState(wanted: number, bits: number): boolean {
  return bits === 0 ? (wanted & NONE) !== 0 : (wanted & bits) !== 0;
}

function isWithin(prefix: Prefix, dst: string | undefined): boolean {
  const bytes = dst === undefined ? undefined : parseIp(dst);
  return (
    bytes === undefined || (prefix.bytes.length === 0 ? true : sharesBits(prefix.bytes, bytes, prefix.length))
  );
}

export function showNeighbours(session: Session, words: Words): void {
  const filter = parseFilter(session, words, 'show');
  const document = session.document();
  document.begin();
  const withDevice = filter.index === undefined;
  for (const neighbour of listNeighbours(session, filter, 'Dump')) {
    printNeighbour(session, document, neighbour, withDevice);
  }
  document.end();
}

const FLUSH_ROUNDS = 10;

/** Deletes round by round until a dump has nothing left to delete. */
export function flushNeighbours(session: Session, words: Words): void {
  const { out } = session.io;
  const verbose = session.options.statistics > 0;
  if (words.current === undefined) throw commandFailure('Flush requires arguments.\n');
  const filter = parseFilter(session, words, 'flush');
  for (let round = 0; round < FLUSH_ROUNDS; round++) {
    const chosen = listNeighbours(session, filter, 'Flush');
    if (chosen.length === 0) {
      if (verbose) out.write(flushSummary(round));
      return;
    }
    if (session.options.statistics > 1) {
      const document = new TextDocument(out, session.options.oneline, undefined);
      for (const neighbour of chosen)
        printNeighbour(session, document, neighbour, filter.index === undefined);
    }
    const refusals = chosen.flatMap((neighbour) => deleteNeighbour(session, neighbour) ?? []);
    if (refusals[0] !== undefined) throw refusals[0];
    if (verbose) out.write(`\n*** Round ${round + 1}, deleting ${chosen.length} entries ***\n`);
    // What a round deleted may linger in this state.
    filter.states &= ~FAILED;
  }
  out.write(`*** Flush not complete bailing out after ${FLUSH_ROUNDS} rounds\n`);
  throw commandFailure('', 255);
}

function flushSummary(rounds: number): string {
  if (rounds === 0) return 'Nothing to flush.\n';
  return `*** Flush is complete after ${rounds} round${rounds > 1 ? 's' : ''} ***\n`;
}

/** Deletes an entry, if it is still there, or says why not. Of a forwarding database more than the address says which one is meant. */
function deleteNeighbour(session: Session, neighbour: Neighbour): Failure | undefined {
  const { family, index, dst, flags } = neighbour;
  const isForwarding = family === AF.BRIDGE;
  try {
    session.host.run(neighbours.delete(isForwarding ? neighbour : { family, index, dst, flags }));
    return undefined;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.code === 'ENOENT' && !isForwarding) return undefined;
    return programFailure(`Failed to send flush request: ${strerror(error.errno)}\n`, 1);
  }
}
