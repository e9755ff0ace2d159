/** Settings of an address family as `ip netconf` shows them. */
import { NETCONFA_IFINDEX_ALL, NETCONFA_IFINDEX_DEFAULT, type Netconf } from '@iplink-ts/rtnetlink';
import { familyName } from '../../family.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import { printSwitch } from '../../print/fields.ts';
import type { Session } from '../../session.ts';

/** Prints the settings of one interface and the line end. */
export function printNetconf(
  session: Session,
  document: Document,
  netconf: Netconf,
  action: 'new' | 'delete' = 'new',
): void {
  document.openObject();
  if (action === 'delete') printDeleted(document);
  const family = familyName(netconf.family);
  document.field('family', family, `${family} `);
  if (netconf.ifindex !== undefined) printInterface(session, document, netconf.ifindex);
  printSwitch(document, 'forwarding', netconf.forwarding);
  const { rpFilter } = netconf;
  if (rpFilter !== undefined) document.field('rp_filter', rpFilter, `rp_filter ${rpFilter} `);
  printSwitch(document, 'mc_forwarding', netconf.mcForwarding);
  printSwitch(document, 'proxy_neigh', netconf.proxyNeigh);
  printSwitch(document, 'ignore_routes_with_linkdown', netconf.ignoreRoutesWithLinkdown);
  printSwitch(document, 'input', netconf.input);
  document.text('\n');
  document.closeObject();
}

function printInterface(session: Session, document: Document, ifindex: number): void {
  const name = interfaceName(session, ifindex);
  document.field('interface', name, `${name} `, 'ifname');
}

function interfaceName(session: Session, ifindex: number): string {
  if (ifindex === NETCONFA_IFINDEX_ALL) return 'all';
  return ifindex === NETCONFA_IFINDEX_DEFAULT ? 'default' : session.interfaces.nameOf(ifindex);
}
