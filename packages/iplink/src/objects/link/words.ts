/** The words of `ip link add|change|set|replace|delete`, up to the kind. */
import type { LinkFlag, PeerLink } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, duplicateOrGarbage, wrongArgument } from '../../failure.ts';
import { type Entry, keywords, once } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import { groups, protodownReasons } from '../../names/databases.ts';
import { requireDeviceName, requireInterfaceName } from '../../parse/ifname.ts';
import { parseLladdrWord } from '../../parse/lladdr.ts';
import { parseInteger, parseLeadingInteger, parseU32 } from '../../parse/number.ts';
import { badSwitch, parseOffOnPrefix, parseOnOff, parseOnOffPrefix } from '../../parse/onoff.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { finishChange, finishNew, isVrf } from './device.ts';
import { claimNsid, parseDestination } from './netns.ts';
import {
  ADDR_GEN_MODE_WORDS,
  LINKMODE_WORDS,
  OPERSTATE_WORDS,
  parseAddrGenMode,
  parseLinkmode,
  parseOperstate,
} from './states.ts';
import { linkUsage } from './usage.ts';
import { parseVf, VF_WORDS } from './vf.ts';

/** A link message without a kind. */
export type LinkFields = Mutable<PeerLink>;

/** What the words of a link command come to. */
export interface LinkDraft {
  readonly request: LinkFields;
  /** The word behind `type`; the cursor stands behind it. */
  kind?: string;
  /** Index of the device that is to be changed; none when one is made, or a group is meant. */
  index?: number;
}

interface Draft extends LinkDraft {
  readonly session: Session;
  name?: string;
  dev?: string;
  link?: string;
}

const IFALIASZ = 256;

/** As the kernel had it when 6.1.0 was current (linux/netdevice.h). */
const GSO_MAX_SEGS = 65535;

/** A number of 32 bits with a sign, sent as it is. */
function integerWord(
  keyword: string,
  spellings: string,
  field: 'mtu' | 'txqlen' | 'numTxQueues' | 'numRxQueues',
): Entry<WordAction<Draft>> {
  return [
    spellings,
    ({ request }, words) => {
      const word = words.value();
      once(keyword, request[field], word);
      const value = parseInteger(word);
      if (value === undefined) throw wrongArgument(word, `Invalid "${keyword}" value\n`);
      request[field] = value >>> 0;
    },
    'integer',
  ];
}

function unsignedWord(
  keyword: string,
  field: 'gsoMaxSize' | 'gsoMaxSegs' | 'groMaxSize',
  max = 0xffffffff,
): Entry<WordAction<Draft>> {
  return [
    keyword,
    ({ request }, words) => {
      const word = words.value();
      const value = parseU32(word);
      if (value === undefined || value > max) throw wrongArgument(word, `Invalid "${keyword}" value\n`);
      request[field] = value;
    },
    'integer',
  ];
}

/** Bits of `ifi_change` (linux/if.h). */
const CHANGE = {
  up: 1 << 0,
  notrailers: 1 << 5,
  noarp: 1 << 7,
  promisc: 1 << 8,
  allmulti: 1 << 9,
  multicast: 1 << 12,
  dynamic: 1 << 15,
} as const satisfies Partial<Record<LinkFlag, number>>;

function setFlag(request: LinkFields, flag: keyof typeof CHANGE, on: boolean): undefined {
  const others = (request.flags ?? []).filter((other) => other !== flag);
  request.flags = on ? [...others, flag] : others;
  request.change = (request.change ?? 0) | CHANGE[flag];
}

function flagWord(
  keyword: string,
  spellings: string,
  flag: keyof typeof CHANGE,
  meaning: 'set' | 'inverted' = 'set',
): Entry<WordAction<Draft>> {
  return [
    spellings,
    ({ request }, words) => {
      const on = parseOnOff(keyword, words.value());
      setFlag(request, flag, on === (meaning === 'set'));
    },
    'onoff',
  ];
}

/** `xdp off` detaches whatever program is there; loading one is not part of this program. */
function xdpWord(keyword: string, flags: XdpFlags): Entry<WordAction<Draft>> {
  return [
    keyword,
    ({ session, request }, words) => {
      const word = words.value();
      if (word !== 'off' && word !== 'none')
        throw commandFailure(`"${keyword} ${word} ${words.value()}" is not part of iplink-ts.\n`);
      request.xdp = { fd: -1, flags: session.options.force ? flags : ['updateIfNoexist', ...flags] };
    },
    ['off', 'none'],
  ];
}

type XdpFlags = NonNullable<NonNullable<LinkFields['xdp']>['flags']>;

const WORDS = keywords<WordAction<Draft>>([
  ['up', ({ request }) => setFlag(request, 'up', true)],
  ['down', ({ request }) => setFlag(request, 'up', false)],
  [
    'name',
    (draft, words) => {
      const word = words.value();
      once('name', draft.name, word);
      draft.name = requireInterfaceName('name', word);
      draft.dev ??= draft.name;
    },
    'name',
  ],
  [
    'index',
    ({ request }, words) => {
      const word = words.value();
      once('index', request.index, word);
      const index = parseLeadingInteger(word);
      if (index <= 0) throw wrongArgument(word, 'Invalid "index" value');
      request.index = index;
    },
    'integer',
  ],
  [
    'link*',
    (draft, words) => {
      draft.link = words.value();
    },
    'device',
  ],
  [
    'address*',
    ({ request }, words) => {
      request.address = parseLladdrWord(words.value());
    },
    'lladdr',
  ],
  [
    'broadcast* brd',
    ({ request }, words) => {
      request.broadcast = parseLladdrWord(words.value());
    },
    'lladdr',
  ],
  integerWord('txqueuelen', 'txqueuelen* qlen txqlen*', 'txqlen'),
  integerWord('mtu', 'mtu', 'mtu'),
  xdpWord('xdpgeneric', ['skbMode']),
  xdpWord('xdpdrv', ['drvMode']),
  xdpWord('xdpoffload', ['hwMode']),
  xdpWord('xdp', []),
  [
    'netns',
    ({ request, session }, words) => {
      const word = words.value();
      once('netns', request.netNsFd ?? request.netNsPid, word);
      Object.assign(request, parseDestination(session, word));
    },
    'netns',
  ],
  flagWord('multicast', 'multicast', 'multicast'),
  flagWord('allmulticast', 'allmulticast', 'allmulti'),
  flagWord('promisc', 'promisc', 'promisc'),
  flagWord('trailers', 'trailers', 'notrailers', 'inverted'),
  flagWord('arp', 'arp', 'noarp', 'inverted'),
  [
    'carrier',
    ({ request }, words) => {
      request.carrier = parseOffOnPrefix('carrier', words.value(), badSwitch) ? 1 : 0;
    },
    'onoff',
  ],
  [
    'vf',
    (draft, words) => {
      // The kernel looks at the last of several.
      draft.request.vfinfoList = parseVf(draft.session, words, draft.dev);
    },
    'integer',
    VF_WORDS,
  ],
  [
    'master*',
    ({ request, session }, words) => {
      request.master = requireIndex(session, words.value());
    },
    'device',
  ],
  [
    'vrf',
    ({ request, session }, words) => {
      const word = words.value();
      if (!isVrf(session, word)) throw wrongArgument(word, 'Not a valid VRF name\n');
      request.master = requireIndex(session, word);
    },
    'vrf',
  ],
  [
    'nomaster*',
    ({ request }) => {
      request.master = 0;
    },
  ],
  flagWord('dynamic', 'dynamic*', 'dynamic'),
  [
    'type*',
    (draft, words) => {
      draft.kind = words.value();
      return 'stop';
    },
    'kind',
  ],
  [
    'alias*',
    ({ request }, words) => {
      const word = words.value();
      if (Buffer.byteLength(word) >= IFALIASZ) throw wrongArgument(word, 'alias too long\n');
      request.ifalias = word;
    },
    'name',
  ],
  [
    'group',
    ({ request }, words) => {
      const word = words.value();
      once('group', request.group, word);
      const group = groups.parse(word);
      if (group === undefined) throw wrongArgument(word, 'Invalid "group" value\n');
      request.group = group;
    },
    'group',
  ],
  [
    'mode',
    ({ request }, words) => {
      const word = words.value();
      const mode = parseLinkmode(word);
      if (mode === undefined) throw wrongArgument(word, 'Invalid link mode\n');
      request.linkmode = mode;
    },
    LINKMODE_WORDS,
  ],
  [
    'state',
    ({ request }, words) => {
      const word = words.value();
      const state = parseOperstate(word);
      if (state === undefined) throw wrongArgument(word, 'Invalid operstate\n');
      request.operstate = state;
    },
    OPERSTATE_WORDS,
  ],
  integerWord('numtxqueues', 'numtxqueues*', 'numTxQueues'),
  integerWord('numrxqueues', 'numrxqueues*', 'numRxQueues'),
  [
    'addrgenmode*',
    ({ request }, words) => {
      const word = words.value();
      const addrGenMode = parseAddrGenMode(word);
      if (addrGenMode === undefined) throw wrongArgument(word, 'Invalid address generation mode\n');
      request.afSpec = { inet6: { addrGenMode } };
    },
    ADDR_GEN_MODE_WORDS,
  ],
  [
    'link-netns*',
    ({ request, session }, words) => {
      const word = words.value();
      once('link-netns/link-netnsid', request.linkNetnsid, word);
      const nsid = claimNsid(session, word);
      if (nsid === undefined) throw wrongArgument(word, 'Invalid "link-netns" value\n');
      request.linkNetnsid = nsid;
    },
    'netns',
  ],
  [
    'link-netnsid*',
    ({ request }, words) => {
      const word = words.value();
      once('link-netns/link-netnsid', request.linkNetnsid, word);
      const nsid = parseInteger(word);
      if (nsid === undefined) throw wrongArgument(word, 'Invalid "link-netnsid" value\n');
      request.linkNetnsid = nsid;
    },
    'nsid',
  ],
  [
    'protodown',
    ({ request }, words) => {
      request.protoDown = parseOffOnPrefix('protodown', words.value(), badSwitch) ? 1 : 0;
    },
    'onoff',
  ],
  [
    'protodown_reason',
    ({ request }, words) => {
      const word = words.value();
      const reason = protodownReasons.parse(word);
      if (reason === undefined) throw wrongArgument(word, 'invalid protodown reason\n');
      const on = parseOnOffPrefix('protodown_reason', words.value());
      const mask = (1 << reason) >>> 0;
      request.protoDownReason = { mask, value: on ? mask : 0 };
    },
    'integer',
    'onoff',
  ],
  unsignedWord('gso_max_size', 'gsoMaxSize'),
  unsignedWord('gso_max_segs', 'gsoMaxSegs', GSO_MAX_SEGS),
  unsignedWord('gro_max_size', 'groMaxSize'),
  [
    'parentdev',
    ({ request }, words) => {
      request.parentDevName = words.value();
    },
    'name',
  ],
]);

/** @throws Failure when the name is no device's */
function requireIndex(session: Session, name: string): number {
  const index = session.interfaces.indexOf(name);
  if (index === 0) throw wrongArgument(name, 'Device does not exist\n');
  return index;
}

/** Where a device that is there is named; behind `type KIND` come the words of the kind. */
export const LINK_WORDS: Syntax = {
  words: [WORDS, keywords([['dev', undefined, 'device']])],
  bare: ['device'],
};

/** Where a new device is named. */
export const NEW_LINK_WORDS: Syntax = {
  words: [WORDS, keywords([['dev', undefined, 'name']])],
  bare: ['name'],
};

/** The device's name: bare, or behind `dev`. */
function readDevice(draft: Draft, words: Words, word: string): undefined {
  if (asksForHelp(word)) throw linkUsage();
  const device = word === 'dev' ? words.value() : word;
  if (draft.dev !== draft.name) throw duplicateOrGarbage('dev', device);
  draft.dev = requireDeviceName('dev', device);
}

/**
 * Reads the words up to and including `type KIND`, and looks up what they name.
 * @throws Failure for a wrong word, or a device that is not there
 */
export function parseLinkWords(
  session: Session,
  words: Words,
  command: { readonly creating: boolean },
): LinkDraft {
  const draft: Draft = { session, request: {} };
  parseWords(words, draft, WORDS, readDevice);
  const dev = draft.dev ?? draft.name;
  const name = draft.name ?? draft.dev;
  if (command.creating) finishNew(draft, name, dev);
  else finishChange(draft, name, dev);
  return draft;
}
