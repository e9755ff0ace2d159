/** Which nexthops `ip nexthop list` and `flush` are about. */
import type { NexthopFilter as KernelFilter, Nexthop } from '@iplink-ts/rtnetlink';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { AF } from '../../family.ts';
import { keywords } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { readNumber, refuseWord, showUsage } from './arguments.ts';
import { DEV_WORD, type DeviceFilter, MASTER_WORDS } from './devices.ts';

export interface NexthopFilter extends DeviceFilter {
  readonly kernel: Mutable<KernelFilter>;
  /** One nexthop; the words behind it are not looked at. */
  id?: number;
  /** 0 for all. */
  protocol: number;
}

const WORDS = keywords<WordAction<NexthopFilter>>(() => [
  DEV_WORD,
  [
    'groups*',
    ({ kernel }) => {
      kernel.groups = true;
    },
  ],
  ...MASTER_WORDS,
  [
    'id',
    (filter, words) => {
      filter.id = readNumber(words, 'id');
      return 'stop';
    },
    'integer',
  ],
  ['help*', showUsage],
  [
    'protocol*',
    (filter, words) => {
      filter.protocol = readNumber(words, 'protocol');
    },
    'integer',
  ],
  // The reference asks the kernel for nexthops of forwarding databases only; the kernel lists all the same.
  ['fdb*', () => undefined],
]);

export const NEXTHOP_FILTER_WORDS: Syntax = { words: [WORDS] };

/** @throws Failure for a wrong word */
export function parseFilter(session: Session, words: Words): NexthopFilter {
  const { family } = session.options;
  const kernel = family === AF.UNSPEC ? {} : { family };
  const filter: NexthopFilter = { session, kernel, protocol: 0 };
  parseWords(words, filter, WORDS, (_filter, _words, word) => refuseWord(word));
  return filter;
}

export function selects({ protocol }: NexthopFilter, nexthop: Nexthop): boolean {
  return protocol === 0 || protocol === nexthop.protocol;
}
