/** `ip nexthop list`, `get` and `flush`. */
import type { Nexthop } from '@iplink-ts/rtnetlink';
import { nexthops } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { dump, isRefusal, request } from '../../kernel.ts';
import type { Session } from '../../session.ts';
import { readNumber, showUsage } from './arguments.ts';
import { type NexthopFilter, parseFilter, selects } from './filter.ts';
import { printNexthop } from './print.ts';

export const DUMP = { status: 2, reach: 'command' } as const;

function listNexthops(session: Session, filter: NexthopFilter): readonly Nexthop[] {
  const list = dump(session, () => session.host.run(nexthops.list(filter.kernel)), DUMP);
  return list.filter((nexthop) => selects(filter, nexthop));
}

export function showNexthops(session: Session, words: Words): void {
  const filter = parseFilter(session, words);
  if (filter.id !== undefined) {
    showNexthop(session, filter.id);
    return;
  }
  const document = session.document();
  document.begin();
  for (const nexthop of listNexthops(session, filter)) printNexthop(session, document, nexthop);
  document.end();
}

function showNexthop(session: Session, id: number): void {
  const nexthop = request(() => session.host.run(nexthops.get(id)));
  const document = session.document();
  document.begin();
  printNexthop(session, document, nexthop);
  document.end();
}

export function getNexthop(session: Session, words: Words): void {
  let id = 0;
  for (let word = words.take(); word !== undefined; word = words.take()) {
    if (word !== 'id') showUsage();
    id = readNumber(words, 'id');
  }
  if (id === 0) showUsage();
  showNexthop(session, id);
}

/** Groups go first, whose members take them along otherwise. */
export function flushNexthops(session: Session, words: Words): void {
  const filter = parseFilter(session, words);
  const { id, kernel } = filter;
  if (id !== undefined) {
    request(() => session.host.run(nexthops.delete(id)), { status: 1, reach: 'command' });
    return;
  }
  let flushed = flushListed(session, { ...filter, kernel: { ...kernel, groups: true } });
  if (kernel.groups !== true) flushed += flushListed(session, filter);
  session.io.out.write(flushed === 0 ? 'Nothing to flush\n' : `Flushed ${flushed} nexthops\n`);
}

function flushListed(session: Session, filter: NexthopFilter): number {
  let flushed = 0;
  for (const { id } of listNexthops(session, filter)) {
    if (id !== undefined && removed(session, id)) flushed++;
  }
  return flushed;
}

function removed(session: Session, id: number): boolean {
  try {
    session.host.run(nexthops.delete(id));
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}
