/** What `encap ip` and `encap ip6` have in common, which is all but the names of two fields. */
import { parseKnownWords, type WordAction, type Words } from '../../../argv.ts';
import { duplicateOrGarbage, wrongArgument } from '../../../failure.ts';
import { AF } from '../../../family.ts';
import { type Entry, type KeywordTable, keywords } from '../../../keywords.ts';
import { dsfields } from '../../../names/databases.ts';
import { parseU8, parseU64 } from '../../../parse/number.ts';
import type { Document } from '../../../print/document.ts';
import { refuseTunnelOptions } from './absent.ts';
import { readEncapAddress } from './address.ts';
import { printTunnelOptions } from './tunnel_options.ts';
import { type EncapOf, single } from './type.ts';

const FLAGS = ['key', 'csum', 'seq'] as const;
type TunnelFlag = (typeof FLAGS)[number];

/** How IPv4 and IPv6 call what their headers hold. */
interface TunnelNames {
  readonly family: typeof AF.INET | typeof AF.INET6;
  readonly dsfield: 'tos' | 'tc';
  readonly hops: 'ttl' | 'hoplimit';
}

interface Draft {
  id?: bigint;
  dst?: string;
  src?: string;
  dsfield?: number;
  hops?: number;
  readonly flags: TunnelFlag[];
}

type TunnelWords = KeywordTable<WordAction<Draft>>;

function addressWord(keyword: 'dst' | 'src', family: TunnelNames['family']): Entry<WordAction<Draft>> {
  return [
    keyword,
    (draft, words) => {
      draft[keyword] = readEncapAddress(words, keyword, draft[keyword], family);
    },
    'address',
  ];
}

function flagWord(flag: TunnelFlag): Entry<WordAction<Draft>> {
  return [
    flag,
    ({ flags }) => {
      if (flags.includes(flag)) throw duplicateOrGarbage(flag, flag);
      flags.push(flag);
    },
  ];
}

/** A number of 8 bits behind a keyword that may be given once. */
function readOnce(
  words: Words,
  keyword: string,
  present: number | undefined,
  read: (word: string) => number | undefined,
): number {
  const word = single(words, keyword, present);
  const value = read(word);
  if (value === undefined) throw wrongArgument(word, `"${keyword}" value is invalid\n`);
  return value;
}

export function tunnelWords({ family, dsfield, hops }: TunnelNames): TunnelWords {
  return keywords<WordAction<Draft>>(() => [
    [
      'id',
      (draft, words) => {
        const word = single(words, 'id', draft.id);
        const id = parseU64(word);
        if (id === undefined) throw wrongArgument(word, '"id" value is invalid\n');
        draft.id = id;
      },
      'integer',
    ],
    addressWord('dst', family),
    addressWord('src', family),
    [
      dsfield,
      (draft, words) => {
        draft.dsfield = readOnce(words, dsfield, draft.dsfield, (word) => dsfields.parse(word));
      },
      'tos',
    ],
    [
      hops,
      (draft, words) => {
        draft.hops = readOnce(words, hops, draft.hops, parseU8);
      },
      'integer',
    ],
    ...FLAGS.map(flagWord),
  ]);
}

export function parseTunnel(words: Words, table: TunnelWords): Omit<Draft, 'flags'> & Partial<Draft> {
  const draft: Draft = { flags: [] };
  parseKnownWords(words, draft, table);
  refuseTunnelOptions(words);
  const { flags, ...fields } = draft;
  return flags.length > 0 ? draft : fields;
}

interface Tunnel extends Pick<EncapOf<'ip'>, 'id' | 'src' | 'dst' | 'flags' | 'opts'> {
  readonly dsfield: number | undefined;
  readonly hops: number | undefined;
}

export function printTunnel(document: Document, names: TunnelNames, tunnel: Tunnel): void {
  const { id, src, dst, hops, dsfield, flags, opts } = tunnel;
  const style = names.family === AF.INET ? 'inet' : 'inet6';
  if (id !== undefined) document.field('id', id, `id ${id} `);
  if (src !== undefined) document.field('src', src, `src ${src} `, style);
  if (dst !== undefined) document.field('dst', dst, `dst ${dst} `, style);
  if (hops !== undefined) document.field(names.hops, hops, `${names.hops} ${hops} `);
  if (dsfield !== undefined) document.field(names.dsfield, dsfield, `${names.dsfield} ${dsfield} `);
  for (const flag of FLAGS) if (flags?.includes(flag)) document.field(flag, true, `${flag} `);
  if (opts !== undefined) printTunnelOptions(document, opts);
}
