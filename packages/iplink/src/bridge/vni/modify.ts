/** `bridge vni add|delete`. */
import type { VniRange } from '@iplink-ts/rtnetlink';
import { vnis } from '@iplink-ts/rtnetlink/sync';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, wrongArgument } from '../../failure.ts';
import { AF } from '../../family.ts';
import { keywords } from '../../keywords.ts';
import { parseLeadingInteger } from '../../parse/number.ts';
import { addressText, type Prefix, parseAddress } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { change } from '../object.ts';
import { vniUsage } from './usage.ts';

interface Draft {
  dev?: string;
  vni?: string;
  group?: Prefix;
}

function isMulticast({ family, bytes: [first = 0] }: Prefix): boolean {
  return family === AF.INET6 ? first === 0xff : first >= 224 && first < 240;
}

/** Where packets go that the forwarding database knows nothing of. */
function readGroup(draft: Draft, words: Words, keyword: string): undefined {
  if (draft.group !== undefined) throw wrongArgument(keyword, 'duplicate group');
  const word = words.value();
  const group = parseAddress(word, AF.UNSPEC);
  if (keyword === 'group' && !isMulticast(group)) throw wrongArgument(word, 'invalid group address');
  draft.group = group;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'dev',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  [
    'vni',
    (draft, words) => {
      const word = words.value();
      if (draft.vni !== undefined) throw wrongArgument(word, 'duplicate vni');
      draft.vni = word;
    },
    'integer',
  ],
  ['group remote', readGroup, 'address'],
  [
    'help',
    () => {
      throw vniUsage();
    },
  ],
]);

export const MODIFY_SYNTAX: Syntax = { words: [WORDS] };

export function modifyVnis(session: Session, words: Words, verb: 'add' | 'delete'): void {
  const draft: Draft = {};
  // Other words are passed over.
  parseWords(words, draft, WORDS, () => undefined);
  const { dev, vni, group } = draft;
  if (dev === undefined || vni === undefined) {
    throw commandFailure('Device and VNI ID are required arguments.\n', 255);
  }
  const index = deviceIndex(session, dev, 'vxlan device');
  const target = group === undefined ? {} : targetOf(group);
  const ranges = readRanges(vni).map((range) => ({ ...range, ...target }));
  change(() => session.host.run(vnis[verb](index, ranges)));
}

function targetOf(group: Prefix): Pick<VniRange, 'group' | 'group6'> {
  const text = group.bytes.length === 0 ? '' : addressText(group);
  return group.family === AF.INET6 ? { group6: text } : { group: text };
}

/** `5,7-9`: of each number the digits in front count. */
function readRanges(word: string): readonly VniRange[] {
  return word
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [start = '', end = ''] = part.split(/-(.*)/s);
      const last = parseLeadingInteger(end) >>> 0;
      return { start: parseLeadingInteger(start) >>> 0, ...(last !== 0 && { end: last }) };
    });
}
