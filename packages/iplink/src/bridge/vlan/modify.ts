/** `bridge vlan add|delete`. */
import type { Link } from '@iplink-ts/rtnetlink';
import { bridgePorts } from '@iplink-ts/rtnetlink/sync';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, wrongArgument } from '../../failure.ts';
import { isPrefixOf, keywords } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { change } from '../object.ts';
import { parseTunnelId, type TunnelRange } from './tunnel_id.ts';
import { checkRange, checkVid, isGiven, missingArguments, readVid, type VlanRange } from './vid.ts';

type AfSpec = NonNullable<Link['bridgeAfSpec']>;

interface Draft {
  readonly flags: Set<'pvid' | 'untagged'>;
  readonly owner: Set<'self' | 'master'>;
  dev?: string;
  range?: VlanRange;
  tunnel?: TunnelRange;
}

const TUNNEL_WORDS: readonly string[] = ['id'];

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'dev',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  [
    'vid',
    (draft, words) => {
      draft.range = readVid(words.value(), draft.range);
    },
    'integer',
  ],
  ['self', ({ owner }) => void owner.add('self')],
  ['master', ({ owner }) => void owner.add('master')],
  ['pvid', ({ flags }) => void flags.add('pvid')],
  ['untagged', ({ flags }) => void flags.add('untagged')],
  [
    'tunnel_info',
    (draft, words) => {
      const word = words.value();
      if (!isPrefixOf(word, 'id')) throw wrongArgument(word, 'tunnel id expected');
      draft.tunnel = parseTunnelId(words.value());
    },
    TUNNEL_WORDS,
    'integer',
  ],
]);

export const MODIFY_SYNTAX: Syntax = { words: [WORDS] };

/** Steps over a word that is none of the table's, and over the one behind `help`. */
export function passOver(_draft: unknown, words: Words, word: string): undefined {
  if (asksForHelp(word)) words.value();
}

export function modifyVlans(session: Session, words: Words, verb: 'set' | 'unset'): void {
  const draft: Draft = { flags: new Set(), owner: new Set() };
  parseWords(words, draft, WORDS, passOver);
  const { dev, range } = draft;
  if (dev === undefined || !isGiven(range)) throw missingArguments();
  const index = deviceIndex(session, dev, 'bridge device');
  checkVid(range);
  checkRange(range);
  if (draft.flags.has('pvid') && range.vidEnd !== undefined) {
    throw commandFailure('pvid cannot be configured for a vlan range\n', 255);
  }
  const bridgeAfSpec = afSpec(draft, range);
  change(() => session.host.run(bridgePorts[verb](index, { bridgeAfSpec })));
}

function afSpec({ flags, owner, tunnel }: Draft, range: VlanRange): AfSpec {
  const whose = owner.size === 0 ? {} : { flags: [...owner] };
  if (tunnel !== undefined) return { ...whose, vlanTunnelInfo: tunnelInfo(range, tunnel) };
  const { vid, vidEnd } = range;
  if (vidEnd === undefined) return { ...whose, vlanInfo: [{ vid, flags: [...flags] }] };
  return {
    ...whose,
    vlanInfo: [
      { vid, flags: [...flags, 'rangeBegin'] },
      { vid: vidEnd, flags: [...flags, 'rangeEnd'] },
    ],
  };
}

function tunnelInfo({ vid, vidEnd }: VlanRange, { id, idEnd }: TunnelRange): AfSpec['vlanTunnelInfo'] {
  if (vidEnd === undefined) return [{ id, vid, flags: [] }];
  return [
    { id, vid, flags: ['rangeBegin'] },
    { id: idEnd, vid: vidEnd, flags: ['rangeEnd'] },
  ];
}
