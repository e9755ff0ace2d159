/** The virtual functions of a network card, as `ip link show` has them. */
import type { Link } from '@iplink-ts/rtnetlink';
import { vlanProtocolName } from '../../kinds/vlan_protocol.ts';
import type { Document } from '../../print/document.ts';
import { linkTypeName } from '../../print/link_type.ts';
import { humanNumber } from '../../print/number.ts';
import type { Session } from '../../session.ts';

type Vf = NonNullable<NonNullable<Link['vfinfoList']>['info']>[number];
type Vlan = NonNullable<NonNullable<Vf['vlanList']>['info']>[number];

const ETHER = 1;
const ETHER_BYTES = 6;
/** INFINIBAND_ALEN, of which all other types are shown. */
const OTHER_BYTES = 20;

const VLAN_8021Q = 0x8100;

/** What a setting is that the card does not have. */
const UNKNOWN = 0xffffffff;

/** All functions; the kernel may have had no room for some. */
export function printVfs(session: Session, document: Document, link: Link): void {
  if (link.vfinfoList === undefined || link.numVf === undefined) return;
  const vfs = link.vfinfoList.info ?? [];
  document.openArray('vfinfo_list');
  for (const vf of vfs) {
    document.openObject();
    printVf(session, document, link, vf);
    document.closeObject();
  }
  document.closeArray();
  if (vfs.length !== link.numVf) session.complain(`Truncated VF list: ${link.ifname}\n`);
}

function printVf(session: Session, document: Document, link: Link, vf: Vf): void {
  if (vf.mac === undefined) return;
  const type = linkTypeName(link.type, session.options.numeric);
  document.lineBreak();
  document.field('vf', vf.mac.vf | 0, `    vf ${vf.mac.vf | 0} `);
  document.field('link_type', type, `    link/${type} `);
  printLladdr(document, 'address', vf.mac.mac, link.type);
  if (vf.broadcast !== undefined) {
    const pointToPoint = link.flags.includes('pointopoint');
    document.text(pointToPoint ? ' peer ' : ' brd ');
    if (pointToPoint) document.json('link_pointtopoint', true);
    printLladdr(document, 'broadcast', vf.broadcast, link.type);
  }
  printVlans(document, vf, session.options.numeric);
  printRates(document, vf);
  printSwitch(document, 'spoofchk', 'spoof checking', vf.spoofchk?.setting);
  printGuid(document, 'node guid', 'NODE_GUID', vf.ibNodeGuid?.guid);
  printGuid(document, 'port guid', 'PORT_GUID', vf.ibPortGuid?.guid);
  printLinkState(document, vf);
  printSwitch(document, 'trust', 'trust', vf.trust?.setting);
  printSwitch(document, 'query_rss_en', 'query_rss', vf.rssQueryEn?.setting);
  if (session.options.statistics > 0 && vf.stats !== undefined) printStatistics(session, document, vf.stats);
}

/** In full length, whatever of it is 0. */
function printLladdr(document: Document, key: string, lladdr: string, type: number): void {
  const bytes = lladdr.split(':');
  const length = type === ETHER ? ETHER_BYTES : OTHER_BYTES;
  const shown = Array.from({ length }, (_, at) => bytes[at] ?? '00').join(':');
  document.field(key, shown, shown, 'mac');
}

function printVlans(document: Document, { vlan, vlanList }: Vf, numeric: boolean): void {
  if (vlanList?.info === undefined) {
    if (vlan !== undefined) printVlan(document, { ...vlan, vlanProto: 0 }, numeric);
    return;
  }
  document.openArray('vlan_list');
  for (const one of vlanList.info) {
    document.openObject();
    printVlan(document, one, numeric);
    document.closeObject();
  }
  document.closeArray();
}

function printVlan(document: Document, { vlan, qos, vlanProto }: Omit<Vlan, 'vf'>, numeric: boolean): void {
  if (vlan !== 0) document.field('vlan', vlan, `, vlan ${vlan}`);
  if (qos !== 0) document.field('qos', qos, `, qos ${qos}`);
  if (vlanProto === 0 || vlanProto === VLAN_8021Q) return;
  const name = vlanProtocolName(vlanProto, numeric);
  document.field('protocol', name, `, vlan protocol ${name}`);
}

function printRates(document: Document, { txRate, rate }: Vf): void {
  if (txRate !== undefined && txRate.rate !== 0)
    document.field('tx_rate', txRate.rate, `, tx rate ${txRate.rate} (Mbps)`);
  if (rate === undefined) return;
  const { maxTxRate: max, minTxRate: min } = rate;
  document.openObject('rate');
  document.field('max_tx', max, max === 0 ? '' : `, max_tx_rate ${max}Mbps`);
  document.field('min_tx', min, min === 0 ? '' : `, min_tx_rate ${min}Mbps`);
  document.closeObject();
}

function printSwitch(document: Document, key: string, word: string, setting: number | undefined): void {
  if (setting === undefined || setting === UNKNOWN) return;
  document.field(key, setting !== 0, `, ${word} ${setting === 0 ? 'off' : 'on'}`);
}

function printGuid(document: Document, key: string, word: string, guid: bigint | undefined): void {
  if (guid === undefined) return;
  const digits = guid.toString(16).padStart(16, '0');
  const text = digits.replace(/..(?!$)/g, '$&:');
  document.field(key, text, `, ${word} ${text}`);
}

function printLinkState(document: Document, { linkState }: Vf): void {
  if (linkState === undefined) return;
  const state = linkState.linkState;
  const word = state === 'auto' || state === 'enable' ? state : 'disable';
  document.field('link_state', word, `, link-state ${word}`);
}

function printStatistics({ options }: Session, document: Document, stats: NonNullable<Vf['stats']>): void {
  const { humanReadable, iec } = options;
  const number = (key: string, value: bigint | undefined, width: number): void => {
    if (value === undefined) return;
    const text = humanReadable ? humanNumber(value, iec) : String(value);
    document.field(key, value, `${text.padStart(width)} `);
  };
  document.openObject('stats');
  document.openObject('rx');
  document.lineBreak();
  document.text('    RX: bytes  packets  mcast   bcast   dropped ');
  document.lineBreak();
  document.text('    ');
  number('bytes', stats.rxBytes, 10);
  number('packets', stats.rxPackets, 8);
  number('multicast', stats.multicast, 7);
  number('broadcast', stats.broadcast, 7);
  number('dropped', stats.rxDropped, 8);
  document.closeObject();
  document.openObject('tx');
  document.lineBreak();
  document.text('    TX: bytes  packets   dropped ');
  document.lineBreak();
  document.text('    ');
  number('tx_bytes', stats.txBytes, 10);
  number('tx_packets', stats.txPackets, 8);
  number('dropped', stats.txDropped, 8);
  document.closeObject();
  document.closeObject();
}
