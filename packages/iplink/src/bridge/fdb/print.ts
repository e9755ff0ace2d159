/** One entry as `bridge fdb` shows it. */
import type { Neighbour } from '@iplink-ts/rtnetlink';
import { stateBits } from '../../objects/neigh/states.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import { alternateHex } from '../../print/number.ts';
import type { Session } from '../../session.ts';

/** USER_HZ */
const HZ = 100;

const seconds = (ticks: number): number => Math.trunc(ticks / HZ);

const FLAG_WORDS = [
  ['self', 'self'],
  ['router', 'router'],
  ['extLearned', 'extern_learn'],
  ['offloaded', 'offload'],
  ['sticky', 'sticky'],
] as const;

/** The first of these that an entry is in is shown; a dynamic one shows nothing. */
const STATE_WORDS = [
  ['permanent', 'permanent'],
  ['noarp', 'static'],
  ['stale', 'stale'],
  ['reachable', ''],
] as const;

/** Prints one entry and the line end; `dev` is left out where it was asked for. */
export function printEntry(
  session: Session,
  document: Document,
  entry: Neighbour,
  withDevice: boolean,
  isDeleted = false,
): void {
  const { interfaces } = session;
  document.openObject();
  if (isDeleted) printDeleted(document);
  if (entry.lladdr !== undefined) document.field('mac', entry.lladdr, `${entry.lladdr} `, 'mac');
  if (withDevice && entry.index !== 0) {
    const name = interfaces.nameOf(entry.index);
    document.text('dev ');
    document.field('ifname', name, `${name} `, 'ifname');
  }
  printTarget(session, document, entry);
  if (session.options.statistics > 0) printAges(document, entry);
  document.openArray('flags');
  for (const [flag, word] of FLAG_WORDS) if (entry.flags.includes(flag)) document.item(word, `${word} `);
  document.closeArray();
  if (entry.master !== undefined) {
    const name = interfaces.nameOf(entry.master);
    document.field('master', name, `master ${name} `);
  }
  printState(document, entry.state);
  document.text('\n');
  document.closeObject();
}

function printTarget(session: Session, document: Document, entry: Neighbour): void {
  const { dst, vlan, port, vni, srcVni, ifindex, nhId, linkNetnsid } = entry;
  if (dst !== undefined) {
    document.text('dst ');
    document.field('dst', dst, `${dst} `, dst.includes(':') ? 'inet6' : 'inet');
  }
  if (vlan !== undefined) document.field('vlan', vlan, `vlan ${vlan} `);
  if (port !== undefined) document.field('port', port, `port ${port} `);
  if (vni !== undefined) document.field('vni', vni, `vni ${vni} `);
  if (srcVni !== undefined) document.field('src_vni', srcVni, `src_vni ${srcVni} `);
  if (ifindex !== undefined && ifindex !== 0) {
    const name = session.interfaces.nameOf(ifindex);
    document.field('viaIf', name, `via ${name} `);
  }
  if (nhId !== undefined) document.field('nhid', nhId, `nhid ${nhId} `);
  if (linkNetnsid !== undefined) document.field('linkNetNsId', linkNetnsid, `link-netnsid ${linkNetnsid} `);
}

function printAges(document: Document, { cacheinfo }: Neighbour): void {
  if (cacheinfo === undefined) return;
  const used = seconds(cacheinfo.used);
  const updated = seconds(cacheinfo.updated);
  document.field('used', used, `used ${used}`);
  document.field('updated', updated, `/${updated} `);
}

function printState(document: Document, state: Neighbour['state']): void {
  const known = STATE_WORDS.find(([bit]) => state.includes(bit));
  const word = known === undefined ? `state=${alternateHex(stateBits(state))}` : known[1];
  document.field('state', word, word);
}
