/** `encap mpls`: labels in front of the packet. */
import { parseKnownWords, type WordAction } from '../../../argv.ts';
import { wrongArgument } from '../../../failure.ts';
import { AF } from '../../../family.ts';
import { keywords } from '../../../keywords.ts';
import { formatLabels, labelsOf } from '../../../parse/labels.ts';
import { parseU8 } from '../../../parse/number.ts';
import { parseAddress } from '../../../parse/prefix.ts';
import { type EncapWords, single } from './type.ts';

interface Draft {
  ttl?: number;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'ttl',
    (draft, words) => {
      const word = single(words, 'ttl', draft.ttl);
      const ttl = parseU8(word);
      if (ttl === undefined) throw wrongArgument(word, '"ttl" value is invalid\n');
      draft.ttl = ttl;
    },
    'integer',
  ],
]);

export const mpls: EncapWords<'mpls'> = {
  takes: ['labels', { words: [WORDS] }],
  parse(words) {
    const dst = labelsOf(parseAddress(words.value(), AF.MPLS).bytes);
    const draft: Draft = {};
    parseKnownWords(words, draft, WORDS);
    return { type: 'mpls', dst, ...draft };
  },
  print(document, { dst, ttl }) {
    if (dst !== undefined) {
      const labels = formatLabels(dst);
      document.field('dst', labels, ` ${labels} `);
    }
    if (ttl !== undefined) document.field('ttl', ttl, `ttl ${ttl} `);
  },
};
