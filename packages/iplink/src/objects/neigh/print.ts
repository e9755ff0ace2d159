/** One neighbour as `ip neigh` shows it. */
import type { Neighbour } from '@iplink-ts/rtnetlink';
import { AF } from '../../family.ts';
import { protocols } from '../../names/databases.ts';
import type { Colour } from '../../print/colour.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import { showLladdr } from '../../print/lladdr.ts';
import type { Session } from '../../session.ts';
import { STATE_NAMES, stateBits } from './states.ts';

/** USER_HZ */
const HZ = 100;

/** ARPHRD_ETHER: neighbours do not say what their device is. */
const ETHER = 1;

function familyColour(dst: string): Colour {
  return dst.includes(':') ? 'inet6' : 'inet';
}

/** Flags that are shown by their word, and in JSON as a key without a value. */
const FLAG_WORDS = [
  ['router', 'router'],
  ['proxy', 'proxy'],
] as const;
const LATER_FLAG_WORDS = [
  ['extLearned', 'extern_learn'],
  ['offloaded', 'offload'],
] as const;

/** What the kernel tells of a neighbour: that it is there or gone, or that somebody should find it. */
export type NeighbourAction = 'new' | 'delete' | 'miss';

/** Prints one neighbour and the line end; `dev` is left out where it was asked for. */
export function printNeighbour(
  session: Session,
  document: Document,
  neighbour: Neighbour,
  withDevice: boolean,
  action: NeighbourAction = 'new',
): void {
  document.openObject();
  if (action === 'delete') printDeleted(document);
  else if (action === 'miss') document.field('miss', null, 'miss ');
  if (session.options.brief) printBrief(session, document, neighbour, withDevice);
  else printFull(session, document, neighbour, withDevice);
  document.text('\n');
  document.closeObject();
}

function printBrief(session: Session, document: Document, neighbour: Neighbour, withDevice: boolean): void {
  const { dst, index, lladdr } = neighbour;
  if (dst !== undefined)
    document.field('dst', document.host(dst), `${document.host(dst, 39)} `, familyColour(dst));
  if (withDevice && index !== 0) {
    const name = session.interfaces.nameOf(index);
    document.field('dev', name, `${name.padEnd(16)} `, 'ifname');
  }
  if (lladdr !== undefined)
    document.field('lladdr', showLladdr(lladdr, ETHER), showLladdr(lladdr, ETHER), 'mac');
}

function printFull(session: Session, document: Document, neighbour: Neighbour, withDevice: boolean): void {
  const { dst, index, lladdr, flags, flagsExt, family } = neighbour;
  if (dst !== undefined)
    document.field(
      'dst',
      document.host(dst),
      `${document.host(dst)} `,
      family === AF.PACKET ? undefined : familyColour(dst),
    );
  if (withDevice && index !== 0) {
    const name = session.interfaces.nameOf(index);
    document.text('dev ');
    document.field('dev', name, `${name} `, 'ifname');
  }
  if (lladdr !== undefined) {
    const shown = showLladdr(lladdr, ETHER);
    document.text('lladdr ');
    document.field('lladdr', shown, `${shown} `, 'mac');
  }
  for (const [flag, word] of FLAG_WORDS) if (flags.includes(flag)) document.field(word, null, `${word} `);
  if (flagsExt?.includes('managed')) document.field('managed', null, 'managed ');
  for (const [flag, word] of LATER_FLAG_WORDS)
    if (flags.includes(flag)) document.field(word, null, `${word} `);
  if (session.options.statistics > 0) printStatistics(document, neighbour);
  printState(document, neighbour);
  printProtocol(session, document, neighbour);
}

function printStatistics(document: Document, { cacheinfo, probes }: Neighbour): void {
  if (cacheinfo !== undefined) {
    const { refcnt, used, confirmed, updated } = cacheinfo;
    const seconds = (ticks: number): number => Math.trunc(ticks / HZ);
    if (refcnt !== 0) document.field('refcnt', refcnt, ` ref ${refcnt}`);
    document.field('used', seconds(used), ` used ${seconds(used)}`);
    document.field('confirmed', seconds(confirmed), `/${seconds(confirmed)}`);
    document.field('updated', seconds(updated), `/${seconds(updated)}`);
  }
  if (probes !== undefined) document.field('probes', probes, `probes ${probes} `);
}

function printState(document: Document, { state }: Neighbour): void {
  const bits = stateBits(state);
  if (bits === 0) return;
  document.openArray('state');
  for (const [name, bit] of STATE_NAMES) {
    const word = name.toUpperCase();
    if ((bits & bit) !== 0) document.item(word, `${word} `);
  }
  document.closeArray();
}

function printProtocol(session: Session, document: Document, { protocol }: Neighbour): void {
  if (protocol === undefined || protocol === 0) return;
  const name = protocols.format(protocol, session.options.numeric);
  document.field('protocol', name, `proto ${name} `);
}
