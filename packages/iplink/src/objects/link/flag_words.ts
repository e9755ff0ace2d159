/** Words of a link command that set flags of the device. */
import type { LinkFlag } from '@iplink-ts/rtnetlink';
import { parseOnOff } from '../../parse/onoff.ts';
import type { LinkFields, LinkWord } from './draft.ts';

/** Bits of `ifi_change` (linux/if.h). */
const CHANGE = {
  up: 1 << 0,
  notrailers: 1 << 5,
  noarp: 1 << 7,
  promisc: 1 << 8,
  allmulti: 1 << 9,
  multicast: 1 << 12,
  dynamic: 1 << 15,
} as const satisfies Partial<Record<LinkFlag, number>>;

function setFlag(request: LinkFields, flag: keyof typeof CHANGE, on: boolean): undefined {
  const others = (request.flags ?? []).filter((other) => other !== flag);
  request.flags = on ? [...others, flag] : others;
  request.change = (request.change ?? 0) | CHANGE[flag];
}

function flagWord(
  keyword: string,
  spellings: string,
  flag: keyof typeof CHANGE,
  meaning: 'set' | 'inverted' = 'set',
): LinkWord {
  return [
    spellings,
    ({ request }, words) => {
      const on = parseOnOff(keyword, words.value());
      setFlag(request, flag, on === (meaning === 'set'));
    },
    'onoff',
  ];
}

export const UP_DOWN_WORDS: readonly LinkWord[] = [
  ['up', ({ request }) => setFlag(request, 'up', true)],
  ['down', ({ request }) => setFlag(request, 'up', false)],
];

export const FLAG_WORDS: readonly LinkWord[] = [
  flagWord('multicast', 'multicast', 'multicast'),
  flagWord('allmulticast', 'allmulticast', 'allmulti'),
  flagWord('promisc', 'promisc', 'promisc'),
  flagWord('trailers', 'trailers', 'notrailers', 'inverted'),
  flagWord('arp', 'arp', 'noarp', 'inverted'),
];

export const DYNAMIC_WORD: LinkWord = flagWord('dynamic', 'dynamic*', 'dynamic');
