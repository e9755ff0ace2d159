/** `bridge fdb get`. */
import { fdb } from '@iplink-ts/rtnetlink/sync';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, duplicateOrGarbage } from '../../failure.ts';
import { request } from '../../kernel.ts';
import { keywords } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { parseMac } from './lladdr.ts';
import { parseVlan } from './modify.ts';
import { printEntry } from './print.ts';
import { fdbUsage } from './usage.ts';
import { parseVni } from './vni.ts';

interface Draft {
  readonly flags: ('self' | 'master')[];
  dev?: string;
  bridge?: string;
  address?: string;
  vni?: number;
  /** Negative: none. */
  vlan: number;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'brport dev',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  [
    'br',
    (draft, words) => {
      draft.bridge = words.value();
    },
    'device',
  ],
  [
    'vni',
    (draft, words) => {
      draft.vni = parseVni(words.value(), 'invalid VNI\n');
    },
    'integer',
  ],
  ['self', ({ flags }) => void flags.push('self')],
  ['master*', ({ flags }) => void flags.push('master')],
  [
    'vlan*',
    (draft, words, word) => {
      if (draft.vlan >= 0) throw duplicateOrGarbage('vlan', word);
      draft.vlan = parseVlan(words.value());
    },
    'integer',
  ],
  ['dynamic*', () => undefined],
]);

export const GET_SYNTAX: Syntax = { words: [WORDS], bare: ['lladdr'] };

const REFUSAL = { status: 254, reach: 'command' } as const;

export function getEntry(session: Session, words: Words): void {
  const draft: Draft = { flags: [], vlan: -1 };
  parseWords(words, draft, WORDS, (_draft, _words, word) => {
    const address = word === 'to' ? words.value() : word;
    if (asksForHelp(address)) throw fdbUsage();
    if (draft.address !== undefined) throw duplicateOrGarbage('to', address);
    draft.address = address;
  });
  const { dev, bridge, address, flags, vni, vlan } = draft;
  if ((dev === undefined && bridge === undefined) || address === undefined) {
    throw commandFailure('Device or master and address are required arguments.\n', 255);
  }
  const query = {
    lladdr: parseMac(address),
    flags,
    ...(vlan >= 0 && { vlan }),
    ...(vni !== undefined && { vni }),
    ...(dev !== undefined && { dev: deviceIndex(session, dev) }),
    ...(bridge !== undefined && { master: deviceIndex(session, bridge, 'bridge device') }),
  };
  const entry = request(() => session.host.run(fdb.get(query)), REFUSAL);
  const document = session.document();
  document.begin();
  printEntry(session, document, entry, true);
  document.end();
}
