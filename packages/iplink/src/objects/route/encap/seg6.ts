/** `encap seg6`: sends the packet along a list of segments (RFC 8986). */
import { parseKnownWords, type WordAction } from '../../../argv.ts';
import { duplicateOrGarbage, wrongArgument } from '../../../failure.ts';
import { keywords } from '../../../keywords.ts';
import type { Document } from '../../../print/document.ts';
import { parseSegments, printKey, printSegments, readKey, withDestination } from './segments.ts';
import { type EncapOf, type EncapWords, single } from './type.ts';

type Header = NonNullable<EncapOf<'seg6'>['srh']>;
type Mode = Header['mode'];

interface Draft {
  mode?: Mode;
  segments?: string;
  hmac?: { readonly key: ReturnType<typeof readKey> };
}

/** SEG6_IPTUN_MODE_* (linux/seg6_iptunnel.h) */
const MODES = keywords<Exclude<Mode, number>>(() => [
  ['inline', 'inline'],
  ['encap', 'encap'],
  ['l2encap', 'l2encap'],
  ['encap.red', 'encap.red'],
  ['l2encap.red', 'l2encap.red'],
]);

/** What is sent where no mode was given, for the kernel to refuse. */
const NO_MODE = -1;

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'segs',
    (draft, words) => {
      const word = single(words, 'segs', draft.segments);
      if (draft.mode === undefined) throw wrongArgument(word, '"segs" provided before "mode"\n');
      draft.segments = word;
    },
    'segments',
  ],
  [
    'mode',
    (draft, words) => {
      const word = single(words, 'mode', draft.mode);
      const mode = MODES.find(word);
      if (mode === undefined) throw wrongArgument(word, '"mode" value is invalid\n');
      draft.mode = mode;
    },
    MODES,
  ],
  [
    'hmac',
    (draft, words) => {
      if (draft.hmac !== undefined) throw duplicateOrGarbage('hmac', words.value());
      draft.hmac = { key: readKey(words) };
    },
    'integer',
  ],
]);

function printMode(document: Document, mode: Mode): void {
  const name = typeof mode === 'number' ? '<unknown>' : mode;
  document.field('mode', name, `mode ${name} `);
}

export const seg6: EncapWords<'seg6'> = {
  takes: [{ words: [WORDS] }],
  parse(words) {
    const draft: Draft = {};
    parseKnownWords(words, draft, WORDS);
    const { mode = NO_MODE, segments: list = '', hmac } = draft;
    const segments = parseSegments(list);
    return {
      type: 'seg6',
      srh: { mode, segments: mode === 'inline' ? withDestination(segments) : segments, hmac: hmac?.key },
    };
  },
  print(document, { srh }) {
    if (srh === undefined) return;
    printMode(document, srh.mode);
    printSegments(document, srh.segments);
    if (srh.hmac !== undefined) printKey(document, srh.hmac.keyid);
  },
};
