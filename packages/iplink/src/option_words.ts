/** How the options in front of the object are read, and those that `ip` and `bridge` have in common. */
import { NETNS_DIRECTORY, type Netns, openNetns, SystemError, strerror } from '@iplink-ts/socket';
import type { Words } from './argv.ts';
import { enteringFailure, type Failure, programFailure, wrongArgument } from './failure.ts';
import type { Family } from './family.ts';
import { type Entry, isPrefixOf, type KeywordTable } from './keywords.ts';
import type { Mutable } from './mutable.ts';
import { type ColourChoice, DEFAULTS, type Options, type ParsedOptions } from './options.ts';

/** Sets an option; a text is printed, and ends the program. */
export type OptionAction = (options: Mutable<Options>, words: Words) => string | undefined;

/** The usage of a program, as a failure. */
type Usage = () => Failure;

export function set<K extends keyof Options>(key: K, value: Options[K]): OptionAction {
  return (options) => {
    options[key] = value;
  };
}

/** An option's argument; a missing one shows the usage instead of an error. */
export function optionArgument(words: Words, usage: Usage): string {
  const word = words.take();
  if (word === undefined) throw usage();
  return word;
}

export const STATISTICS_OPTION: Entry<OptionAction> = [
  '-stats* -statistics*',
  (o) => {
    o.statistics++;
  },
];

export function helpOption(usage: Usage): Entry<OptionAction> {
  return [
    '-help*',
    () => {
      throw usage();
    },
  ];
}

export function familyOption(
  usage: Usage,
  names: readonly string[],
  byName: (name: string) => Family | undefined,
): Entry<OptionAction> {
  return [
    '-family*',
    (o, words) => {
      const word = optionArgument(words, usage);
      if (word === 'help') throw usage();
      const family = byName(word);
      if (family === undefined) throw wrongArgument(word, 'invalid protocol family');
      o.family = family;
    },
    names,
  ];
}

export function batchOption(usage: Usage): Entry<OptionAction> {
  return [
    '-batch*',
    (o, words) => {
      o.batchFile = optionArgument(words, usage);
    },
    'file',
  ];
}

export const NETNS_OPTION: Entry<OptionAction> = [
  '-netns*',
  (o, words) => {
    o.netnsName = words.take();
    o.netns = openNamed(o.netnsName);
  },
  'netns',
];

const ENOENT = 2;

/** The namespace is opened where the option stands, so that a wrong name fails before later options are read. */
function openNamed(name: string | undefined): Netns {
  const shown = name ?? '(null)';
  try {
    if (name === undefined) throw new SystemError(ENOENT, 'open');
    // Whatever it is, it is looked for below that folder: `..` is one, but no namespace.
    return openNetns(name.includes('/') ? name : `${NETNS_DIRECTORY}/${name}`);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.syscall === 'setns') throw enteringFailure(shown, error);
    throw programFailure(`Cannot open network namespace "${shown}": ${strerror(error.errno)}\n`, 255, error);
  }
}

export const COLOUR_OPTIONS: readonly string[] = ['-color', '-color=always', '-color=auto', '-color=never'];

/** `-color[=always|auto|never]`, the name by prefix. */
function readColour(option: string): ColourChoice | undefined {
  const [name = '', choice] = option.split(/=(.*)/s);
  if (!isPrefixOf(name, '-color')) return undefined;
  if (choice === undefined || choice === 'always') return 'always';
  return choice === 'auto' || choice === 'never' ? choice : undefined;
}

interface ProgramOptions {
  /** Tried in this order; `-color`, which has a form of its own, behind the first. */
  readonly tables: readonly KeywordTable<OptionAction>[];
  /** Options of this program that the reference does not have: with their dashes, and before all others. */
  readonly own?: KeywordTable<OptionAction>;
  readonly unknown: (option: string) => Failure;
}

/** Reads options up to `--` or the first word without a dash. */
export function optionParser({ tables, own, unknown }: ProgramOptions): (words: Words) => ParsedOptions {
  const [first, ...later] = tables;

  function actionOf(option: string): OptionAction {
    const action = first?.find(option);
    if (action !== undefined) return action;
    const colour = readColour(option);
    if (colour !== undefined) return set('colour', colour);
    for (const table of later) {
      const found = table.find(option);
      if (found !== undefined) return found;
    }
    throw unknown(option);
  }

  return (words) => {
    const options: Mutable<Options> = { ...DEFAULTS };
    for (let word = words.current; word?.startsWith('-'); word = words.current) {
      words.take();
      if (word === '--') break;
      const action = own?.find(word) ?? actionOf(word.startsWith('--') ? word.slice(1) : word);
      const text = action(options, words);
      if (text !== undefined) return { kind: 'print', text };
    }
    return { kind: 'run', options };
  };
}
