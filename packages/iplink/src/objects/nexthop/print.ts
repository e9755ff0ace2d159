/** One nexthop, or one bucket of a group, as `ip nexthop` shows it. */
import type { Nexthop } from '@iplink-ts/rtnetlink';
import { protocols, scopes } from '../../names/databases.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import { shortNumber } from '../../print/number.ts';
import type { Session } from '../../session.ts';
import { printEncap } from '../route/encap/index.ts';
import { printDevice, printFlags, printGateway } from '../route/path.ts';

/** Prints one nexthop and the line end. */
export function printNexthop(
  session: Session,
  document: Document,
  nexthop: Nexthop,
  action: 'new' | 'delete' = 'new',
): void {
  document.openObject();
  if (action === 'delete') printDeleted(document);
  printNexthopFields(session, document, nexthop);
  document.text('\n');
  document.closeObject();
}

/** What there is to say of a nexthop, without a line end. */
export function printNexthopFields(session: Session, document: Document, nexthop: Nexthop): void {
  const { numeric, details } = session.options;
  printId(document, nexthop);
  if (nexthop.group !== undefined) printGroup(document, nexthop.group);
  printType(document, nexthop);
  if (nexthop.encap !== undefined) printEncap(session, document, nexthop.encap);
  printGateway(document, nexthop.gateway, nexthop.family);
  if (nexthop.oif !== undefined) printDevice(session, document, nexthop.oif);
  if (nexthop.scope !== 0 || details) {
    const scope = scopes.format(nexthop.scope, numeric);
    document.field('scope', scope, `scope ${scope} `);
  }
  if (nexthop.blackhole) document.field('blackhole', null, 'blackhole ');
  if (nexthop.protocol !== 0 || details) {
    const protocol = protocols.format(nexthop.protocol, numeric);
    document.field('protocol', protocol, `proto ${protocol} `);
  }
  printFlags(document, nexthop.flags);
  if (nexthop.fdb) document.field('fdb', null, 'fdb');
}

/** Prints one bucket and the line end; of one that went, nothing else is said. */
export function printBucket(document: Document, bucket: Nexthop): void {
  document.openObject();
  printId(document, bucket);
  if (bucket.resBucket !== undefined) {
    const { index, idleTime, nhId } = bucket.resBucket;
    document.openObject('bucket');
    if (index !== undefined) document.field('index', index, `index ${index} `);
    printTime(document, 'idle_time', idleTime);
    if (nhId !== undefined) document.field('nhid', nhId, `nhid ${nhId} `);
    document.closeObject();
  }
  printFlags(document, bucket.flags);
  document.text('\n');
  document.closeObject();
}

function printId(document: Document, { id }: Nexthop): void {
  if (id !== undefined) document.field('id', id, `id ${id} `);
}

function printGroup(document: Document, group: NonNullable<Nexthop['group']>): void {
  document.openArray('group', 'group ');
  for (const [at, { id, weight = 1 }] of group.entries()) {
    document.openObject();
    document.field('id', id, at === 0 ? `${id}` : `/${id}`);
    if (weight !== 1) document.field('weight', weight, `,${weight}`);
    document.closeObject();
  }
  document.closeArray(' ');
}

function printType(document: Document, { groupType, resGroup }: Nexthop): void {
  if (groupType !== undefined && groupType !== 'mpath') {
    const name = groupType === 'res' ? 'resilient' : '<unknown type>';
    document.field('type', name, `type ${name} `);
  }
  if (resGroup === undefined) return;
  const { buckets, idleTimer, unbalancedTimer, unbalancedTime } = resGroup;
  document.openObject('resilient_args');
  if (buckets !== undefined) document.field('buckets', buckets, `buckets ${buckets} `);
  printTime(document, 'idle_timer', idleTimer);
  printTime(document, 'unbalanced_timer', unbalancedTimer);
  printTime(document, 'unbalanced_time', unbalancedTime);
  document.closeObject();
}

/** Hundredths of a second, as seconds. */
function printTime(document: Document, key: string, time: number | bigint | undefined): void {
  if (time === undefined) return;
  const seconds = shortNumber(Number(time) / 100);
  document.digits(key, seconds, `${key} ${seconds} `);
}
