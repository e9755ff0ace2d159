/** Statistics that devices count by themselves, as `ip monitor` shows what changed of them. */
import type { Stats } from '@iplink-ts/rtnetlink';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';

type Info = NonNullable<NonNullable<Stats['linkOffloadXstats']>['hwSInfo']>;

/** Prints one link, and whether its statistics are asked for and counted. Every line end is one within a record. */
export function printStats(session: Session, document: Document, stats: Stats): void {
  const name = session.interfaces.nameOf(stats.ifindex);
  document.openObject();
  document.field('ifindex', stats.ifindex, `${stats.ifindex}:`);
  document.field('ifname', name, ` ${name}:`, 'ifname');
  document.lineBreak();
  const info = stats.linkOffloadXstats?.hwSInfo;
  if (info !== undefined) printInfo(document, info);
  document.closeObject();
}

function printInfo(document: Document, { l3Stats }: Info): void {
  document.openObject('info');
  if (l3Stats !== undefined) {
    document.openObject('l3_stats');
    document.text('    l3_stats');
    printSwitch(document, 'request', l3Stats.request, ' ');
    printSwitch(document, 'used', l3Stats.used, ' used ');
    document.closeObject();
  }
  document.closeObject();
  document.lineBreak();
}

function printSwitch(document: Document, key: string, value: number | undefined, before: string): void {
  if (value !== undefined) document.field(key, value !== 0, `${before}${value === 0 ? 'off' : 'on'}`);
}
