/** What the kernel tells of an address. */
import type { EventOf } from '@iplink-ts/rtnetlink';
import { type Document, printDeleted } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { printAddress } from './print.ts';

/** Prints an address that came, changed or went. */
export function printAddressEvent(
  session: Session,
  document: Document,
  { action, address }: EventOf<'address'>,
): void {
  if (action === 'delete') printDeleted(document);
  printAddress(session, document, address, false);
}
