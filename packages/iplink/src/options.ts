/** The options in front of the object. */

import { NETNS_DIRECTORY, type Netns, openNetns, SystemError, strerror } from '@iplink-ts/socket';
import type { Words } from './argv.ts';
import { programFailure, wrongArgument } from './failure.ts';
import { AF, FAMILY_NAMES, type Family, familyByName } from './family.ts';
import { isPrefixOf, type KeywordTable, keywords } from './keywords.ts';
import type { Mutable } from './mutable.ts';
import { parseLeadingInteger, parseU32 } from './parse/number.ts';
import { programUsage } from './usage.ts';
import { VERSION_LINE } from './version.ts';

export type ColourChoice = 'never' | 'auto' | 'always';

/** What a run was asked for, apart from the command itself. Passed along, never changed. */
export interface Options {
  readonly family: Family;
  readonly humanReadable: boolean;
  readonly iec: boolean;
  /** How often `-s` was given; twice shows the error counters. */
  readonly statistics: number;
  readonly details: boolean;
  readonly resolve: boolean;
  readonly oneline: boolean;
  readonly timestamp: boolean;
  readonly timestampShort: boolean;
  readonly force: boolean;
  readonly batchFile: string | undefined;
  readonly brief: boolean;
  readonly json: boolean;
  readonly pretty: boolean;
  /** An option of this program: records without end are lines of JSON. */
  readonly jsonStream: boolean;
  readonly receiveBuffer: number;
  readonly colour: ColourChoice;
  readonly netns: Netns | undefined;
  /** The word by which `netns` was named. */
  readonly netnsName: string | undefined;
  readonly numeric: boolean;
  readonly all: boolean;
  readonly echo: boolean;
  /** `--hints`: refusals are followed by what may help. */
  readonly hints: boolean;
  /** Of `bridge`: equal VLANs in a row are shown as a range. */
  readonly compressVlans: boolean;
  /** Rounds after which a flush gives up. */
  readonly flushRounds: number;
}

/** What the option words come to: a run, or an end by themselves (`-Version`). */
export type ParsedOptions =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'print'; readonly text: string };

/** Sets an option; a text is printed, and ends the program. */
export type OptionAction = (options: Mutable<Options>, words: Words) => string | undefined;

const IPROUTE2_FLUSH_ROUNDS = 10;
const IPROUTE2_RECEIVE_BUFFER = 1 << 20;

export const DEFAULTS: Options = {
  family: AF.UNSPEC,
  humanReadable: false,
  iec: false,
  statistics: 0,
  details: false,
  resolve: false,
  oneline: false,
  timestamp: false,
  timestampShort: false,
  force: false,
  batchFile: undefined,
  brief: false,
  json: false,
  pretty: false,
  jsonStream: false,
  receiveBuffer: IPROUTE2_RECEIVE_BUFFER,
  colour: 'never',
  netns: undefined,
  netnsName: undefined,
  numeric: false,
  all: false,
  echo: false,
  hints: false,
  compressVlans: false,
  flushRounds: IPROUTE2_FLUSH_ROUNDS,
};

export function set<K extends keyof Options>(key: K, value: Options[K]): OptionAction {
  return (options) => {
    options[key] = value;
  };
}

/** An option's argument; a missing one shows the usage instead of an error. */
function argument(words: Words): string {
  const word = words.take();
  if (word === undefined) throw programUsage();
  return word;
}

function readFamily(word: string): Family {
  if (word === 'help') throw programUsage();
  const family = familyByName(word);
  if (family === undefined) throw wrongArgument(word, 'invalid protocol family');
  return family;
}

const ENOENT = 2;

/** The namespace is opened where the option stands, so that a wrong name fails before later options are read. */
export function openNamed(name: string | undefined): Netns {
  const shown = name ?? '(null)';
  try {
    if (name === undefined) throw new SystemError(ENOENT, 'open');
    // Whatever it is, it is looked for below that folder: `..` is one, but no namespace.
    return openNetns(name.includes('/') ? name : `${NETNS_DIRECTORY}/${name}`);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.syscall === 'setns') {
      throw programFailure(`setting the network namespace "${shown}" failed: ${strerror(error.errno)}\n`);
    }
    throw programFailure(`Cannot open network namespace "${shown}": ${strerror(error.errno)}\n`, 255, error);
  }
}

const OPTIONS = keywords<OptionAction>([
  [
    '-loops*',
    (o, words) => {
      o.flushRounds = parseLeadingInteger(argument(words));
    },
    'integer',
  ],
  [
    '-family*',
    (o, words) => {
      o.family = readFamily(argument(words));
    },
    FAMILY_NAMES,
  ],
  ['-4', set('family', AF.INET)],
  ['-6', set('family', AF.INET6)],
  ['-0', set('family', AF.PACKET)],
  ['-M', set('family', AF.MPLS)],
  ['-B', set('family', AF.BRIDGE)],
  ['-human* -human-readable*', set('humanReadable', true)],
  ['-iec*', set('iec', true)],
  [
    '-stats* -statistics*',
    (o) => {
      o.statistics++;
    },
  ],
  ['-details*', set('details', true)],
  ['-resolve*', set('resolve', true)],
  ['-oneline*', set('oneline', true)],
  ['-timestamp*', set('timestamp', true)],
  [
    '-tshort*',
    (o) => {
      o.timestamp = true;
      o.timestampShort = true;
    },
  ],
  ['-Version*', () => VERSION_LINE],
  ['-force*', set('force', true)],
  [
    '-batch*',
    (o, words) => {
      o.batchFile = argument(words);
    },
    'file',
  ],
  ['-brief*', set('brief', true)],
  ['-json*', set('json', true)],
  ['-pretty*', set('pretty', true)],
  [
    '-rcvbuf*',
    (o, words) => {
      const word = argument(words);
      const size = parseU32(word);
      if (size === undefined) throw programFailure(`Invalid rcvbuf size '${word}'\n`);
      o.receiveBuffer = size;
    },
    'integer',
  ],
]);

/** Tried behind `-color`, which has a form of its own. */
const LATER_OPTIONS = keywords<OptionAction>([
  [
    '-help*',
    () => {
      throw programUsage();
    },
  ],
  [
    '-netns*',
    (o, words) => {
      o.netnsName = words.take();
      o.netns = openNamed(o.netnsName);
    },
    'netns',
  ],
  ['-Numeric*', set('numeric', true)],
  ['-all*', set('all', true)],
  ['-echo', set('echo', true)],
]);

/** The options by table, for completion; `-color` has its own form. */
export const OPTION_TABLES: readonly KeywordTable<OptionAction>[] = [OPTIONS, LATER_OPTIONS];
/** Options that the reference does not have. They have one spelling, which it calls unknown, dash or two. */
const OWN = keywords<OptionAction>([
  ['--hints', set('hints', true)],
  ['--json-stream', set('jsonStream', true)],
]);

export const OWN_OPTIONS: readonly string[] = OWN.keywords.map(({ keyword }) => keyword);
export const COLOUR_OPTIONS: readonly string[] = ['-color', '-color=always', '-color=auto', '-color=never'];

/** `-color[=always|auto|never]`, the name by prefix. */
export function readColour(option: string): ColourChoice | undefined {
  const [name = '', choice] = option.split(/=(.*)/s);
  if (!isPrefixOf(name, '-color')) return undefined;
  if (choice === undefined || choice === 'always') return 'always';
  return choice === 'auto' || choice === 'never' ? choice : undefined;
}

/** Reads options up to `--` or the first word without a dash. */
export function parseOptions(words: Words): ParsedOptions {
  const options: Mutable<Options> = { ...DEFAULTS };
  for (let word = words.current; word?.startsWith('-'); word = words.current) {
    words.take();
    if (word === '--') break;
    const option = word.startsWith('--') ? word.slice(1) : word;
    const own = OWN.find(word);
    const text = own === undefined ? parseOption(options, option, words) : own(options, words);
    if (text !== undefined) return { kind: 'print', text };
  }
  return { kind: 'run', options };
}

function parseOption(options: Mutable<Options>, option: string, words: Words): string | undefined {
  const action = OPTIONS.find(option);
  if (action !== undefined) return action(options, words) ?? undefined;
  const colour = readColour(option);
  if (colour !== undefined) {
    options.colour = colour;
    return undefined;
  }
  const later = LATER_OPTIONS.find(option);
  if (later === undefined) throw programFailure(`Option "${option}" is unknown, try "ip -help".\n`);
  return later(options, words) ?? undefined;
}
