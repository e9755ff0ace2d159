/** What the kernel tells of a route. */
import type { EventOf } from '@iplink-ts/rtnetlink';
import { AF } from '../../family.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { openFilter } from './filter.ts';
import { printRoute } from './print.ts';

/** Prints a route that came, changed or went. */
export function printRouteEvent(
  session: Session,
  document: Document,
  { action, route }: EventOf<'route'>,
): void {
  printRoute(session, document, route, openFilter(AF.UNSPEC), action);
}
