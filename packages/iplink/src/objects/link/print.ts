/** One link as `ip link` and `ip address` show it. */
import type { Link } from '@iplink-ts/rtnetlink';
import { links } from '@iplink-ts/rtnetlink/sync';
import { AF, type Family } from '../../family.ts';
import { unnamed } from '../../interfaces.ts';
import { request } from '../../kernel.ts';
import { findKind } from '../../kinds/index.ts';
import { groups, protodownReasons } from '../../names/databases.ts';
import type { Colour } from '../../print/colour.ts';
import type { Document } from '../../print/document.ts';
import { printNumber } from '../../print/fields.ts';
import { linkTypeName } from '../../print/link_type.ts';
import { showLladdr } from '../../print/lladdr.ts';
import type { Session } from '../../session.ts';
import { printFlags } from './flags.ts';
import { addrGenModeName, eventName, linkmodeName, operstateName } from './states.ts';
import { printStatistics } from './statistics.ts';
import { printVfs } from './vf_print.ts';
import { printXdp, printXdpPrograms } from './xdp_print.ts';

/** Who shows the link: `ip link` says more of some things than `ip address`, and events less. */
export interface LinkView {
  readonly object: 'link' | 'address' | 'event';
  /** The family asked for; the link-layer line is left out for an internet family. */
  readonly family: Family;
}

/** Interface name with what it is stacked on: `NAME@LINK`. Returns whether that is known to be down. */
export function printName(
  session: Session,
  document: Document,
  link: Link,
  form: (name: string) => string,
): boolean {
  const { interfaces } = session;
  if (link.ifname === undefined) session.complain(`BUG: device with ifindex ${link.index} has nil ifname\n`);
  const name = link.ifname ?? unnamed(link.index);
  let lower: string | undefined;
  let lowerIsDown = false;
  if (link.link === 0) {
    document.json('link', null);
    lower = 'NONE';
  } else if (link.link !== undefined && link.linkNetnsid !== undefined) {
    document.json('link_index', link.link);
    lower = unnamed(link.link);
  } else if (link.link !== undefined) {
    lower = interfaces.nameOf(link.link);
    document.json('link', lower);
    lowerIsDown = interfaces.isDown(link.link);
  }
  document.field('ifname', name, form(lower === undefined ? name : `${name}@${lower}`), 'ifname');
  return lowerIsDown;
}

function operstateColour(name: string): Colour | undefined {
  if (name === 'UP') return 'operstateUp';
  return name === 'DOWN' ? 'operstateDown' : undefined;
}

function printOperstate(document: Document, link: Link, brief: boolean): void {
  if (link.operstate === undefined) return;
  const name = operstateName(link.operstate);
  if (name === undefined) {
    document.field('operstate_index', link.operstate, `state 0x${Number(link.operstate).toString(16)}`);
    return;
  }
  if (!brief) document.text('state ');
  document.field('operstate', name, brief ? `${name.padEnd(14)} ` : `${name} `, operstateColour(name));
}

/** The `-brief` form: one line, without the addresses that `ip address` adds to it. */
export function printBriefLink(session: Session, document: Document, link: Link, view: LinkView): void {
  const lowerIsDown = printName(session, document, link, (name) => `${name.padEnd(16)} `);
  printOperstate(document, link, true);
  if (view.family !== AF.PACKET) return;
  if (link.address !== undefined) {
    const address = showLladdr(link.address, link.type);
    document.field('address', address, `${address} `, 'mac');
  }
  printFlags(document, link.flags, lowerIsDown);
  document.text('\n');
}

/** The full form, up to and including the line end behind the last line. */
export function printLink(session: Session, document: Document, link: Link, view: LinkView): void {
  const { options } = session;
  const asLink = view.object === 'link';
  document.framed('ifindex', link.index, '', ': ');
  const lowerIsDown = printName(session, document, link, (name) => `${name}: `);
  printFlags(document, link.flags, lowerIsDown);
  printFirstLine(session, document, link, view);
  if (view.family === AF.UNSPEC || view.family === AF.PACKET || options.details) {
    printAddresses(document, link, options.numeric);
  }
  printNamespaces(session, document, link);
  if (link.protoDown) printProtoDown(document, link, options.numeric);
  if (options.details) printDetails(session, document, link, asLink);
  if ((asLink || options.details) && link.ifalias !== undefined) {
    document.lineBreak();
    document.field('ifalias', link.ifalias, `    alias ${link.ifalias}`);
  }
  if (asLink || options.details) printXdpPrograms(document, link);
  if (asLink && options.statistics > 0) {
    document.lineBreak();
    printStatistics(document, link, options);
  }
  if (asLink || options.details) printVfs(session, document, link);
  printAltnames(document, link);
  document.text('\n');
}

function printFirstLine(session: Session, document: Document, link: Link, { object }: LinkView): void {
  printNumber(document, 'mtu', link.mtu);
  printXdp(document, link, object !== 'link');
  if (link.qdisc !== undefined) document.named('qdisc', link.qdisc, 'qdisc');
  if (link.master !== undefined) {
    const master = session.interfaces.nameOf(link.master);
    document.named('master', master, 'master');
  }
  printOperstate(document, link, false);
  if (object === 'link' && link.linkmode !== undefined) {
    const mode = linkmodeName(link.linkmode);
    document.named('linkmode', mode, 'mode');
  }
  if (link.group !== undefined) {
    const group = groups.format(link.group, session.options.numeric);
    document.named('group', group, 'group');
  }
  if (object !== 'event') printQueueLength(session, document, link);
  const event = eventName(link.event);
  if (event !== undefined) document.field('event', event, `event ${event} `);
}

/** Shown with a sign, which it does not have. */
function printQueueLength(session: Session, document: Document, link: Link): void {
  const txqlen = (link.txqlen ?? askQueueLength(session, link.index) ?? 0) | 0;
  if (txqlen) document.framed('txqlen', txqlen, 'qlen ', '');
}

/** IPv6's answers about links do not have the length of the queue. */
function askQueueLength(session: Session, index: number): number | undefined {
  return request(() => session.host.run(links.get(index))).txqlen;
}

function printAddresses(document: Document, link: Link, numeric: boolean): void {
  const type = linkTypeName(link.type, numeric);
  document.lineBreak();
  document.framed('link_type', type, '    link/', ' ');
  if (link.address !== undefined) {
    const address = showLladdr(link.address, link.type);
    document.field('address', address, address, 'mac');
  }
  if (link.broadcast !== undefined) {
    const pointToPoint = link.flags.includes('pointopoint');
    document.text(pointToPoint ? ' peer ' : ' brd ');
    if (pointToPoint) document.json('link_pointtopoint', true);
    const broadcast = showLladdr(link.broadcast, link.type);
    document.field('broadcast', broadcast, broadcast, 'mac');
  }
  if (link.permAddress !== undefined && link.permAddress !== link.address) {
    const permanent = showLladdr(link.permAddress, link.type);
    document.text(' permaddr ');
    document.field('permaddr', permanent, permanent, 'mac');
  }
}

function printNamespaces(session: Session, document: Document, link: Link): void {
  const { linkNetnsid, newNetnsid, newIfindex } = link;
  if (linkNetnsid !== undefined) {
    document.json('link_netnsid', linkNetnsid);
    if (!document.isJson) document.text(` ${netnsText(session, 'link', linkNetnsid)}`);
  }
  if (document.isJson) return;
  if (newNetnsid !== undefined) document.text(` ${netnsText(session, 'new', newNetnsid)}`);
  if (newIfindex !== undefined) document.text(` new-ifindex ${newIfindex}`);
}

function netnsText(session: Session, prefix: 'link' | 'new', nsid: number): string {
  if (nsid < 0) return `${prefix}-netnsid unknown`;
  const name = session.netnsNames.find(session, nsid);
  return name === undefined ? `${prefix}-netnsid ${nsid}` : `${prefix}-netns ${name}`;
}

/** All bits but the last, which the reference does not look at. */
const SHOWN_REASONS = 0x7fffffff;

function printProtoDown(document: Document, link: Link, numeric: boolean): void {
  document.field('proto_down', true, ' protodown on ');
  const bits = (link.protoDownReason?.value ?? 0) & SHOWN_REASONS;
  if (bits === 0) return;
  document.openArray('proto_down_reason', 'protodown_reason <');
  let separator = '';
  for (let bit = 0; bit < 31; bit++) {
    if (((bits >>> bit) & 1) === 0) continue;
    const reason = protodownReasons.format(bit, numeric);
    document.item(reason, `${separator}${reason}`);
    separator = ',';
  }
  document.closeArray('>');
}

function hexText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function printDetails(session: Session, document: Document, link: Link, asLink: boolean): void {
  printNumber(document, 'promiscuity', link.promiscuity, ' promiscuity');
  printNumber(document, 'allmulti', link.allmulti, ' allmulti');
  printNumber(document, 'min_mtu', link.minMtu, 'minmtu');
  printNumber(document, 'max_mtu', link.maxMtu, 'maxmtu');
  if (link.kind !== undefined || link.slaveKind !== undefined) printKinds(session, document, link);
  const addrGenMode = link.afSpec?.inet6?.addrGenMode;
  if (asLink && addrGenMode !== undefined) {
    const name = addrGenModeName(addrGenMode);
    document.named('inet6_addr_gen_mode', name, 'addrgenmode');
  }
  printNumber(document, 'num_tx_queues', link.numTxQueues, 'numtxqueues');
  printNumber(document, 'num_rx_queues', link.numRxQueues, 'numrxqueues');
  printNumber(document, 'gso_max_size', link.gsoMaxSize);
  printNumber(document, 'gso_max_segs', link.gsoMaxSegs);
  printNumber(document, 'tso_max_size', link.tsoMaxSize);
  printNumber(document, 'tso_max_segs', link.tsoMaxSegs);
  printNumber(document, 'gro_max_size', link.groMaxSize);
  if (link.physPortName !== undefined) {
    document.field('phys_port_name', link.physPortName, `portname ${link.physPortName} `);
  }
  if (link.physPortId !== undefined) {
    document.field('phys_port_id', hexText(link.physPortId), `portid ${hexText(link.physPortId)} `);
  }
  if (link.physSwitchId !== undefined) {
    document.field('phys_switch_id', hexText(link.physSwitchId), `switchid ${hexText(link.physSwitchId)} `);
  }
  if (link.parentDevBusName !== undefined) {
    document.field('parentbus', link.parentDevBusName, `parentbus ${link.parentDevBusName} `);
  }
  if (link.parentDevName !== undefined) {
    document.field('parentdev', link.parentDevName, `parentdev ${link.parentDevName} `);
  }
}

function printKinds(session: Session, document: Document, link: Link): void {
  document.openObject('linkinfo');
  if (link.kind !== undefined) {
    document.lineBreak();
    document.framed('info_kind', link.kind, '    ', ' ');
    printKindData(session, document, link, link.kind, 'info_data');
  }
  if (link.slaveKind !== undefined) {
    document.lineBreak();
    document.field('info_slave_kind', link.slaveKind, `    ${link.slaveKind}_slave `);
    printKindData(session, document, link, `${link.slaveKind}_slave`, 'info_slave_data');
  }
  document.closeObject();
}

function printKindData(session: Session, document: Document, link: Link, kind: string, key: string): void {
  const print = findKind(kind)?.print;
  if (print === undefined) return;
  document.openObject(key);
  print(link, document, session);
  document.closeObject();
}

function printAltnames(document: Document, link: Link): void {
  const altnames = link.propList?.altIfname;
  if (altnames === undefined || altnames.length === 0) return;
  document.openArray('altnames');
  for (const altname of altnames) {
    document.lineBreak();
    document.item(altname, `    altname ${altname}`);
  }
  document.closeArray();
}
