/** An address label as `ip addrlabel` shows it. */
import type { AddressLabel } from '@iplink-ts/rtnetlink';
import { type Document, printDeleted } from '../../print/document.ts';
import type { Session } from '../../session.ts';

/** Prints one label and the line end. */
export function printAddressLabel(
  session: Session,
  document: Document,
  entry: AddressLabel,
  action: 'new' | 'delete' = 'new',
): void {
  document.openObject();
  if (action === 'delete') printDeleted(document);
  if (entry.address !== undefined) {
    const address = entry.address.slice(0, entry.address.lastIndexOf('/'));
    document.text('prefix ');
    document.field('address', address, address, 'inet6');
    document.field('prefixlen', entry.prefixlen, `/${entry.prefixlen} `);
  }
  if (entry.index !== 0) {
    const name = session.interfaces.nameOf(entry.index);
    document.text('dev ');
    document.field('ifname', name, `${name} `, 'ifname');
  }
  if (entry.label !== undefined) document.field('label', entry.label, `label ${entry.label} `);
  document.text('\n');
  document.closeObject();
}
