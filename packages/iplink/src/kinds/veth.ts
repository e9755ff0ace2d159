/** Kind `veth`: its one word is `peer`, behind which a second device is described like the first. */

import type { Words } from '../argv.ts';
import { commandFailure, duplicateArgument } from '../failure.ts';
import { keywords } from '../keywords.ts';
import type { LinkDraft } from '../objects/link/draft.ts';
import { NEW_LINK_WORDS, parseLinkWords } from '../objects/link/words.ts';
import type { KindContext, LinkKind } from './kind.ts';

const HELP = `Usage: ip link <options> type veth [peer <options>]
To get <options> type 'ip link add help'
`;

export const veth: LinkKind = {
  help: HELP,
  bare: { kind: 'veth' },
  parse(words: Words, context: KindContext) {
    if (!words.skip('peer')) {
      context.session.io.out.write(HELP); // to stdout, alone among the kinds
      throw commandFailure('');
    }
    const draft: LinkDraft = parseLinkWords(context.session, words, { creating: context.creating });
    if (draft.kind !== undefined) throw duplicateArgument('type', draft.kind);
    return { kind: 'veth', data: { peer: draft.request } };
  },
  syntax: { words: [keywords(() => [['peer', undefined, NEW_LINK_WORDS]])] },
};
