/** `ip address show` and `ip link show`. */
import type { Address, Link } from '@iplink-ts/rtnetlink';
import { addresses, links } from '@iplink-ts/rtnetlink/sync';
import { strerror } from '@iplink-ts/socket';
import type { Words } from '../../argv.ts';
import { Failure } from '../../failure.ts';
import { AF, type Family } from '../../family.ts';
import { dump, isRefusal, kernelText } from '../../kernel.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { type LinkView, printBriefLink, printLink } from '../link/print.ts';
import { shownFields } from '../link/shown.ts';
import { printStatistics } from '../link/statistics.ts';
import { linkUsage } from '../link/usage.ts';
import {
  type AddressFilter,
  type AddressTest,
  addressTest,
  kernelFilters,
  parseFilter,
  selectedByKernel,
  visibility,
} from './filter.ts';
import { printAddress } from './print.ts';
import { addressUsage } from './usage.ts';

/**
 * What links shall have with them (RTEXT_FILTER_*, linux/rtnetlink.h): virtual functions, and statistics only where
 * they are shown, as they are nearly half of the kernel's answer.
 */
function extMask({ options }: Session): number {
  return options.statistics > 0 ? VF : VF | SKIP_STATS;
}

const VF = 1;
const SKIP_STATS = 8;

const LINK_DUMP = { status: 1, reach: 'program' } as const;

/** `ip link show`: link lines only, whatever family was asked for. */
export function showLinks(session: Session, words: Words): void {
  const filter = parseFilter(session, words, AF.PACKET, linkUsage);
  const view: LinkView = { object: 'link', family: AF.PACKET };
  session.shown.links = true;
  const document = session.document();
  document.begin();
  if (filter.dev !== undefined && filter.group === undefined) {
    showOneLink(session, document, filter.dev, filter, view);
  } else {
    for (const link of listLinks(session, filter)) {
      document.openObject();
      showLink(session, document, link, filter, view);
      document.closeObject();
    }
  }
  document.end();
}

function showOneLink(
  session: Session,
  document: Document,
  device: string,
  filter: AddressFilter,
  view: LinkView,
): void {
  const link = getLink(session, document, device, filter);
  document.openObject();
  showLink(session, document, link, filter, view);
  document.closeObject();
}

/** `ip address show`. Behind an `ip link show` of the same batch, links look as they did there. */
export function showAddresses(session: Session, words: Words): void {
  const { links: asLinks } = session.shown;
  const filter = parseFilter(session, words, session.options.family, asLinks ? linkUsage : addressUsage);
  const view: LinkView = { object: asLinks ? 'link' : 'address', family: filter.family };
  const document = session.document();
  document.begin();
  if (asLinks && filter.dev !== undefined && filter.group === undefined) {
    showOneLink(session, document, filter.dev, filter, view);
    document.end();
    return;
  }
  const passes = addressTest(session, filter);
  for (const { link, addresses } of linksWithAddresses(session, filter, passes)) {
    document.openObject();
    showLinkWithAddresses(session, document, link, addresses, filter, passes, view);
    document.closeObject();
  }
  document.end();
}

function getLink(session: Session, document: Document, device: string, filter: AddressFilter): Link {
  try {
    const link = session.host.run(links.get(device, shownOf(session, filter)));
    session.interfaces.remember(link);
    return link;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    document.end();
    const text = `${kernelText(error)}Cannot send link get request: ${strerror(error.errno)}\n`;
    throw new Failure('program', 1, text);
  }
}

/** How links are asked for: no more than is shown, or filtered by. */
function shownOf(session: Session, { kind, slaveKind }: AddressFilter) {
  return {
    extMask: extMask(session),
    only: shownFields(session.options, kind !== undefined || slaveKind !== undefined),
  };
}

/** All links that the kernel selects, each of them now known by name. */
function listLinks(session: Session, filter: AddressFilter): readonly Link[] {
  const { kind } = filter;
  // That of the options: the family of a prefix behind `to` is that of the addresses alone.
  const { family } = session.options;
  if (filter.family !== AF.PACKET && !kernelFilters(family)) {
    // IPv6 answers in its own words, with less in them; the others as ever.
    const listed = dump(session, () => session.host.run(links.list({ family })), LINK_DUMP);
    session.interfaces.rememberAll(listed);
    return listed;
  }
  const kernelFilter = {
    ...shownOf(session, filter),
    exact: false,
    ...(kind !== undefined && { kind }),
  };
  const listed = dump(session, () => session.host.run(links.list(kernelFilter)), LINK_DUMP).filter((link) =>
    selectedByKernel(link, filter),
  );
  session.interfaces.rememberAll(listed);
  return listed;
}

interface LinkWithAddresses {
  readonly link: Link;
  readonly addresses: readonly Address[];
}

function linksWithAddresses(
  session: Session,
  filter: AddressFilter,
  passes: AddressTest,
): readonly LinkWithAddresses[] {
  const links =
    filter.index === undefined ? listLinks(session, filter) : oneLink(session, filter.index, filter);
  if (filter.family === AF.PACKET || links.length === 0)
    return links.map((link) => ({ link, addresses: [] }));
  const byIndex = groupByIndex(listAddresses(session, filter));
  return links
    .map((link) => ({ link, addresses: byIndex.get(link.index) ?? [] }))
    .filter(({ addresses }) =>
      addresses.length === 0 ? filter.family === AF.UNSPEC : addresses.some(passes),
    );
}

/** One pass over the addresses: looking each link's up among all of them would be quadratic. */
function groupByIndex(addresses: readonly Address[]): ReadonlyMap<number, readonly Address[]> {
  const groups = new Map<number, Address[]>();
  for (const address of addresses) {
    const group = groups.get(address.index);
    if (group === undefined) groups.set(address.index, [address]);
    else group.push(address);
  }
  return groups;
}

/** A device that went away since its name was looked up is complained of, and shows nothing. */
function oneLink(session: Session, index: number, filter: AddressFilter): readonly Link[] {
  try {
    const link = session.host.run(links.get(index, shownOf(session, filter)));
    session.interfaces.remember(link);
    return [link];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    session.complain(`${kernelText(error)}Cannot send link request: ${strerror(error.errno)}\n`);
    return [];
  }
}

function listAddresses(session: Session, filter: AddressFilter): readonly Address[] {
  const { family, index } = filter;
  const dev = index === undefined ? {} : { dev: index };
  return dump(
    session,
    () => session.host.run(addresses.list({ ...familyFilter(family), ...dev })),
    LINK_DUMP,
  );
}

function familyFilter(family: Family): { readonly family?: Family } {
  return family === AF.UNSPEC ? {} : { family };
}

/** Prints the link unless a filter hides it. `hidden` keeps its addresses back too. */
function showLink(
  session: Session,
  document: Document,
  link: Link,
  filter: AddressFilter,
  view: LinkView,
): 'shown' | 'hidden' | 'addresses only' {
  const visible = visibility(link, filter);
  if (visible !== 'shown') return visible;
  if (session.options.brief) printBriefLink(session, document, link, view);
  else printLink(session, document, link, view);
  return 'shown';
}

function showLinkWithAddresses(
  session: Session,
  document: Document,
  link: Link,
  addresses: readonly Address[],
  filter: AddressFilter,
  passes: AddressTest,
  view: LinkView,
): void {
  const { oneline, brief, statistics } = session.options;
  const withLine = brief || !oneline || filter.family === AF.PACKET;
  const shown = withLine ? showLink(session, document, link, filter, view) : 'addresses only';
  if (shown === 'hidden') return;
  if (filter.family !== AF.PACKET) printAddresses(session, document, link, addresses, filter, passes);
  if (shown === 'shown' && view.object === 'address' && statistics > 0 && !brief) {
    printStatistics(document, link, session.options);
    document.text('\n');
  }
}

function printAddresses(
  session: Session,
  document: Document,
  link: Link,
  addresses: readonly Address[],
  filter: AddressFilter,
  passes: AddressTest,
): void {
  document.openArray('addr_info');
  for (const address of addresses) {
    if (filter.family !== AF.UNSPEC && address.family !== filter.family) continue;
    if (filter.up && !link.flags.includes('up')) continue;
    document.openObject();
    if (passes(address)) printAddress(session, document, address, !session.options.oneline);
    document.closeObject();
  }
  document.closeArray();
  if (session.options.brief) document.text('\n');
}
