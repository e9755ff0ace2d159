/** Members of multicast groups, and ports with routers behind them, as `bridge mdb` shows them. */
import type { MdbEntry, MdbRouter } from '@iplink-ts/rtnetlink';
import { protocols } from '../../names/databases.ts';
import type { Colour } from '../../print/colour.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import type { Session } from '../../session.ts';

const FLAG_WORDS = [
  ['offload', 'offload'],
  ['fastLeave', 'fast_leave'],
  ['starExcl', 'added_by_star_ex'],
  ['blocked', 'blocked'],
] as const;

/** 1/100 s as seconds, right-aligned in four columns. */
function timerText(hundredths: number): string {
  const seconds = String(Math.trunc(hundredths / 100)).padStart(4);
  return `${seconds}.${String(hundredths % 100).padStart(2, '0')}`;
}

function addressColour(address: string): Colour | undefined {
  if (address.includes('.')) return 'inet';
  // Colons only: six octets are an Ethernet address.
  return /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(address) ? undefined : 'inet6';
}

/** Prints one member and the line end. */
export function printMember(session: Session, document: Document, member: MdbEntry, isDeleted = false): void {
  const { interfaces, options } = session;
  const bridge = interfaces.nameOf(member.dev);
  const port = interfaces.nameOf(member.port);
  document.openObject();
  if (isDeleted) printDeleted(document);
  document.json('index', member.dev);
  document.field('dev', bridge, `dev ${bridge}`, 'ifname');
  document.field('port', port, ` port ${port}`);
  printAddress(document, 'grp', groupText(member.address));
  if (member.source !== undefined) printAddress(document, 'src', member.source);
  const state = member.state === 'permanent' || member.state === 1 ? 'permanent' : 'temp';
  document.field('state', state, ` ${state}`);
  if (options.details) printDetails(document, member);
  document.openArray('flags');
  for (const [flag, word] of FLAG_WORDS) if (member.flags.includes(flag)) document.item(word, ` ${word}`);
  document.closeArray();
  if (member.vid !== 0) document.field('vid', member.vid, ` vid ${member.vid}`);
  if (options.statistics > 0 && member.timer !== undefined) {
    const timer = timerText(member.timer);
    document.field('timer', timer, ` ${timer}`);
  }
  document.lineBreak();
  document.closeObject();
}

function printAddress(document: Document, key: string, address: string): void {
  document.field(key, address, ` ${key} ${address}`, addressColour(address));
}

/** A group of a protocol that is not known here has no text. */
function groupText(address: MdbEntry['address']): string {
  return typeof address === 'string' ? address : '';
}

function printDetails(document: Document, member: MdbEntry): void {
  const { groupMode, srcList, rtprot } = member;
  if (groupMode !== undefined) {
    const mode = groupMode === 'include' || groupMode === 1 ? 'include' : 'exclude';
    document.field('filter_mode', mode, ` filter_mode ${mode}`);
  }
  if (srcList !== undefined) {
    document.openArray('source_list', ' source_list ');
    for (const [at, { address = '', timer = 0 }] of (srcList.entry ?? []).entries()) {
      document.openObject();
      document.field('address', address, `${at === 0 ? '' : ','}${address}`);
      document.field('timer', timerText(timer), `/${timerText(timer)}`);
      document.closeObject();
    }
    document.closeArray(' ');
  }
  if (rtprot !== undefined) {
    const name = protocols.format(rtprot);
    document.field('protocol', name, ` proto ${name} `);
  }
}

/** Prints the router ports of each bridge in a line, and each in one of its own with its timer. */
export function printRouters(session: Session, document: Document, routers: readonly MdbRouter[]): void {
  const withTimers = session.options.statistics > 0;
  for (const bridge of new Set(routers.map(({ dev }) => dev))) {
    const name = session.interfaces.nameOf(bridge);
    const title = `router ports on ${name}: `;
    document.openArray(name, withTimers ? '' : title);
    for (const router of routers) {
      if (router.dev !== bridge) continue;
      if (withTimers) document.text(title);
      printRouter(session, document, router);
    }
    document.closeArray();
    if (!withTimers) document.lineBreak();
  }
}

function printRouter(session: Session, document: Document, router: MdbRouter): void {
  const name = session.interfaces.nameOf(router.ifindex);
  document.openObject();
  document.field('port', name, `${name} `);
  if (session.options.statistics > 0) {
    const timer = timerText(router.timer ?? 0);
    const isTemporary = router.type === 'temp' || router.type === 'tempQuery';
    const type = isTemporary ? 'temp' : 'permanent';
    document.field('timer', timer, `${timer} `);
    document.field('type', type, type);
    // Not even -oneline joins these.
    document.text('\n');
  }
  document.closeObject();
}
