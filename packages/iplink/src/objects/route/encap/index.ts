/** `encap TYPE ...`: what is done to a packet before it is sent, of routes, of their paths and of nexthops. */
import type { Encap } from '@iplink-ts/rtnetlink';
import type { Words } from '../../../argv.ts';
import { programFailure, wrongArgument } from '../../../failure.ts';
import { keywords } from '../../../keywords.ts';
import type { Document } from '../../../print/document.ts';
import type { Session } from '../../../session.ts';
import type { Argument } from '../../../syntax.ts';
import { bpf } from './bpf.ts';
import { ila } from './ila.ts';
import { ioam6 } from './ioam6.ts';
import { ip } from './ip.ts';
import { ip6 } from './ip6.ts';
import { mpls } from './mpls.ts';
import { rpl } from './rpl.ts';
import { seg6 } from './seg6.ts';
import { seg6local } from './seg6local.ts';
import { xfrm } from './xfrm.ts';

type Parse = (words: Words, session: Session) => Encap;

const TYPES = keywords<Parse>(() => [
  ['mpls', mpls.parse, ...mpls.takes],
  ['ip', ip.parse, ...ip.takes],
  ['ip6', ip6.parse, ...ip6.takes],
  ['ila', ila.parse, ...ila.takes],
  ['bpf', bpf.parse, ...bpf.takes],
  ['seg6', seg6.parse, ...seg6.takes],
  ['seg6local', seg6local.parse, ...seg6local.takes],
  ['rpl', rpl.parse, ...rpl.takes],
  ['ioam6', ioam6.parse, ...ioam6.takes],
  ['xfrm', xfrm.parse, ...xfrm.takes],
]);

/** What is written behind `encap`. */
export const ENCAP_SYNTAX: Argument = TYPES;

/** Reads what stands behind `encap`. @throws Failure for a wrong word, ending the program */
export function parseEncap(session: Session, words: Words): Encap {
  const word = words.value();
  const parse = TYPES.find(word);
  if (parse === undefined) throw wrongArgument(word, '"encap type" value is invalid\n');
  if (words.current === undefined) words.value();
  if (words.remaining === 1) throw programFailure('Error: unexpected end of line after "encap"\n');
  return parse(words, session);
}

export function printEncap(session: Session, document: Document, encap: Encap): void {
  const name = typeof encap.type === 'number' ? 'unknown' : encap.type;
  document.field('encap', name, ` encap ${name} `);
  printFields(session, document, encap);
}

function printFields(session: Session, document: Document, encap: Encap): void {
  switch (encap.type) {
    case 'mpls':
      mpls.print(document, encap, session);
      break;
    case 'ip':
      ip.print(document, encap, session);
      break;
    case 'ip6':
      ip6.print(document, encap, session);
      break;
    case 'ila':
      ila.print(document, encap, session);
      break;
    case 'bpf':
      bpf.print(document, encap, session);
      break;
    case 'seg6':
      seg6.print(document, encap, session);
      break;
    case 'seg6local':
      seg6local.print(document, encap, session);
      break;
    case 'rpl':
      rpl.print(document, encap, session);
      break;
    case 'ioam6':
      ioam6.print(document, encap, session);
      break;
    case 'xfrm':
      xfrm.print(document, encap, session);
      break;
    default:
      break;
  }
}
