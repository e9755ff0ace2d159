/** `encap xfrm`: IPsec through an xfrm interface with `external`. */
import type { WordAction } from '../../../argv.ts';
import { programFailure, wrongArgument } from '../../../failure.ts';
import { keywords } from '../../../keywords.ts';
import { parseU32 } from '../../../parse/number.ts';
import type { Session } from '../../../session.ts';
import { requireEncapDevice } from './device.ts';
import { type EncapWords, single } from './type.ts';

interface Draft {
  readonly session: Session;
  ifId?: number;
  link?: number;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'if_id',
    (draft, words) => {
      const word = single(words, 'if_id', draft.ifId);
      const ifId = parseU32(word);
      if (ifId === undefined || ifId === 0) throw wrongArgument(word, '"if_id" value is invalid\n');
      draft.ifId = ifId;
    },
    'integer',
  ],
  [
    'link_dev',
    (draft, words) => {
      draft.link = requireEncapDevice(draft.session, single(words, 'link_dev', draft.link));
    },
    'device',
  ],
]);

export const xfrm: EncapWords<'xfrm'> = {
  takes: [{ words: [WORDS] }],
  parse(words, session) {
    const draft: Draft = { session };
    // Takes the line to its end, and passes over whatever is no word of its own.
    for (let word = words.take(); word !== undefined; word = words.take())
      WORDS.find(word)?.(draft, words, word);
    const { ifId, link } = draft;
    if (ifId === undefined)
      throw programFailure('Usage: ip route ... encap xfrm if_id IF_ID [ link_dev LINK ]\n');
    return { type: 'xfrm', ifId, link };
  },
  print(document, { ifId, link }, session) {
    if (ifId !== undefined) document.field('if_id', ifId, `if_id ${ifId} `);
    if (link === undefined) return;
    const name = session.interfaces.nameOf(link);
    document.field('link_dev', name, `link_dev ${name} `);
  },
};
