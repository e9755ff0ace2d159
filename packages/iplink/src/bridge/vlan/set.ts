/** `bridge vlan set`. */
import { vlans } from '@iplink-ts/rtnetlink/sync';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import { numberArgument } from '../../kinds/kind.ts';
import { parseU8 } from '../../parse/number.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { change } from '../object.ts';
import { readState, STATES } from '../states.ts';
import { passOver } from './modify.ts';
import { TARGET_WORDS, type TargetDraft, targetOf } from './target.ts';

interface Draft extends TargetDraft {
  state?: number;
  mcastRouter?: number;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  ...TARGET_WORDS,
  [
    'state',
    (draft, words) => {
      const state = readState(words.value());
      if (state === undefined || state === -1) throw commandFailure('Error: invalid STP state\n', 255);
      draft.state = state & 0xff;
    },
    STATES,
  ],
  [
    'mcast_router',
    (draft, words) => {
      draft.mcastRouter = numberArgument(words, parseU8, 'invalid mcast_router');
    },
    'integer',
  ],
]);

export const SET_SYNTAX: Syntax = { words: [WORDS] };

export function setOptions(session: Session, words: Words): void {
  const draft: Draft = { session };
  parseWords(words, draft, WORDS, passOver);
  const target = targetOf(draft);
  const { state, mcastRouter } = draft;
  change(() => session.host.run(vlans.setOptions({ ...target, state, mcastRouter })));
}
