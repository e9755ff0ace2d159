/** The words of `ip rule add` and `ip rule delete`. */
import { RT_TABLE, RTN, type RuleRequest } from '@iplink-ts/rtnetlink';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, programFailure, wrongArgument } from '../../failure.ts';
import { AF, isIp } from '../../family.ts';
import { keywords } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import { groups, protocols, tables } from '../../names/databases.ts';
import { parseInteger, parseU32 } from '../../parse/number.ts';
import { type Prefix, parsePrefix, prefixText, readAddress } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { parseRealms } from '../route/realms.ts';
import { parseRouteType, TYPE_WORDS } from '../route/types.ts';
import {
  argument,
  FWMARK,
  INTERFACES,
  LAYER4,
  NOT,
  PREFERENCE,
  type Selectors,
  TUN_ID,
  tos,
  UIDRANGE,
} from './selectors.ts';
import { ruleUsage } from './usage.ts';

/** The request under construction, and what it does not hold. */
interface RuleDraft extends Selectors, Pick<Mutable<RuleRequest>, Direct> {
  readonly session: Session;
  inverted: boolean;
  from?: Prefix;
  to?: Prefix;
  /** Whether a word said what is done with a packet; `nat` does not count. */
  hasType: boolean;
}

type Direct = 'flow' | 'protocol' | 'table' | 'suppressPrefixlen' | 'suppressIfgroup' | 'goto' | 'action';

/** Tables beyond it travel in an attribute, which prevails over the field of the header. */
const HEADER_TABLE_MAX = 0xff;
const EINVAL = 22;

/** A number that the reference keeps in an `int`, where -1 stands for none. */
function parseNatural(word: string): number | undefined {
  const value = parseInteger(word);
  return value === undefined || value < 0 ? undefined : value;
}

const WORDS = keywords<WordAction<RuleDraft>>(() => [
  NOT,
  [
    'from',
    (draft, words) => {
      draft.from = parsePrefix(words.value(), draft.session.options.family);
    },
    'prefix',
  ],
  [
    'to',
    (draft, words) => {
      draft.to = parsePrefix(words.value(), draft.session.options.family);
    },
    'prefix',
  ],
  PREFERENCE,
  tos('tos dsfield*'),
  FWMARK,
  [
    'realms*',
    (draft, words) => {
      draft.flow = argument(words, parseRealms, 'invalid realms');
    },
    'realms',
  ],
  [
    'protocol*',
    (draft, words) => {
      draft.protocol = argument(words, (word) => protocols.parse(word), '"protocol" value is invalid');
    },
    'protocol',
  ],
  TUN_ID,
  [
    'table* lookup',
    (draft, words) => {
      const table = argument(words, (word) => tables.parse(word), 'invalid table ID');
      if (table > HEADER_TABLE_MAX || (draft.table ?? 0) <= HEADER_TABLE_MAX) draft.table = table;
    },
    'table',
  ],
  [
    'suppress_prefixlength* sup_pl',
    (draft, words) => {
      draft.suppressPrefixlen = argument(words, parseNatural, 'suppress_prefixlength value is invalid');
    },
    'integer',
  ],
  [
    'suppress_ifgroup* sup_group',
    (draft, words) => {
      draft.suppressIfgroup = argument(
        words,
        (word) => groups.parse(word),
        'Invalid "suppress_ifgroup" value',
      );
    },
    'group',
  ],
  ...INTERFACES,
  UIDRANGE,
  ['nat map-to*', readNat, 'address'],
  ...LAYER4,
]);

/** Addresses are no longer translated by rules: the kernel takes the type, and no address. */
function readNat(draft: RuleDraft, words: Words): undefined {
  const word = words.value();
  draft.session.complain('Warning: route NAT is deprecated\n');
  if (readAddress(word, AF.INET) === undefined)
    throw programFailure(`Error: an IP address is expected rather than "${word}"\n`, 1);
  draft.action = RTN.nat;
}

/** What only rules do; the types of routes are tried behind. */
const ACTIONS = keywords<(draft: RuleDraft, words: Words) => undefined>(() => [
  [
    'help*',
    () => {
      throw ruleUsage();
    },
  ],
  [
    'goto*',
    (draft, words) => {
      draft.goto = argument(words, parseU32, 'invalid target');
      draft.action = 'goto';
    },
    'integer',
  ],
  [
    'nop*',
    (draft) => {
      draft.action = 'nop';
    },
  ],
]);

export const RULE_WORDS: Syntax = {
  words: [WORDS, ACTIONS, TYPE_WORDS],
};

/** `[type] ACTION` */
function readAction(draft: RuleDraft, words: Words, word: string): undefined {
  const name = word === 'type' ? words.value() : word;
  const action = ACTIONS.find(name);
  if (action === undefined) {
    const type = parseRouteType(name);
    if (type === undefined) throw wrongArgument(name, 'Failed to parse rule type');
    draft.action = typeof type === 'number' ? type : RTN[type];
  } else action(draft, words);
  draft.hasType = true;
}

/** A prefix without bits is the same as none. The kernel has rules of the IP families only, and refuses others as such. */
function selective(prefix: Prefix | undefined): string | undefined {
  return prefix === undefined || prefix.length === 0 || !isIp(prefix.family) ? undefined : prefixText(prefix);
}

/** @throws Failure for a wrong word, or a table beside `l3mdev`, which means that of the VRF */
export function parseRule(session: Session, words: Words, verb: 'add' | 'delete'): RuleRequest {
  const draft: RuleDraft = { session, inverted: false, hasType: false };
  parseWords(words, draft, WORDS, readAction);
  const { session: _session, inverted, from, to, hasType, ...fields } = draft;
  if (fields.l3mdev === 1 && fields.table) {
    throw commandFailure('table can not be specified for l3mdev rules\n', EINVAL);
  }
  const { family } = session.options;
  const table = hasType || fields.l3mdev === 1 ? 0 : RT_TABLE.main;
  return {
    ...(verb === 'add' && { action: 'toTable', table }),
    ...fields,
    family: family === AF.UNSPEC ? AF.INET : family,
    flags: inverted ? ['invert'] : [],
    src: selective(from),
    dst: selective(to),
  };
}
