/** Which entry a command is about: the device and the address, or the address that the device answers for. */
import { asksForHelp, type WordAction } from '../../argv.ts';
import { duplicateArgument } from '../../failure.ts';
import type { Entry } from '../../keywords.ts';
import { type Prefix, parseAddress } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import { neighUsage } from './usage.ts';

export interface TargetDraft {
  readonly session: Session;
  proxy: boolean;
  dev?: string;
  dst?: Prefix;
}

export const DEV_WORD: Entry<WordAction<TargetDraft>> = [
  'dev',
  (draft, words) => {
    draft.dev = words.value();
  },
  'device',
];

export const PROXY_WORD: Entry<WordAction<TargetDraft>> = [
  'proxy*',
  (draft, words) => {
    const word = words.value();
    if (asksForHelp(word)) throw neighUsage();
    if (draft.dst !== undefined) throw duplicateArgument('address', word);
    draft.dst = parseAddress(word, draft.session.options.family);
    draft.proxy = true;
  },
  'address',
];
