/** `encap ip6`: what a tunnel interface with `external` sends the packet with, over IPv6. */
import { AF } from '../../../family.ts';
import { parseTunnel, printTunnel, tunnelWords } from './tunnel.ts';
import type { EncapWords } from './type.ts';

const NAMES = { family: AF.INET6, dsfield: 'tc', hops: 'hoplimit' } as const;
const WORDS = tunnelWords(NAMES);

export const ip6: EncapWords<'ip6'> = {
  takes: [{ words: [WORDS] }],
  parse(words) {
    const { dsfield: tc, hops: hoplimit, ...fields } = parseTunnel(words, WORDS);
    return { type: 'ip6', ...fields, tc, hoplimit };
  },
  print(document, { tc: dsfield, hoplimit: hops, ...fields }) {
    printTunnel(document, NAMES, { ...fields, dsfield, hops });
  },
};
