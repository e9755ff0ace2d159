/** `ip route show` and `ip route flush`. */
import type { Route } from '@iplink-ts/rtnetlink';
import { routes } from '@iplink-ts/rtnetlink/sync';
import { strerror } from '@iplink-ts/socket';
import type { Words } from '../../argv.ts';
import { commandFailure } from '../../failure.ts';
import { AF } from '../../family.ts';
import { isRefusal } from '../../kernel.ts';
import { TextDocument } from '../../print/text.ts';
import type { Session } from '../../session.ts';
import { parseFilter, type RouteFilter, selects } from './filter.ts';
import { dumpRoutes, kernelFilter } from './list.ts';
import { printRoute } from './print.ts';

export function showRoutes(session: Session, words: Words): void {
  const filter = parseFilter(session, words);
  const document = session.document();
  document.begin();
  for (const route of listRoutes(session, filter, 'Dump')) printRoute(session, document, route, filter);
  document.end();
}

function listRoutes(session: Session, filter: RouteFilter, what: 'Dump' | 'Flush'): readonly Route[] {
  const asked = kernelFilter(session, filter);
  const listed = dumpRoutes(session, filter, () => session.host.run(routes.list(asked)), what);
  return listed.filter((route) => selects(filter, route));
}

/** Seconds after which a flush gives up. */
const FLUSH_PATIENCE = 30;

/** The route is gone, which is what was wanted. */
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ESRCH']);

/** Deletes round by round until a dump has nothing left to delete. */
export function flushRoutes(session: Session, words: Words): void {
  const { out } = session.io;
  const verbose = session.options.statistics > 0;
  if (words.current === undefined) throw commandFailure('"ip route flush" requires arguments.\n');
  const filter = parseFilter(session, words);
  if (filter.cloned && filter.family !== AF.INET6) {
    // The kernel has had no IPv4 routing cache since 3.6; the reference still says this.
    if (verbose) out.write('*** IPv4 routing cache is flushed.\n');
    return;
  }
  const start = Date.now();
  for (let round = 0; ; round++) {
    const chosen = listRoutes(session, filter, 'Flush').filter((route) => !isPlaceholder(route));
    if (chosen.length === 0) {
      if (verbose) out.write(flushSummary(round));
      return;
    }
    if (session.options.statistics > 1) {
      const document = new TextDocument(out, session.options.oneline, undefined);
      for (const route of chosen) printRoute(session, document, route, filter);
    }
    for (const route of chosen) deleteRoute(session, route);
    if (Date.now() - start > FLUSH_PATIENCE * 1000) {
      out.write(
        `\n*** Flush not completed after ${FLUSH_PATIENCE} seconds, ${chosen.length} entries remain ***\n`,
      );
      throw commandFailure('');
    }
    if (verbose) out.write(`\n*** Round ${round + 1}, deleting ${chosen.length} entries ***\n`);
  }
}

/** IPv6's unreachable default of the lowest priority, which the kernel keeps for itself. */
function isPlaceholder(route: Route): boolean {
  return (
    route.family === AF.INET6 &&
    route.dst === 'default' &&
    route.type === 'unreachable' &&
    route.priority === 0xffffffff
  );
}

function flushSummary(rounds: number): string {
  if (rounds === 0) return 'Nothing to flush.\n';
  return `*** Flush is complete after ${rounds} round${rounds > 1 ? 's' : ''} ***\n`;
}

function deleteRoute(session: Session, route: Route): void {
  try {
    session.host.run(routes.delete(route));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (!GONE.has(error.code)) {
      throw commandFailure(`Failed to send flush request: ${strerror(error.errno)}\n`, 2);
    }
  }
}
