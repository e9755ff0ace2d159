/** The options of `bridge`. */
import { programFailure } from '../failure.ts';
import { AF, type Family } from '../family.ts';
import { type KeywordTable, keywords } from '../keywords.ts';
import {
  batchOption,
  familyOption,
  helpOption,
  NETNS_OPTION,
  type OptionAction,
  optionParser,
  STATISTICS_OPTION,
  set,
} from '../option_words.ts';
import { programUsage } from './usage.ts';

const VERSION_LINE = 'bridge utility, 6.1.0\n';

const FAMILIES: ReadonlyMap<string, Family> = new Map([
  ['inet', AF.INET],
  ['inet6', AF.INET6],
]);

const OPTIONS = keywords<OptionAction>(() => [
  helpOption(programUsage),
  ['-Version*', () => VERSION_LINE],
  STATISTICS_OPTION,
  ['-details*', set('details', true)],
  ['-oneline*', set('oneline', true)],
  ['-timestamp*', set('timestamp', true)],
  familyOption(programUsage, [...FAMILIES.keys()], (name) => FAMILIES.get(name)),
  ['-4', set('family', AF.INET)],
  ['-6', set('family', AF.INET6)],
  NETNS_OPTION,
]);

/** Tried behind `-color`, which has a form of its own. */
const LATER_OPTIONS = keywords<OptionAction>(() => [
  ['-compressvlans*', set('compressVlans', true)],
  ['-force*', set('force', true)],
  ['-json*', set('json', true)],
  ['-pretty*', set('pretty', true)],
  batchOption(programUsage),
]);

/** The options by table, for completion; `-color` has its own form. */
export const OPTION_TABLES: readonly KeywordTable<OptionAction>[] = [OPTIONS, LATER_OPTIONS];

export const parseOptions = optionParser({
  tables: OPTION_TABLES,
  unknown: (option) => programFailure(`Option "${option}" is unknown, try "bridge help".\n`),
});
