/** `bridge mdb add|delete`. */
import { formatIp, parseIpv4, parseIpv6 } from '@iplink-ts/rtnetlink/codec';
import { mdb } from '@iplink-ts/rtnetlink/sync';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, Failure } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import { lladdrLength, parseLladdrWord } from '../../parse/lladdr.ts';
import { parseLeadingInteger } from '../../parse/number.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { change } from '../object.ts';
import { mdbUsage } from './usage.ts';

type Verb = 'add' | 'delete';

interface Draft {
  dev?: string;
  port?: string;
  group?: string;
  source?: string;
  vid: number;
  isPermanent: boolean;
}

const MAC_BYTES = 6;

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'dev',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  [
    'grp',
    (draft, words) => {
      draft.group = words.value();
    },
    'address',
  ],
  [
    'port',
    (draft, words) => {
      draft.port = words.value();
    },
    'device',
  ],
  [
    'permanent',
    (draft) => {
      draft.isPermanent = true;
    },
  ],
  ['temp', () => undefined],
  [
    'vid',
    (draft, words) => {
      draft.vid = parseLeadingInteger(words.value()) & 0xffff;
    },
    'integer',
  ],
  [
    'src',
    (draft, words) => {
      draft.source = words.value();
    },
    'address',
  ],
]);

export const MODIFY_SYNTAX: Syntax = { words: [WORDS] };

export function modifyMember(session: Session, words: Words, verb: Verb): void {
  const draft: Draft = { vid: 0, isPermanent: false };
  // Other words are passed over.
  parseWords(words, draft, WORDS, (_draft, _words, word) => {
    if (asksForHelp(word)) throw mdbUsage();
  });
  const { dev, port, group, source, vid, isPermanent } = draft;
  if (dev === undefined || group === undefined || port === undefined) {
    throw commandFailure('Device, group address and port name are required arguments.\n', 255);
  }
  const bridge = deviceIndex(session, dev);
  const request = {
    dev: bridge,
    port: deviceIndex(session, port),
    address: parseGroup(group),
    ...(source !== undefined && { source: parseSource(source) }),
    vid,
    state: isPermanent ? ('permanent' as const) : ('temporary' as const),
  };
  change(() => session.host.run(mdb[verb](request)));
}

/** An IPv4 or IPv6 address in its canonical form; undefined for another word. */
function readIp(word: string): string | undefined {
  const bytes = parseIpv4(word) ?? parseIpv6(word);
  return bytes && formatIp(bytes, 0, bytes.length);
}

/** An address of IPv4, IPv6 or Ethernet. */
function parseGroup(word: string): string {
  return readIp(word) ?? parseMac(word);
}

function parseMac(word: string): string {
  // The reference cuts the word at its first colon before it complains.
  const complaint = `Invalid address "${word.includes('.') ? word : word.split(':', 1)[0]}"\n`;
  try {
    const mac = parseLladdrWord(word);
    if (lladdrLength(mac) === MAC_BYTES) return mac;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw commandFailure(error.text + complaint, 255);
  }
  throw commandFailure(complaint, 255);
}

function parseSource(word: string): string {
  const source = readIp(word);
  if (source === undefined) throw commandFailure(`Invalid source address "${word}"\n`, 255);
  return source;
}
