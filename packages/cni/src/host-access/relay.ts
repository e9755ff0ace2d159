import type { Link } from '@iplink-ts/rtnetlink';
import { links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { hashDigits } from '../hash.ts';
import { linkIfThere } from '../interface/link.ts';

/**
 * The relay of a network: an interface on the host that has the master of the pods, and so reaches them, as the master
 * itself does not. All pods of the network that have host access share it.
 */
export interface RelayRequest {
  readonly network: string;
  /** An interface of the host. */
  readonly master: Link;
  /** Kind and mode of the pods' interfaces. */
  readonly slave:
    | { readonly kind: 'ipvlan'; readonly mode: 'l2' | 'l3' | 'l3s' }
    | { readonly kind: 'macvlan'; readonly mode: 'bridge' };
}

const PREFIX = 'cnih';

/** The name of a network's relay: 15 bytes, as long as a name can be. */
export function relayName(network: string): string {
  return `${PREFIX}${hashDigits(network).slice(0, 11)}`;
}

/** The relay of a network; undefined when there is none. */
export function findRelay(host: SyncClient, network: string): Link | undefined {
  const link = linkIfThere(host, relayName(network));
  return link?.ifname === relayName(network) && isSlave(link) ? link : undefined;
}

const isSlave = ({ kind }: Link): boolean => kind === 'ipvlan' || kind === 'macvlan';

/** The relays of other networks on the same master. */
export function relaysBeside(host: SyncClient, { ifname, link, linkNetnsid }: Link): Link[] {
  return host
    .run(links.list())
    .filter(
      (other) =>
        isSlave(other) &&
        other.ifname?.startsWith(PREFIX) === true &&
        other.ifname !== ifname &&
        other.link === link &&
        other.linkNetnsid === linkNetnsid,
    );
}
