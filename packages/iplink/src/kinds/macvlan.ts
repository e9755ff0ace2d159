/** Kinds `macvlan` and `macvtap`. */
import type { Link, LinkData } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../argv.ts';
import { commandFailure, Failure } from '../failure.ts';
import { keywords } from '../keywords.ts';
import type { Mutable } from '../mutable.ts';
import { lladdrLength, parseLladdrWord } from '../parse/lladdr.ts';
import { parseU32 } from '../parse/number.ts';
import type { Document } from '../print/document.ts';
import type { Session } from '../session.ts';
import { kindHelp, type LinkKind, unknownKindWord } from './kind.ts';

type MacvlanData = LinkData['macvlan'];
type Kind = 'macvlan' | 'macvtap';
type Mode = 'private' | 'vepa' | 'bridge' | 'passthru' | 'source';
type Flag = 'nopromisc' | 'nodst';

const MAC_BYTES = 6;

interface Draft {
  readonly kind: Kind;
  readonly session: Session;
  mode?: Mode;
  flags?: Flag[];
  macaddr?: Mutable<Pick<MacvlanData, 'macaddrMode' | 'macaddr' | 'macaddrData'>>;
  bcQueueLen?: number;
}

const MODES = keywords<Mode>(() => [
  ['private', 'private'],
  ['vepa', 'vepa'],
  ['bridge', 'bridge'],
  ['passthru', 'passthru'],
  ['source', 'source'],
]);

const FLAGS = keywords<readonly Flag[]>(() => [
  ['nopromisc', ['nopromisc']],
  ['nodst', ['nodst']],
  ['null', []],
]);

/** What the source list of mode `source` is told. */
const SOURCE_ACTIONS = keywords<'add' | 'del' | 'set' | 'flush'>(() => [
  ['add', 'add', 'lladdr'],
  ['del', 'del', 'lladdr'],
  ['set', 'set', 'lladdr'],
  ['flush', 'flush'],
]);

function readMac(word: string): string {
  const mac = parseLladdrWord(word);
  // The reference leaves here without a word.
  if (lladdrLength(mac) !== MAC_BYTES) throw commandFailure('');
  return mac;
}

/** The addresses behind `set`: all words that are ones; the first that is none is complained of and stays. */
function readMacs(words: Words, session: Session): string[] {
  const macs: string[] = [];
  for (let word = words.take(); word !== undefined; word = words.take()) {
    try {
      macs.push(readMac(word));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      session.complain(error.text);
      words.back();
      break;
    }
  }
  return macs;
}

function addFlag(draft: Draft, flag: Flag): undefined {
  draft.flags = [...new Set([...(draft.flags ?? []), flag])];
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'mode*',
    (draft, words) => {
      const word = words.value();
      const mode = MODES.find(word);
      if (mode === undefined) {
        throw commandFailure(
          `Error: argument of "mode" must be "private", "vepa", "bridge", "passthru" or "source", not "${word}"\n`,
        );
      }
      draft.mode = mode;
    },
    MODES,
  ],
  [
    'flag*',
    (draft, words) => {
      const word = words.value();
      const flags = FLAGS.find(word);
      if (flags === undefined) {
        throw commandFailure(
          `Error: argument of "flag" must be "nopromisc", "nodst" or "null", not "${word}"\n`,
        );
      }
      draft.flags = [...new Set([...(draft.flags ?? []), ...flags])];
    },
    FLAGS,
  ],
  [
    'macaddr*',
    (draft, words) => {
      const action = SOURCE_ACTIONS.find(words.value());
      if (action === undefined) throw kindHelp(helpOf(draft.kind));
      draft.macaddr = { macaddrMode: action };
      if (action === 'set') draft.macaddr.macaddrData = readMacs(words, draft.session);
      else if (action !== 'flush') draft.macaddr.macaddr = readMac(words.value());
    },
    SOURCE_ACTIONS,
  ],
  ['nopromisc*', (draft) => addFlag(draft, 'nopromisc')],
  ['nodst*', (draft) => addFlag(draft, 'nodst')],
  [
    'bcqueuelen*',
    (draft, words) => {
      const word = words.value();
      const length = parseU32(word);
      if (length === undefined) {
        throw commandFailure(
          `Error: argument of "bcqueuelen" must be a positive integer [0-4294967295], not "${word}"\n`,
        );
      }
      draft.bcQueueLen = length;
    },
    'integer',
  ],
]);

function parse(kind: Kind, words: Words, session: Session): MacvlanData {
  const help = helpOf(kind);
  const draft: Draft = { kind, session };
  parseWords(words, draft, WORDS, (_draft, _words, word) => {
    throw asksForHelp(word) ? kindHelp(help) : unknownKindWord(kind, 'option', word, help);
  });
  const { mode, flags, macaddr, bcQueueLen } = draft;
  if (mode !== 'passthru' && flags?.includes('nopromisc')) {
    throw commandFailure(`${kind}: nopromisc flag only valid in passthru mode\n${help}`);
  }
  return {
    ...(mode && { mode }),
    ...(flags && { flags }),
    ...macaddr,
    ...(bcQueueLen !== undefined && { bcQueueLen }),
  };
}

function print(link: Link, document: Document): void {
  if (link.kind !== 'macvlan' && link.kind !== 'macvtap') return;
  const { mode, flags, bcQueueLen, bcQueueLenUsed, macaddrCount, macaddrData } = link.data ?? {};
  if (mode !== undefined) {
    const name = typeof mode === 'string' ? mode : 'unknown';
    document.field('mode', name, `mode ${name} `);
  }
  if (flags?.includes('nopromisc')) document.field('nopromisc', true, 'nopromisc ');
  if (flags?.includes('nodst')) document.field('nodst', true, 'nodst ');
  if (bcQueueLen !== undefined) document.field('bcqueuelen', bcQueueLen, `bcqueuelen ${bcQueueLen} `);
  if (bcQueueLenUsed !== undefined) {
    document.field('usedbcqueuelen', bcQueueLenUsed, `usedbcqueuelen ${bcQueueLenUsed} `);
  }
  // The kernel counts in every mode; only mode `source` has a list to show.
  if (mode !== 'source') return;
  if (macaddrCount !== undefined) document.field('macaddr_count', macaddrCount, `remotes (${macaddrCount}) `);
  if (macaddrData === undefined) return;
  document.openArray('macaddr_data');
  for (const mac of macaddrData) document.item(mac, `${mac} `);
  document.closeArray();
}

function helpOf(kind: Kind): string {
  return `Usage: ... ${kind} mode MODE [flag MODE_FLAG] MODE_OPTS [bcqueuelen BC_QUEUE_LEN]

MODE: private | vepa | bridge | passthru | source
MODE_FLAG: null | nopromisc | nodst
MODE_OPTS: for mode "source":
\tmacaddr { { add | del } <macaddr> | set [ <macaddr> [ <macaddr>  ... ] ] | flush }
BC_QUEUE_LEN: Length of the rx queue for broadcast/multicast: [0-4294967295]
`;
}

export const macvlan: LinkKind = {
  help: helpOf('macvlan'),
  bare: { kind: 'macvlan' },
  parse: (words, { session }) => ({ kind: 'macvlan', data: parse('macvlan', words, session) }),
  syntax: { words: [WORDS] },
  print,
};

export const macvtap: LinkKind = {
  help: helpOf('macvtap'),
  bare: { kind: 'macvtap' },
  parse: (words, { session }) => ({ kind: 'macvtap', data: parse('macvtap', words, session) }),
  syntax: { words: [WORDS] },
  print,
};
