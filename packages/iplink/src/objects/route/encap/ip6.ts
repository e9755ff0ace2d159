/** `encap ip6`: what a tunnel interface with `external` sends the packet with, over IPv6. */
import { parseKnownWords, type WordAction } from '../../../argv.ts';
import { AF } from '../../../family.ts';
import { keywords } from '../../../keywords.ts';
import { dsfields } from '../../../names/databases.ts';
import { parseU8 } from '../../../parse/number.ts';
import { refuseTunnelOptions } from './absent.ts';
import { readEncapAddress } from './address.ts';
import { FLAG_WORDS, ID_WORD, printFlags, readOnce, type TunnelDraft } from './tunnel.ts';
import { printTunnelOptions } from './tunnel_options.ts';
import type { EncapWords } from './type.ts';

interface Draft extends TunnelDraft {
  dst?: string;
  src?: string;
  tc?: number;
  hoplimit?: number;
}

const WORDS = keywords<WordAction<Draft>>([
  ID_WORD,
  [
    'dst',
    (draft, words) => {
      draft.dst = readEncapAddress(words, 'dst', draft.dst, AF.INET6);
    },
    'address',
  ],
  [
    'src',
    (draft, words) => {
      draft.src = readEncapAddress(words, 'src', draft.src, AF.INET6);
    },
    'address',
  ],
  [
    'tc',
    (draft, words) => {
      draft.tc = readOnce(words, 'tc', draft.tc, (word) => dsfields.parse(word));
    },
    'tos',
  ],
  [
    'hoplimit',
    (draft, words) => {
      draft.hoplimit = readOnce(words, 'hoplimit', draft.hoplimit, parseU8);
    },
    'integer',
  ],
  ...FLAG_WORDS,
]);

export const ip6: EncapWords<'ip6'> = {
  takes: [{ words: [WORDS] }],
  parse(words) {
    const draft: Draft = { flags: [] };
    parseKnownWords(words, draft, WORDS);
    refuseTunnelOptions(words);
    const { flags, ...fields } = draft;
    return { type: 'ip6', ...fields, ...(flags.length > 0 && { flags }) };
  },
  print(document, { id, src, dst, hoplimit, tc, flags, opts }) {
    if (id !== undefined) document.field('id', id, `id ${id} `);
    if (src !== undefined) document.field('src', src, `src ${src} `, 'inet6');
    if (dst !== undefined) document.field('dst', dst, `dst ${dst} `, 'inet6');
    if (hoplimit !== undefined) document.field('hoplimit', hoplimit, `hoplimit ${hoplimit} `);
    if (tc !== undefined) document.field('tc', tc, `tc ${tc} `);
    if (flags !== undefined) printFlags(document, flags);
    if (opts !== undefined) printTunnelOptions(document, opts);
  },
};
