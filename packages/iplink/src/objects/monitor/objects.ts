/** Which printer shows the object of a message, and which messages are left out when one device was asked for. */
import type { Nsid, Route } from '@iplink-ts/rtnetlink';
import { AF } from '../../family.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { printAddressEvent } from '../address/event.ts';
import { printAddressLabel } from '../addrlabel/print.ts';
import { printLinkEvent } from '../link/event.ts';
import { isMulticastFamily, printMulticastRoute } from '../mroute/print.ts';
import { type NeighbourAction, printNeighbour } from '../neigh/print.ts';
import { printNetconf } from '../netconf/print.ts';
import { knownId, printNsid } from '../netns/ids.ts';
import { printBucket, printNexthop } from '../nexthop/print.ts';
import { printPrefixNotice } from '../prefix/print.ts';
import { openFilter } from '../route/filter.ts';
import { printRoute } from '../route/print.ts';
import { printRule } from '../rule/print.ts';
import { printStats } from '../stats/print.ts';
import type { Message } from './message.ts';

/**
 * Prints the object of a message.
 * @param index of the only device to show, 0 for all
 */
export function printObject(session: Session, document: Document, message: Message, index: number): void {
  const fault = faultOf(message);
  if (fault !== undefined) {
    session.complain(fault);
    return;
  }
  if (index !== 0 && !isAbout(message, index)) return;
  const action = message.name.startsWith('RTM_DEL') ? 'delete' : 'new';
  switch (message.object) {
    case 'link':
      document.openObject();
      printLinkEvent(session, document, { subject: 'link', action, link: message.body });
      document.closeObject();
      break;
    case 'address':
      document.openObject();
      printAddressEvent(session, document, { subject: 'address', action, address: message.body });
      document.closeObject();
      break;
    case 'route':
      printOneRoute(session, document, message.body, index, action);
      break;
    case 'neighbour':
      printNeighbour(session, document, message.body, index === 0, neighbourAction(message.name));
      break;
    case 'rule':
      printRule(session, document, message.body, action);
      break;
    case 'nexthop':
      if (message.name.endsWith('BUCKET')) printBucket(document, message.body);
      else printNexthop(session, document, message.body, action);
      break;
    case 'netconf':
      printNetconf(session, document, message.body, action);
      break;
    case 'prefix':
      printPrefixNotice(session, document, message.body);
      break;
    case 'nsid':
      printOneNsid(session, document, message.body, action);
      break;
    case 'stats':
      printStats(session, document, message.body);
      break;
    case 'addressLabel':
      printAddressLabel(session, document, message.body, action);
      break;
    default:
  }
}

/** What the reference says of a message that is not as it should be, and of which it shows nothing. */
function faultOf(message: Message): string | undefined {
  if (message.object === 'nsid' && message.body.nsid === undefined)
    return 'BUG: NETNSA_NSID is missing print_nsid\n';
  if (
    message.object === 'route' &&
    isMulticastFamily(message.body.family) &&
    message.body.type !== 'multicast'
  )
    return 'Non multicast route received, kernel does support IP multicast?\n';
  return undefined;
}

/** Whether a message is to be shown where only one device is. Rules, nexthops and the like always are. */
function isAbout(message: Message, index: number): boolean {
  switch (message.object) {
    case 'link':
    case 'address':
    case 'neighbour':
      return message.body.index === index;
    case 'route':
      return (isMulticastFamily(message.body.family) ? message.body.iif : message.body.oif) === index;
    case 'netconf':
      return message.body.ifindex === index;
    default:
      return true;
  }
}

/** Names of namespaces are those of the ids that the messages tell of. */
function printOneNsid(session: Session, document: Document, nsid: Nsid, action: 'new' | 'delete'): void {
  const id = knownId(nsid);
  const { netnsNames } = session;
  const name =
    id < 0 ? undefined : action === 'new' ? netnsNames.findNew(session, id) : netnsNames.find(session, id);
  printNsid(document, nsid, name, action);
  if (action === 'delete') netnsNames.forget(id);
}

/** The kernel asks user space for a neighbour with a message that is a request otherwise. */
function neighbourAction(name: string): NeighbourAction {
  if (name === 'RTM_GETNEIGH') return 'miss';
  return name === 'RTM_DELNEIGH' ? 'delete' : 'new';
}

function printOneRoute(
  session: Session,
  document: Document,
  route: Route,
  index: number,
  action: 'new' | 'delete',
): void {
  if (isMulticastFamily(route.family)) {
    printMulticastRoute(session, document, route, action);
    return;
  }
  const filter = openFilter(AF.UNSPEC);
  if (index !== 0) filter.oif = index;
  printRoute(session, document, route, filter, action);
}
