/** One rule as `ip rule` shows it. Every item but the first brings its own blank. */
import { RTN, RTPROT, type Rule } from '@iplink-ts/rtnetlink';
import { AF } from '../../family.ts';
import { formatDsfield, groups, protocols, realms, tables } from '../../names/databases.ts';
import { formatIpProtocol } from '../../names/ip_protocols.ts';
import type { Colour } from '../../print/colour.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import { alternateHex } from '../../print/number.ts';
import type { Session } from '../../session.ts';
import { routeTypeByNumber, routeTypeName } from '../route/types.ts';

/** Of the suppressors: none. */
const NONE = 0xffffffff;
const MASK_ALL = 0xffffffff;

/** Prints one rule and the line end. */
export function printRule(
  session: Session,
  document: Document,
  rule: Rule,
  action: 'new' | 'delete' = 'new',
): void {
  document.openObject();
  if (action === 'delete') printDeleted(document);
  const priority = rule.priority ?? 0;
  document.field('priority', priority, `${priority}:\t`);
  if (rule.flags.includes('invert')) document.field('not', null, 'not ');
  printSelectors(session, document, rule);
  printAction(session, document, rule);
  document.text('\n');
  document.closeObject();
}

function printSelectors(session: Session, document: Document, rule: Rule): void {
  const { numeric } = session.options;
  if (rule.src === undefined) document.field('src', 'all', 'from all');
  else {
    document.text('from ');
    printPrefix(document, 'src', rule.src, rule.family);
  }
  if (rule.dst !== undefined) {
    document.text(' to ');
    printPrefix(document, 'dst', rule.dst, rule.family);
  }
  if (rule.tos !== 0) {
    const tos = formatDsfield(rule.tos, numeric);
    document.field('tos', tos, ` tos ${tos}`);
  }
  printMark(document, rule);
  printInterface(document, 'iif', rule.iifname, rule.flags.includes('iifDetached'));
  printInterface(document, 'oif', rule.oifname, rule.flags.includes('oifDetached'));
  if (rule.l3mdev) document.field('l3mdev', null, ' lookup [l3mdev-table]');
  if (rule.uidRange !== undefined) {
    const { start, end } = rule.uidRange;
    document.field('uid_start', start, ` uidrange ${start}`);
    document.field('uid_end', end, `-${end}`);
  }
  if (rule.ipProto !== undefined) {
    const name = formatIpProtocol(rule.ipProto, numeric);
    document.field('ipproto', name, ` ipproto ${name}`);
  }
  printPorts(document, 'sport', rule.sportRange);
  printPorts(document, 'dport', rule.dportRange);
  if (rule.tunId !== undefined) document.field('tun_id', rule.tunId, ` tun_id ${rule.tunId}`);
}

function printPrefix(document: Document, key: 'src' | 'dst', prefix: string, family: number): void {
  const [address = '', digits] = prefix.split('/');
  const length = Number(digits);
  const isSix = family === AF.INET6;
  const colour: Colour = isSix ? 'inet6' : 'inet';
  document.field(key, address, address, colour);
  if (length !== (isSix ? 128 : 32)) document.field(`${key}len`, length, `/${length}`);
}

/** A mark, and its mask where it does not cover all bits. */
function printMark(document: Document, { fwmark, fwmask }: Rule): void {
  if (fwmark === undefined && fwmask === undefined) return;
  const mark = alternateHex(fwmark ?? 0);
  document.field('fwmark', mark, ` fwmark ${mark}`);
  if (fwmask === undefined || fwmask === MASK_ALL) return;
  document.field('fwmask', alternateHex(fwmask), `/${alternateHex(fwmask)}`);
}

/** An interface by name, and whether none has the name now. */
function printInterface(
  document: Document,
  key: 'iif' | 'oif',
  name: string | undefined,
  isDetached: boolean,
): void {
  if (name === undefined) return;
  document.text(` ${key} `);
  document.field(key, name, name, 'ifname');
  if (isDetached) document.field(`${key}_detached`, null, ' [detached]');
}

function printPorts(document: Document, key: 'sport' | 'dport', range: Rule['sportRange']): void {
  if (range === undefined) return;
  const { start, end } = range;
  if (start === end) {
    document.field(key, start, ` ${key} ${start}`);
    return;
  }
  document.field(`${key}_start`, start, ` ${key} ${start}`);
  document.field(`${key}_end`, end, `-${end}`);
}

function printAction(session: Session, document: Document, rule: Rule): void {
  const { numeric, details } = session.options;
  if (rule.table !== 0) printTable(document, rule, numeric);
  if (rule.flow !== undefined && rule.flow !== 0) printRuleRealms(document, rule.flow, numeric);
  printVerdict(document, rule, numeric);
  if (rule.protocol === undefined) return;
  if ((rule.protocol === 0 || rule.protocol === RTPROT.kernel) && !details) return;
  const protocol = protocols.format(rule.protocol, numeric);
  document.field('protocol', protocol, ` proto ${protocol}`);
}

function printTable(document: Document, rule: Rule, numeric: boolean): void {
  const table = tables.format(rule.table, numeric);
  document.field('table', table, ` lookup ${table}`);
  const { suppressPrefixlen = NONE, suppressIfgroup = NONE } = rule;
  if (suppressPrefixlen !== NONE) {
    document.field(
      'suppress_prefixlen',
      suppressPrefixlen | 0,
      ` suppress_prefixlength ${suppressPrefixlen | 0}`,
    );
  }
  if (suppressIfgroup !== NONE) {
    const group = groups.format(suppressIfgroup, numeric);
    document.field('suppress_ifgroup', group, ` suppress_ifgroup ${group}`);
  }
}

/** Unlike those of routes, without an object of their own. */
function printRuleRealms(document: Document, flow: number, numeric: boolean): void {
  const from = flow >>> 16;
  document.text(' realms ');
  if (from !== 0) {
    const name = realms.format(from, numeric);
    document.field('flow_from', name, `${name}/`);
  }
  const to = realms.format(flow & 0xffff, numeric);
  document.field('flow_to', to, to);
}

/** What is done with a packet, unless it is a lookup. */
function printVerdict(document: Document, rule: Rule, numeric: boolean): void {
  const { action } = rule;
  if (action === 'toTable') return;
  if (action === 'nop') document.field('nop', null, ' nop');
  else if (action === 'goto') {
    const target = rule.goto ?? 0;
    document.field('goto', target, ` goto ${target}`);
    if (rule.flags.includes('unresolved')) document.field('unresolved', null, ' [unresolved]');
  } else if (action === RTN.nat) document.field('masquerade', null, ' masquerade');
  else {
    const type = routeTypeName(typeof action === 'number' ? routeTypeByNumber(action) : action, numeric);
    document.field('action', type, ` ${type}`);
  }
}
