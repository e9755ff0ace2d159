/** `encap ip`: what a tunnel interface with `external` sends the packet with, over IPv4. */
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
  tos?: number;
  ttl?: number;
}

const WORDS = keywords<WordAction<Draft>>([
  ID_WORD,
  [
    'dst',
    (draft, words) => {
      draft.dst = readEncapAddress(words, 'dst', draft.dst, AF.INET);
    },
    'address',
  ],
  [
    'src',
    (draft, words) => {
      draft.src = readEncapAddress(words, 'src', draft.src, AF.INET);
    },
    'address',
  ],
  [
    'tos',
    (draft, words) => {
      draft.tos = readOnce(words, 'tos', draft.tos, (word) => dsfields.parse(word));
    },
    'tos',
  ],
  [
    'ttl',
    (draft, words) => {
      draft.ttl = readOnce(words, 'ttl', draft.ttl, parseU8);
    },
    'integer',
  ],
  ...FLAG_WORDS,
]);

export const ip: EncapWords<'ip'> = {
  takes: [{ words: [WORDS] }],
  parse(words) {
    const draft: Draft = { flags: [] };
    parseKnownWords(words, draft, WORDS);
    refuseTunnelOptions(words);
    const { flags, ...fields } = draft;
    return { type: 'ip', ...fields, ...(flags.length > 0 && { flags }) };
  },
  print(document, { id, src, dst, ttl, tos, flags, opts }) {
    if (id !== undefined) document.field('id', id, `id ${id} `);
    if (src !== undefined) document.field('src', src, `src ${src} `, 'inet');
    if (dst !== undefined) document.field('dst', dst, `dst ${dst} `, 'inet');
    if (ttl !== undefined) document.field('ttl', ttl, `ttl ${ttl} `);
    if (tos !== undefined) document.field('tos', tos, `tos ${tos} `);
    if (flags !== undefined) printFlags(document, flags);
    if (opts !== undefined) printTunnelOptions(document, opts);
  },
};
