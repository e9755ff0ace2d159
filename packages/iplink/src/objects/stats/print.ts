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
  if (info !== undefined) printInfo(session, document, info);
  document.closeObject();
}

function printInfo(session: Session, document: Document, { l3Stats }: Info): void {
  if (!isSwitch(session, 'request', l3Stats?.request)) return;
  document.openObject('info');
  if (l3Stats !== undefined) {
    document.openObject('l3_stats');
    document.text('    l3_stats');
    printSwitch(document, 'request', l3Stats.request, ' ');
    if (isSwitch(session, 'used', l3Stats.used)) printSwitch(document, 'used', l3Stats.used, ' used ');
    document.closeObject();
  }
  document.closeObject();
  document.lineBreak();
}

/** Whether it is on or off. No kernel sends anything else, and of that the reference complains. */
function isSwitch(session: Session, key: string, value: number | undefined): boolean {
  if (value === undefined || value <= 1) return true;
  session.complain(`Invalid value for ${key}: expected 0 or 1, got ${value}.\n`);
  return false;
}

function printSwitch(document: Document, key: string, value: number | undefined, before: string): void {
  if (value !== undefined) document.field(key, value !== 0, `${before}${value === 0 ? 'off' : 'on'}`);
}
