/** Kind `vxlan`. */
import { asksForHelp, parseWords, type Words } from '../argv.ts';
import { commandFailure } from '../failure.ts';
import { AF } from '../family.ts';
import { addressText } from '../parse/prefix.ts';
import { type KindContext, kindHelp, type LinkKind, unknownKindWord } from './kind.ts';
import { printVxlan } from './vxlan_print.ts';
import { VXLAN_WORDS, type VxlanData, type VxlanDraft } from './vxlan_words.ts';

/** The port that IANA gave to VXLAN-GPE (RFC 7348's successor draft). */
const GPE_PORT = 4790;

function refuse(text: string): never {
  throw commandFailure(`vxlan: ${text}\n`);
}

function parse(words: Words, context: KindContext): VxlanData {
  const draft: VxlanDraft = { context, data: {}, seen: new Set() };
  parseWords(words, draft, VXLAN_WORDS, (_draft, _words, word) => {
    throw asksForHelp(word) ? kindHelp(vxlan.help) : unknownKindWord('vxlan', 'command', word, vxlan.help);
  });
  check(draft);
  return complete(draft);
}

function check({ data, group, remote, context }: VxlanDraft): void {
  const external = data.collectMetadata === 1;
  if (external && data.id !== undefined) refuse("both 'external' and vni cannot be specified");
  if (data.vnifilter === 1 && !external) refuse("vnifilter is valid only when 'external' is set");
  if (!external && data.id === undefined && context.creating) refuse('missing virtual network identifier');
  if (group !== undefined && remote !== undefined) refuse('both group and remote cannot be specified');
  if (group !== undefined && data.link === undefined) refuse("'group' requires 'dev' to be specified");
}

const PORT_NOTE = `vxlan: destination port not specified
Will use Linux kernel default (non-standard value)
Use 'dstport 4789' to get the IANA assigned value
Use 'dstport 0' to get default and quiet this message
`;

function complete({ data, group, remote, local, context }: VxlanDraft): VxlanData {
  if (data.port === undefined && context.creating) {
    if (data.gpe) data.port = GPE_PORT;
    else context.session.complain(PORT_NOTE);
  }
  const far = group ?? remote;
  if (far !== undefined) data[far.family === AF.INET6 ? 'group6' : 'group'] = addressText(far);
  if (local !== undefined) data[local.family === AF.INET6 ? 'local6' : 'local'] = addressText(local);
  return data;
}

export const vxlan: LinkKind = {
  help: `Usage: ... vxlan id VNI
		[ { group | remote } IP_ADDRESS ]
		[ local ADDR ]
		[ ttl TTL ]
		[ tos TOS ]
		[ df DF ]
		[ flowlabel LABEL ]
		[ dev PHYS_DEV ]
		[ dstport PORT ]
		[ srcport MIN MAX ]
		[ [no]learning ]
		[ [no]proxy ]
		[ [no]rsc ]
		[ [no]l2miss ]
		[ [no]l3miss ]
		[ ageing SECONDS ]
		[ maxaddress NUMBER ]
		[ [no]udpcsum ]
		[ [no]udp6zerocsumtx ]
		[ [no]udp6zerocsumrx ]
		[ [no]remcsumtx ] [ [no]remcsumrx ]
		[ [no]external ] [ gbp ] [ gpe ]
		[ [no]vnifilter ]

Where:	VNI	:= 0-16777215
	ADDR	:= { IP_ADDRESS | any }
	TOS	:= { NUMBER | inherit }
	TTL	:= { 1..255 | auto | inherit }
	DF	:= { unset | set | inherit }
	LABEL := 0-1048575
`,
  bare: { kind: 'vxlan' },
  parse: (words, context) => ({ kind: 'vxlan', data: parse(words, context) }),
  syntax: { words: [VXLAN_WORDS] },
  print: printVxlan,
};
