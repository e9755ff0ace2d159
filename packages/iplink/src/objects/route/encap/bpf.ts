/** `encap bpf`: programs that see the packet. */
import { parseKnownWords, type WordAction } from '../../../argv.ts';
import { wrongArgument } from '../../../failure.ts';
import { keywords } from '../../../keywords.ts';
import { parseU32 } from '../../../parse/number.ts';
import type { Document } from '../../../print/document.ts';
import { refuseBpfProgram } from './absent.ts';
import type { EncapOf, EncapWords } from './type.ts';

interface Draft {
  xmitHeadroom?: number;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  ['in', (_draft, words) => refuseBpfProgram(words)],
  ['out', (_draft, words) => refuseBpfProgram(words)],
  ['xmit', (_draft, words) => refuseBpfProgram(words)],
  [
    'headroom',
    (draft, words) => {
      const word = words.value();
      const headroom = parseU32(word);
      if (headroom === undefined || headroom === 0) throw wrongArgument(word, 'headroom is invalid\n');
      // The first one counts.
      draft.xmitHeadroom ??= headroom;
    },
    'integer',
  ],
]);

function printProgram(document: Document, key: string, program: EncapOf<'bpf'>['in']): void {
  if (program === undefined) return;
  const { name } = program;
  document.field(key, name ?? '<unknown>', name === undefined ? `${key} ` : `${key} ${name} `);
}

export const bpf: EncapWords<'bpf'> = {
  takes: [{ words: [WORDS] }],
  parse(words) {
    const draft: Draft = {};
    parseKnownWords(words, draft, WORDS);
    return { type: 'bpf', ...draft };
  },
  print(document, encap) {
    printProgram(document, 'in', encap.in);
    printProgram(document, 'out', encap.out);
    printProgram(document, 'xmit', encap.xmit);
    const { xmitHeadroom } = encap;
    if (xmitHeadroom !== undefined) document.field('headroom', xmitHeadroom, ` ${xmitHeadroom} `);
  },
};
