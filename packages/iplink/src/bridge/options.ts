/** The options in front of the object. */
import type { Words } from '../argv.ts';
import { programFailure, wrongArgument } from '../failure.ts';
import { AF, type Family } from '../family.ts';
import { type KeywordTable, keywords } from '../keywords.ts';
import type { Mutable } from '../mutable.ts';
import {
  DEFAULTS,
  type OptionAction,
  type Options,
  openNamed,
  type ParsedOptions,
  readColour,
  set,
} from '../options.ts';
import { programUsage } from './usage.ts';

const VERSION_LINE = 'bridge utility, 6.1.0\n';

const FAMILIES: readonly string[] = ['inet', 'inet6'];

/** A missing argument shows the usage instead of an error. */
function argument(words: Words): string {
  const word = words.take();
  if (word === undefined) throw programUsage();
  return word;
}

function readFamily(word: string): Family {
  if (word === 'help') throw programUsage();
  if (word === 'inet') return AF.INET;
  if (word === 'inet6') return AF.INET6;
  throw wrongArgument(word, 'invalid protocol family');
}

const OPTIONS = keywords<OptionAction>([
  [
    '-help*',
    () => {
      throw programUsage();
    },
  ],
  ['-Version*', () => VERSION_LINE],
  [
    '-stats* -statistics*',
    (o) => {
      o.statistics++;
    },
  ],
  ['-details*', set('details', true)],
  ['-oneline*', set('oneline', true)],
  ['-timestamp*', set('timestamp', true)],
  [
    '-family*',
    (o, words) => {
      o.family = readFamily(argument(words));
    },
    FAMILIES,
  ],
  ['-4', set('family', AF.INET)],
  ['-6', set('family', AF.INET6)],
  [
    '-netns*',
    (o, words) => {
      o.netns = openNamed(words.take());
    },
    'netns',
  ],
]);

/** Tried behind `-color`, which has a form of its own. */
const LATER_OPTIONS = keywords<OptionAction>([
  ['-compressvlans*', set('compressVlans', true)],
  ['-force*', set('force', true)],
  ['-json*', set('json', true)],
  ['-pretty*', set('pretty', true)],
  [
    '-batch*',
    (o, words) => {
      o.batchFile = argument(words);
    },
    'file',
  ],
]);

/** The options by table, for completion; `-color` has its own form. */
export const OPTION_TABLES: readonly KeywordTable<OptionAction>[] = [OPTIONS, LATER_OPTIONS];

/** Reads options up to `--` or the first word without a dash. */
export function parseOptions(words: Words): ParsedOptions {
  const options: Mutable<Options> = { ...DEFAULTS };
  for (let word = words.current; word?.startsWith('-'); word = words.current) {
    words.take();
    if (word === '--') break;
    const option = word.startsWith('--') ? word.slice(1) : word;
    const text = parseOption(options, option, words);
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
  if (later === undefined) throw programFailure(`Option "${option}" is unknown, try "bridge help".\n`);
  return later(options, words) ?? undefined;
}
