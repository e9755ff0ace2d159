/** What the listings of `bridge` are narrowed to: `dev`, and `vid` where entries have VLANs. */
import { parseWords, type WordAction, type Words } from '../argv.ts';
import { duplicateArgument } from '../failure.ts';
import { type Entry, type KeywordTable, keywords, once } from '../keywords.ts';
import { parseLeadingInteger } from '../parse/number.ts';
import type { Session } from '../session.ts';
import { deviceIndex } from './devices.ts';

interface Draft {
  dev?: string;
  vid: number;
}

type FilterWords = KeywordTable<WordAction<Draft>>;

const DEV: Entry<WordAction<Draft>> = [
  'dev',
  (draft, words) => {
    const word = words.value();
    once('dev', draft.dev, word);
    draft.dev = word;
  },
  'device',
];

const VID: Entry<WordAction<Draft>> = [
  'vid',
  (draft, words) => {
    const word = words.value();
    if (draft.vid !== 0) throw duplicateArgument('vid', word);
    draft.vid = parseLeadingInteger(word);
  },
  'integer',
];

export const DEVICE_WORDS: FilterWords = keywords(() => [DEV]);
export const DEVICE_VLAN_WORDS: FilterWords = keywords(() => [DEV, VID]);

export interface Filter {
  /** Index of the device. */
  readonly dev?: number;
  /** 0: any. */
  readonly vid: number;
}

/** Words other than those of the table are passed over. @throws Failure for a device that is not there */
export function parseFilter(session: Session, words: Words, table: FilterWords): Filter {
  const draft: Draft = { vid: 0 };
  parseWords(words, draft, table, () => undefined);
  const { dev, vid } = draft;
  return dev === undefined ? { vid } : { dev: deviceIndex(session, dev), vid };
}
