/** `encap rpl`: source routing in low-power and lossy networks. */
import { parseKnownWords, type WordAction } from '../../../argv.ts';
import { keywords } from '../../../keywords.ts';
import { parseSegments, printSegments } from './segments.ts';
import { type EncapWords, single } from './type.ts';

interface Draft {
  segments?: string;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'segs',
    (draft, words) => {
      draft.segments = single(words, 'segs', draft.segments);
    },
    'segments',
  ],
]);

export const rpl: EncapWords<'rpl'> = {
  takes: [{ words: [WORDS] }],
  parse(words) {
    const draft: Draft = {};
    parseKnownWords(words, draft, WORDS);
    // The list is written the other way round than it is sent.
    return { type: 'rpl', srh: { segments: [...parseSegments(draft.segments ?? '')].reverse() } };
  },
  print(document, { srh }) {
    if (srh !== undefined) printSegments(document, [...srh.segments].reverse());
  },
};
