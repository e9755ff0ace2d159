/** The options of `ip`. */
import { programFailure } from './failure.ts';
import { AF, FAMILY_NAMES, familyByName } from './family.ts';
import { type KeywordTable, keywords } from './keywords.ts';
import {
  batchOption,
  familyOption,
  helpOption,
  NETNS_OPTION,
  type OptionAction,
  optionArgument,
  optionParser,
  STATISTICS_OPTION,
  set,
} from './option_words.ts';
import { parseLeadingInteger, parseU32 } from './parse/number.ts';
import { programUsage } from './usage.ts';
import { VERSION_LINE } from './version.ts';

const OPTIONS = keywords<OptionAction>(() => [
  [
    '-loops*',
    (o, words) => {
      o.flushRounds = parseLeadingInteger(optionArgument(words, programUsage));
    },
    'integer',
  ],
  familyOption(programUsage, FAMILY_NAMES, familyByName),
  ['-4', set('family', AF.INET)],
  ['-6', set('family', AF.INET6)],
  ['-0', set('family', AF.PACKET)],
  ['-M', set('family', AF.MPLS)],
  ['-B', set('family', AF.BRIDGE)],
  ['-human* -human-readable*', set('humanReadable', true)],
  ['-iec*', set('iec', true)],
  STATISTICS_OPTION,
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
  batchOption(programUsage),
  ['-brief*', set('brief', true)],
  ['-json*', set('json', true)],
  ['-pretty*', set('pretty', true)],
  [
    '-rcvbuf*',
    (o, words) => {
      const word = optionArgument(words, programUsage);
      const size = parseU32(word);
      if (size === undefined) throw programFailure(`Invalid rcvbuf size '${word}'\n`);
      // The system call takes a signed number; the kernel cuts what is too large.
      o.receiveBuffer = Math.min(size, 0x7fffffff);
    },
    'integer',
  ],
]);

/** Tried behind `-color`, which has a form of its own. */
const LATER_OPTIONS = keywords<OptionAction>(() => [
  helpOption(programUsage),
  NETNS_OPTION,
  ['-Numeric*', set('numeric', true)],
  ['-all*', set('all', true)],
  ['-echo', set('echo', true)],
]);

/** The options by table, for completion; `-color` has its own form. */
export const OPTION_TABLES: readonly KeywordTable<OptionAction>[] = [OPTIONS, LATER_OPTIONS];

/** Options that the reference does not have. They have one spelling, which it calls unknown, dash or two. */
const OWN = keywords<OptionAction>(() => [
  ['--hints', set('hints', true)],
  ['--json-stream', set('jsonStream', true)],
]);

export const OWN_OPTIONS: readonly string[] = OWN.keywords.map(({ keyword }) => keyword);

export const parseOptions = optionParser({
  tables: OPTION_TABLES,
  own: OWN,
  unknown: (option) => programFailure(`Option "${option}" is unknown, try "ip -help".\n`),
});
