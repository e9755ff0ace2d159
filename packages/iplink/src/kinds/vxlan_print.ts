/** Kind `vxlan` as `-details` show it. */
import type { Link, LinkData } from '@iplink-ts/rtnetlink';
import type { Document } from '../print/document.ts';
import type { Session } from '../session.ts';

type VxlanData = LinkData['vxlan'];

function printSwitch(document: Document, key: string, value: number | undefined, on: string, off = ''): void {
  if (value === undefined) return;
  const text = value === 0 ? off : on;
  // A switch without a word for off is not mentioned then, in JSON either.
  if (text !== '') document.field(key, value !== 0, text);
}

function printAddresses(data: VxlanData, document: Document): void {
  const { group, group6, local, local6 } = data;
  if (group !== undefined && group !== '0.0.0.0') {
    const name = Number(group.split('.', 1)[0]) >> 4 === 0xe ? 'group' : 'remote';
    document.field(name, document.host(group), `${name} ${document.host(group)} `);
  } else if (group6 !== undefined && group6 !== '::') {
    const name = group6.startsWith('ff') && group6.indexOf(':') === 4 ? 'group' : 'remote';
    document.field(`${name}6`, document.host(group6), `${name} ${document.host(group6)} `);
  }
  if (local !== undefined && local !== '0.0.0.0')
    document.field('local', document.host(local), `local ${document.host(local)} `);
  else if (local6 !== undefined && local6 !== '::')
    document.field('local6', document.host(local6), `local ${document.host(local6)} `);
}

function printPorts(data: VxlanData, document: Document): void {
  const { portRange, port } = data;
  if (portRange !== undefined) {
    document.openObject('port_range');
    document.field('low', portRange.low, `srcport ${portRange.low} `);
    document.field('high', portRange.high, `${portRange.high} `);
    document.closeObject();
  }
  if (port !== undefined) document.field('port', port, `dstport ${port} `);
}

function printHeader(data: VxlanData, document: Document): void {
  const { tos = 0, ttl, ttlInherit, df, label = 0 } = data;
  const hex = `0x${tos.toString(16)}`;
  if (tos !== 0) document.field('tos', hex, tos === 1 ? 'tos inherit ' : `tos ${hex} `);
  if (ttlInherit) document.text('ttl inherit ');
  else if (ttl !== undefined) document.field('ttl', ttl, ttl === 0 ? 'ttl auto ' : `ttl ${ttl} `);
  if (df === 'unset') document.json('df', df);
  else if (df !== undefined) document.field('df', df, `df ${df} `);
  if (label !== 0) document.field('label', `0x${label.toString(16)}`, `flowlabel 0x${label.toString(16)} `);
}

/** The `-details` of a device. */
export function printVxlan(link: Link, document: Document, session: Session): void {
  if (link.kind !== 'vxlan' || link.data === undefined) return;
  const { data } = link;
  if (data.collectMetadata) document.field('external', true, 'external ');
  if (data.vnifilter) document.field('vnifilter', true, 'vnifilter');
  if (data.id === undefined) return;
  document.field('id', data.id, `id ${data.id} `);
  printAddresses(data, document);
  if (data.link !== undefined && data.link !== 0) {
    const name = session.interfaces.nameOf(data.link);
    document.field('link', name, `dev ${name} `);
  }
  printPorts(data, document);
  if (data.learning !== undefined)
    document.field('learning', data.learning !== 0, data.learning === 0 ? 'nolearning ' : '');
  printSwitch(document, 'proxy', data.proxy, 'proxy ');
  printSwitch(document, 'rsc', data.rsc, 'rsc ');
  printSwitch(document, 'l2miss', data.l2miss, 'l2miss ');
  printSwitch(document, 'l3miss', data.l3miss, 'l3miss ');
  printHeader(data, document);
  if (data.ageing !== undefined) {
    document.field('ageing', data.ageing, data.ageing === 0 ? 'ageing none ' : `ageing ${data.ageing} `);
  }
  if (data.limit !== undefined && data.limit !== 0)
    document.field('limit', data.limit, `maxaddr ${data.limit} `);
  printSwitch(document, 'udp_csum', data.udpCsum, 'udpcsum ', 'noudpcsum ');
  printSwitch(document, 'udp_zero_csum6_tx', data.udpZeroCsum6Tx, 'udp6zerocsumtx ', 'noudp6zerocsumtx ');
  printSwitch(document, 'udp_zero_csum6_rx', data.udpZeroCsum6Rx, 'udp6zerocsumrx ', 'noudp6zerocsumrx ');
  printSwitch(document, 'remcsum_tx', data.remcsumTx, 'remcsumtx ');
  printSwitch(document, 'remcsum_rx', data.remcsumRx, 'remcsumrx ');
  if (data.gbp) document.field('gbp', true, 'gbp ');
  if (data.gpe) document.field('gpe', true, 'gpe ');
}
