/** Groups of nexthops as words: `ID[,WEIGHT]/ID[,WEIGHT]/...`, and the arguments of their types. */
import type { NexthopObjectRequest } from '@iplink-ts/rtnetlink';
import type { Words } from '../../argv.ts';
import { wrongArgument } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import { parseU16, parseU32 } from '../../parse/number.ts';
import type { Argument } from '../../syntax.ts';
import { readNumber } from './arguments.ts';

type Group = NonNullable<NexthopObjectRequest['group']>;
type Resilience = NonNullable<NexthopObjectRequest['resGroup']>;

const WEIGHT_MAX = 256;

export function parseGroup(word: string): Group {
  return word.split('/').map((member) => {
    const comma = member.indexOf(',');
    const id = parseU32(comma < 0 ? member : member.slice(0, comma));
    // The reference has cut the word at its first separator by now.
    if (id === undefined) throw wrongArgument(word.split(/[/,]/, 1)[0] ?? '', '"group" value is invalid\n');
    return comma < 0 ? { id } : { id, weight: parseWeight(member.slice(comma + 1)) };
  });
}

function parseWeight(word: string): number {
  const weight = parseU32(word);
  if (weight === undefined || weight === 0 || weight > WEIGHT_MAX)
    throw wrongArgument(word, '"weight" is invalid\n');
  return weight;
}

/** Seconds, for the kernel in hundredths, which must fit in 32 bits. */
function parseTimer(word: string): number | undefined {
  const seconds = parseU32(word);
  return seconds === undefined || seconds >= Math.trunc(0xffffffff / 100) ? undefined : seconds * 100;
}

const RESILIENT_WORDS = keywords<(args: Mutable<Resilience>, words: Words) => void>(() => [
  [
    'buckets',
    (args, words) => {
      args.buckets = readNumber(words, 'buckets', parseU16);
    },
    'integer',
  ],
  [
    'idle_timer',
    (args, words) => {
      args.idleTimer = readNumber(words, 'idle timer', parseTimer);
    },
    'integer',
  ],
  [
    'unbalanced_timer',
    (args, words) => {
      args.unbalancedTimer = readNumber(words, 'unbalanced timer', parseTimer);
    },
    'integer',
  ],
]);

const TYPES = keywords<NonNullable<NexthopObjectRequest['groupType']>>(() => [
  ['mpath', 'mpath'],
  ['resilient', 'res', { words: [RESILIENT_WORDS] }],
]);

/** What is written behind `type`. */
export const TYPE_SYNTAX: Argument = TYPES;

/** The type of a group, and what follows it. */
export function readType(words: Words): Pick<NexthopObjectRequest, 'groupType' | 'resGroup'> {
  const word = words.value();
  const groupType = TYPES.find(word);
  if (groupType === undefined) throw wrongArgument(word, '"type" value is invalid\n');
  if (groupType !== 'res') return { groupType };
  const resGroup: Mutable<Resilience> = {};
  for (let next = words.take(); next !== undefined; next = words.take()) {
    const action = RESILIENT_WORDS.find(next);
    if (action === undefined) {
      words.back();
      break;
    }
    action(resGroup, words);
  }
  return { groupType, resGroup };
}
