/** `bridge link set`. */
import type { Link } from '@iplink-ts/rtnetlink';
import { bridgePorts } from '@iplink-ts/rtnetlink/sync';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure } from '../../failure.ts';
import { type Entry, keywords } from '../../keywords.ts';
import { PORT_SWITCHES, type PortSwitch } from '../../kinds/bridge_port.ts';
import type { Mutable } from '../../mutable.ts';
import { parseLeadingInteger } from '../../parse/number.ts';
import { badSwitch, parseOffOnPrefix } from '../../parse/onoff.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { change } from '../object.ts';
import { readState, STATES } from '../states.ts';
import { linkUsage } from './usage.ts';

type Port = Mutable<NonNullable<Link['protinfo']>>;

interface Draft {
  readonly session: Session;
  readonly port: Port;
  dev?: string;
  isMaster: boolean;
  isSelf: boolean;
  mode?: 'veb' | 'vepa';
}

function switchWord(keyword: PortSwitch): Entry<WordAction<Draft>> {
  return [
    keyword,
    ({ port }, words) => {
      port[PORT_SWITCHES[keyword]] = parseOffOnPrefix(keyword, words.value(), (text) => badSwitch(text, 234))
        ? 1
        : 0;
    },
    'onoff',
  ];
}

const MODES: readonly string[] = ['vepa', 'veb'];

function readMode(word: string): 'veb' | 'vepa' {
  if (word === 'veb' || word === 'vepa') return word;
  throw commandFailure('Mode argument must be "vepa" or "veb".\n', 255);
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'dev',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  switchWord('guard'),
  switchWord('hairpin'),
  switchWord('fastleave'),
  switchWord('root_block'),
  switchWord('learning'),
  switchWord('learning_sync'),
  switchWord('flood'),
  switchWord('mcast_flood'),
  switchWord('bcast_flood'),
  [
    'mcast_router',
    ({ port }, words) => {
      // A signed byte: what is negative in it is not sent.
      const router = BigInt.asIntN(8, BigInt(parseLeadingInteger(words.value())));
      if (router >= 0n) port.multicastRouter = Number(router);
      else delete port.multicastRouter;
    },
    'integer',
  ],
  switchWord('mcast_to_unicast'),
  [
    'cost',
    ({ port }, words) => {
      const cost = parseLeadingInteger(words.value()) >>> 0;
      if (cost !== 0) port.cost = cost;
      else delete port.cost;
    },
    'integer',
  ],
  [
    'priority',
    ({ port }, words) => {
      const priority = BigInt.asIntN(16, BigInt(parseLeadingInteger(words.value())));
      if (priority >= 0n) port.priority = Number(priority);
      else delete port.priority;
    },
    'integer',
  ],
  [
    'state',
    ({ port }, words) => {
      const state = readState(words.value());
      if (state === undefined) throw commandFailure('Error: invalid STP port state\n', 255);
      if (state >= 0) port.state = state;
      else delete port.state;
    },
    STATES,
  ],
  [
    'hwmode',
    (draft, words) => {
      draft.isSelf = true;
      draft.mode = readMode(words.value());
    },
    MODES,
  ],
  [
    'self',
    (draft) => {
      draft.isSelf = true;
    },
  ],
  [
    'master',
    (draft) => {
      draft.isMaster = true;
    },
  ],
  switchWord('neigh_suppress'),
  switchWord('vlan_tunnel'),
  switchWord('isolated'),
  switchWord('locked'),
  [
    'backup_port',
    ({ session, port }, words) => {
      const name = words.value();
      const index = session.interfaces.indexOf(name);
      if (index === 0) throw commandFailure(`Error: device ${name} does not exist\n`, 255);
      port.backupPort = index;
    },
    'device',
  ],
  [
    'nobackup_port',
    ({ port }) => {
      port.backupPort = 0;
    },
  ],
]);

export const SET_SYNTAX: Syntax = { words: [WORDS] };

export function setPort(session: Session, words: Words): void {
  const draft: Draft = { session, port: {}, isMaster: false, isSelf: false };
  parseWords(words, draft, WORDS, () => {
    throw linkUsage();
  });
  const { dev, port, isMaster, isSelf, mode } = draft;
  if (dev === undefined) throw commandFailure('Device is a required argument.\n', 255);
  const index = deviceIndex(session, dev, 'bridge device');
  const flags = [...(isMaster ? (['master'] as const) : []), ...(isSelf ? (['self'] as const) : [])];
  const bridgeAfSpec = flags.length === 0 ? undefined : { flags, mode };
  change(() => session.host.run(bridgePorts.set(index, { protinfo: port, bridgeAfSpec })));
}
