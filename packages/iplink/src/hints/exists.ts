/** EEXIST: what is there already, and the word that changes it. */
import type { Address, DecodedMessage, Link } from '@iplink-ts/rtnetlink';
import { addresses, links, neighbours, routes } from '@iplink-ts/rtnetlink/sync';
import { AF } from '../family.ts';
import { namesOf } from '../interfaces.ts';
import type { Session } from '../session.ts';
import type { Hints } from './refused.ts';

type Body<Name extends DecodedMessage['object']> = Extract<DecodedMessage, { object: Name }>['body'];

export const hints: Hints = ({ session, request }) => {
  switch (request?.object) {
    case 'link':
      return linkHints(session, request.body);
    case 'address':
      return addressHints(session, request.body);
    case 'route':
      return routeHints(session, request.body);
    case 'neighbour':
      return neighbourHints(session, request.body);
    default:
      return [];
  }
};

function linkHints(session: Session, asked: Body<'link'>): readonly string[] {
  const known = session.host.run(links.list());
  const names = [...(asked.ifname === undefined ? [] : [asked.ifname]), ...(asked.propList?.altIfname ?? [])];
  const named = names.flatMap((name) => {
    const owner = known.find((link) => namesOf(link).includes(name));
    return owner === undefined ? [] : [`${name} names a device already: ${described(owner)}`];
  });
  if (named.length > 0) return named;
  const twin = known.find((link) => isSameVxlan(link, asked) || isSameVlan(link, asked));
  return twin === undefined ? [] : [`that id is taken by ${described(twin)}`];
}

function described({ index, ifname, kind }: Link): string {
  return `${ifname}, index ${index}${kind === undefined ? '' : `, kind ${kind}`}`;
}

function isSameVxlan(link: Link, asked: Body<'link'>): boolean {
  return link.kind === 'vxlan' && asked.kind === 'vxlan' && link.data?.id === asked.data?.id;
}

function isSameVlan(link: Link, asked: Body<'link'>): boolean {
  if (link.kind !== 'vlan' || asked.kind !== 'vlan') return false;
  return link.link === asked.link && link.data?.id === asked.data?.id;
}

function addressHints(session: Session, asked: Body<'address'>): readonly string[] {
  const bare = ({ local, address }: Pick<Address, 'local' | 'address'>): string | undefined =>
    local ?? address?.split('/', 1)[0];
  const wanted = bare(asked);
  return session.host
    .run(addresses.list())
    .filter((address) => bare(address) === wanted)
    .map(
      ({ index, prefixlen }) =>
        `${wanted}/${prefixlen} is on ${session.interfaces.nameOf(index)} already: "replace" changes it`,
    );
}

function routeHints(session: Session, asked: Body<'route'>): readonly string[] {
  const { dst = 'default', table } = asked;
  const [route] = session.host
    .run(routes.list({ family: asked.family, ...(table !== undefined && { table }) }))
    .filter((known) => known.dst === asked.dst && priorityOf(known) === priorityOf(asked));
  if (route === undefined) return [];
  const way = [
    ...(route.gateway === undefined ? [] : [`via ${route.gateway}`]),
    ...(route.oif === undefined ? [] : [`dev ${session.interfaces.nameOf(route.oif)}`]),
  ];
  return [`${dst} goes ${way.join(' ')} already: "replace" changes it, another metric adds a second one`];
}

/** IPv6 routes without a metric are given this one (linux/ipv6_route.h). */
const IP6_RT_PRIO_USER = 1024;

function priorityOf({ family, priority }: Body<'route'>): number {
  return priority || (family === AF.INET6 ? IP6_RT_PRIO_USER : 0);
}

function neighbourHints(session: Session, asked: Body<'neighbour'>): readonly string[] {
  const known = session.host
    .run(neighbours.list({ family: asked.family, dev: asked.index }))
    .find(({ dst }) => dst === asked.dst);
  if (known === undefined) return [];
  return [`${asked.dst} has ${known.lladdr ?? 'no address'} already: "replace" changes it`];
}
