/** Which devices and VLANs are to be shown. */
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { duplicateArgument } from '../../failure.ts';
import { keywords, once } from '../../keywords.ts';
import { parseLeadingInteger } from '../../parse/number.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';

interface Draft {
  dev?: string;
  vid: number;
}

const WORDS = keywords<WordAction<Draft>>([
  [
    'dev',
    (draft, words) => {
      const word = words.value();
      once('dev', draft.dev, word);
      draft.dev = word;
    },
    'device',
  ],
  [
    'vid',
    (draft, words) => {
      const word = words.value();
      if (draft.vid !== 0) throw duplicateArgument('vid', word);
      draft.vid = parseLeadingInteger(word);
    },
    'integer',
  ],
]);

export const SHOW_SYNTAX: Syntax = { words: [WORDS] };

export class VlanFilter {
  readonly #index: number | undefined;
  /** 0: any. */
  readonly #vid: number;

  constructor(index: number | undefined, vid: number) {
    this.#index = index;
    this.#vid = vid;
  }

  selectsDevice(index: number): boolean {
    return this.#index === undefined || this.#index === index;
  }

  /** Whether the range holds the VLAN that is asked for. */
  selects(vid: number, vidEnd = vid): boolean {
    return this.#vid === 0 || (this.#vid >= vid && this.#vid <= vidEnd);
  }
}

export function parseFilter(session: Session, words: Words): VlanFilter {
  const draft: Draft = { vid: 0 };
  // Other words are passed over.
  parseWords(words, draft, WORDS, () => undefined);
  const index = draft.dev === undefined ? undefined : deviceIndex(session, draft.dev);
  return new VlanFilter(index, draft.vid);
}
