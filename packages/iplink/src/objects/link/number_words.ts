/** Words of a link command that are numbers in the message as they are on the line. */
import { wrongArgument } from '../../failure.ts';
import { once } from '../../keywords.ts';
import { parseInteger, parseU32 } from '../../parse/number.ts';
import type { LinkWord } from './draft.ts';

/** A number of 32 bits with a sign, sent as it is. */
export function integerWord(
  keyword: string,
  spellings: string,
  field: 'mtu' | 'txqlen' | 'numTxQueues' | 'numRxQueues',
): LinkWord {
  return [
    spellings,
    ({ request }, words) => {
      const word = words.value();
      once(keyword, request[field], word);
      const value = parseInteger(word);
      if (value === undefined) throw wrongArgument(word, `Invalid "${keyword}" value\n`);
      request[field] = value >>> 0;
    },
    'integer',
  ];
}

export function unsignedWord(
  keyword: string,
  field: 'gsoMaxSize' | 'gsoMaxSegs' | 'groMaxSize',
  max = 0xffffffff,
): LinkWord {
  return [
    keyword,
    ({ request }, words) => {
      const word = words.value();
      const value = parseU32(word);
      if (value === undefined || value > max) throw wrongArgument(word, `Invalid "${keyword}" value\n`);
      request[field] = value;
    },
    'integer',
  ];
}
