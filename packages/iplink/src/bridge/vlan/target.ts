/** The device and the VLANs that `bridge vlan set` and `bridge vlan global set` are about. */
import type { WordAction } from '../../argv.ts';
import type { Entry } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import { deviceIndex } from '../devices.ts';
import { isGiven, missingArguments, parseVid, type VlanRange } from './vid.ts';

export interface TargetDraft {
  readonly session: Session;
  index?: number;
  range?: VlanRange;
}

export const TARGET_WORDS: readonly Entry<WordAction<TargetDraft>>[] = [
  [
    'dev',
    (draft, words) => {
      draft.index = deviceIndex(draft.session, words.value(), 'network device');
    },
    'device',
  ],
  [
    'vid',
    (draft, words) => {
      draft.range = parseVid(words.value(), draft.range);
    },
    'integer',
  ],
];

/** @throws Failure when one of both was not given */
export function targetOf({ index, range }: TargetDraft): VlanRange & { readonly index: number } {
  if (index === undefined || !isGiven(range)) throw missingArguments();
  return { index, ...range };
}
