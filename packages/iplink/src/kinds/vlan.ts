/** Kind `vlan`. */
import type { Link, LinkData } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../argv.ts';
import { wrongArgument } from '../failure.ts';
import { type Entry, keywords } from '../keywords.ts';
import { parseU16, parseU32 } from '../parse/number.ts';
import { parseOnOff } from '../parse/onoff.ts';
import type { Document } from '../print/document.ts';
import type { Session } from '../session.ts';
import { kindHelp, type LinkKind, numberArgument, unknownKindWord } from './kind.ts';
import { parseVlanProtocol, VLAN_PROTOCOLS, vlanProtocolName } from './vlan_protocol.ts';

type VlanData = LinkData['vlan'];
type VlanFlag = 'reorderHdr' | 'gvrp' | 'mvrp' | 'looseBinding' | 'bridgeBinding';

interface Mapping {
  readonly from: number;
  readonly to: number;
}

interface Draft {
  data: {
    id?: number;
    protocol?: number;
    ingressQos?: { mapping: Mapping[] };
    egressQos?: { mapping: Mapping[] };
  };
  readonly mask: Set<VlanFlag>;
  readonly flags: Set<VlanFlag>;
}

function flagWord(keyword: string, flag: VlanFlag): Entry<WordAction<Draft>> {
  return [
    `${keyword}*`,
    (draft, words) => {
      const on = parseOnOff(keyword, words.value());
      draft.mask.add(flag);
      if (on) draft.flags.add(flag);
      else draft.flags.delete(flag);
    },
    'onoff',
  ];
}

/** Any number of FROM:TO; the first word that has no colon ends the list, and the first must be there. */
function readMappings(words: Words, keyword: string): Mapping[] {
  const mapping: Mapping[] = [];
  for (let word: string | undefined = words.value(); word !== undefined; word = words.take()) {
    const colon = word.indexOf(':');
    if (colon < 0) {
      words.back();
      break;
    }
    const from = parseU32(word.slice(0, colon));
    const to = parseU32(word.slice(colon + 1));
    // The reference cuts the word at the colon before it complains.
    if (from === undefined || to === undefined)
      throw wrongArgument(word.slice(0, colon), `invalid ${keyword}`);
    mapping.push({ from, to });
  }
  return mapping;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'protocol*',
    (draft, words) => {
      draft.data.protocol = numberArgument(words, parseVlanProtocol, 'protocol is invalid');
    },
    VLAN_PROTOCOLS,
  ],
  [
    'id*',
    (draft, words) => {
      draft.data.id = numberArgument(words, parseU16, 'id is invalid');
    },
    'integer',
  ],
  flagWord('reorder_hdr', 'reorderHdr'),
  flagWord('gvrp', 'gvrp'),
  flagWord('mvrp', 'mvrp'),
  flagWord('loose_binding', 'looseBinding'),
  flagWord('bridge_binding', 'bridgeBinding'),
  [
    'ingress-qos-map*',
    (draft, words) => {
      draft.data.ingressQos = { mapping: readMappings(words, 'ingress-qos-map') };
    },
    'mapping',
  ],
  [
    'egress-qos-map*',
    (draft, words) => {
      draft.data.egressQos = { mapping: readMappings(words, 'egress-qos-map') };
    },
    'mapping',
  ],
]);

function parse(words: Words): VlanData {
  const draft: Draft = { data: {}, mask: new Set(), flags: new Set() };
  parseWords(words, draft, WORDS, (_draft, _words, word) => {
    throw asksForHelp(word) ? kindHelp(vlan.help) : unknownKindWord('vlan', 'command', word, vlan.help);
  });
  if (draft.mask.size === 0) return draft.data;
  return { ...draft.data, flags: { flags: [...draft.flags], mask: [...draft.mask] } };
}

/** Flags in the order in which they are shown. */
const SHOWN_FLAGS: readonly (readonly [VlanFlag, string])[] = [
  ['reorderHdr', 'REORDER_HDR'],
  ['gvrp', 'GVRP'],
  ['mvrp', 'MVRP'],
  ['looseBinding', 'LOOSE_BINDING'],
  ['bridgeBinding', 'BRIDGE_BINDING'],
];

function printFlags(flags: readonly (VlanFlag | number)[], document: Document): void {
  const names = SHOWN_FLAGS.filter(([flag]) => flags.includes(flag)).map(([, name]) => name);
  const unnamed = flags.reduce<number>((bits, flag) => (typeof flag === 'number' ? bits | flag : bits), 0);
  if (unnamed !== 0) names.push((unnamed >>> 0).toString(16));
  document.openArray('flags', '<');
  for (const [at, name] of names.entries()) document.item(name, at === 0 ? name : `,${name}`);
  document.closeArray('> ');
}

function printMappings(key: string, title: string, mappings: readonly Mapping[], document: Document): void {
  document.openArray(key);
  document.lineBreak();
  document.text(`      ${title} { `);
  for (const { from, to } of mappings) {
    document.openObject();
    document.field('from', from, `${from}`);
    document.field('to', to, `:${to} `);
    document.closeObject();
  }
  document.closeArray('} ');
}

function print(link: Link, document: Document, session: Session): void {
  if (link.kind !== 'vlan' || link.data === undefined) return;
  const { protocol, id, flags, ingressQos, egressQos } = link.data;
  const name = protocol === undefined ? '802.1Q' : vlanProtocolName(protocol, session.options.numeric);
  document.field('protocol', name, `protocol ${name} `);
  if (id !== undefined) document.field('id', id, `id ${id} `);
  if (flags !== undefined) printFlags(flags.flags, document);
  if (ingressQos?.mapping !== undefined) {
    printMappings('ingress_qos', 'ingress-qos-map', ingressQos.mapping, document);
  }
  if (egressQos?.mapping !== undefined)
    printMappings('egress_qos', 'egress-qos-map', egressQos.mapping, document);
}

export const vlan: LinkKind = {
  help: `Usage: ... vlan id VLANID
		[ protocol VLANPROTO ]
		[ reorder_hdr { on | off } ]
		[ gvrp { on | off } ]
		[ mvrp { on | off } ]
		[ loose_binding { on | off } ]
		[ bridge_binding { on | off } ]
		[ ingress-qos-map QOS-MAP ]
		[ egress-qos-map QOS-MAP ]

VLANID := 0-4095
VLANPROTO: [ 802.1Q | 802.1ad ]
QOS-MAP := [ QOS-MAP ] QOS-MAPPING
QOS-MAPPING := FROM:TO
`,
  bare: { kind: 'vlan' },
  parse: (words) => ({ kind: 'vlan', data: parse(words) }),
  syntax: { words: [WORDS] },
  print,
};
