/** The words of `ip link add|change|set|replace|delete`, up to the kind. */
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { duplicateOrGarbage, wrongArgument } from '../../failure.ts';
import { keywords, once } from '../../keywords.ts';
import { groups, protodownReasons } from '../../names/databases.ts';
import { requireDeviceName, requireInterfaceName } from '../../parse/ifname.ts';
import { parseLladdrWord } from '../../parse/lladdr.ts';
import { parseLeadingInteger } from '../../parse/number.ts';
import { badSwitch, parseOffOnPrefix, parseOnOffPrefix } from '../../parse/onoff.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { finishChange, finishNew, isVrf } from './device.ts';
import type { LinkDraft, WordsDraft } from './draft.ts';
import { DYNAMIC_WORD, FLAG_WORDS, UP_DOWN_WORDS } from './flag_words.ts';
import { LINK_NETNS_WORDS, NETNS_WORD } from './netns_words.ts';
import { integerWord, unsignedWord } from './number_words.ts';
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
import { XDP_WORDS } from './xdp_words.ts';

const IFALIASZ = 256;

/** As the kernel had it when 6.1.0 was current (linux/netdevice.h). */
const GSO_MAX_SEGS = 65535;

const WORDS = keywords<WordAction<WordsDraft>>(() => [
  ...UP_DOWN_WORDS,
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
  ...XDP_WORDS,
  NETNS_WORD,
  ...FLAG_WORDS,
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
  DYNAMIC_WORD,
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
  ...LINK_NETNS_WORDS,
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
  words: [WORDS, keywords(() => [['dev', undefined, 'device']])],
  bare: ['device'],
};

/** Where a new device is named. */
export const NEW_LINK_WORDS: Syntax = {
  words: [WORDS, keywords(() => [['dev', undefined, 'name']])],
  bare: ['name'],
};

/** The device's name: bare, or behind `dev`. */
function readDevice(draft: WordsDraft, words: Words, word: string): undefined {
  if (asksForHelp(word)) throw linkUsage();
  const device = word === 'dev' ? words.value() : word;
  if (draft.hasDevice) throw duplicateOrGarbage('dev', device);
  draft.hasDevice = true;
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
  const draft: WordsDraft = { session, request: {} };
  parseWords(words, draft, WORDS, readDevice);
  const dev = draft.dev ?? draft.name;
  const name = draft.name ?? draft.dev;
  if (command.creating) finishNew(draft, name, dev);
  else finishChange(draft, name, dev);
  return draft;
}
