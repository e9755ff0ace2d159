/** `encap ip`: what a tunnel interface with `external` sends the packet with, over IPv4. */
import { AF } from '../../../family.ts';
import { parseTunnel, printTunnel, tunnelWords } from './tunnel.ts';
import type { EncapWords } from './type.ts';

const NAMES = { family: AF.INET, dsfield: 'tos', hops: 'ttl' } as const;
const WORDS = tunnelWords(NAMES);

export const ip: EncapWords<'ip'> = {
  takes: [{ words: [WORDS] }],
  parse(words) {
    const { dsfield: tos, hops: ttl, ...fields } = parseTunnel(words, WORDS);
    return { type: 'ip', ...fields, tos, ttl };
  },
  print(document, { tos: dsfield, ttl: hops, ...fields }) {
    printTunnel(document, NAMES, { ...fields, dsfield, hops });
  },
};
