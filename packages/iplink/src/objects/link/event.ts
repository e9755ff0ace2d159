/** What the kernel tells of a link. */
import type { EventOf } from '@iplink-ts/rtnetlink';
import { AF, type Family } from '../../family.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { printBriefLink, printLink } from './print.ts';

/** Prints a link that came, changed or went. */
export function printLinkEvent(
  session: Session,
  document: Document,
  { action, link }: EventOf<'link'>,
  family: Family = AF.UNSPEC,
): void {
  if (action === 'delete') printDeleted(document);
  if (session.options.brief) printBriefLink(session, document, link, { object: 'event', family });
  else printLink(session, document, link, { object: 'event', family });
}
