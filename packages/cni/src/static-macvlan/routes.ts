import type { UndoStack } from '@iplink-ts/rtnetlink';
import { routes, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../errno.ts';
import { findLink, linkIfThere } from '../interface/link.ts';
import { familyOf } from '../ip.ts';
import { type Decoder, list, string, struct } from '../json/decode.ts';
import { findNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import { type Route, routes as resultRoutes } from '../result/route.ts';
import type { AttachmentRecord } from './records.ts';
import type { Subnet } from './subnet.ts';

/** A route of a subnet; `iface` is empty for the interface in the subnet itself. */
export interface SubnetRoute extends Route {
  readonly iface: string;
}

const devices = list(struct('types.route', { iface: string, dev: string }));

/** Routes as in a result, by an interface of the pod: `iface` of a MacvlanSubnet, `dev` of its successor. */
export const subnetRoutes: Decoder<readonly SubnetRoute[]> = {
  goType: resultRoutes.goType,
  zero: () => [],
  decode(value, where) {
    const named = devices.decode(value, where).map(({ iface, dev }) => iface || dev);
    return resultRoutes.decode(value, where).map((route, at) => ({ ...route, iface: named[at] ?? '' }));
  },
};

/** The interface that a pod has from its first network. */
const FIRST = 'eth0';

/** Below the 1024 of IPv6 routes without a metric, with which ours would share the traffic. */
const DEFAULT_METRIC_6 = 512;

/**
 * The routes of the interface in the subnet. The default route is another's, for the first interface of a pod as a
 * rule is: it is only set when that is asked for, and then comes before the one that is there.
 */
export function ownRoutes(subnet: Subnet, ifName: string, isDefaultGateway: boolean): Route[] {
  const { gateway } = subnet;
  const own = subnet.routes
    .filter(({ iface }) => iface === '' || iface === ifName)
    .map(({ iface: _own, ...route }): Route => route);
  if (gateway === undefined || !isDefaultGateway) return own;
  return [
    ...own,
    familyOf(gateway) === 4
      ? { dst: '0.0.0.0/0', gw: gateway }
      : { dst: '::/0', gw: gateway, priority: DEFAULT_METRIC_6 },
  ];
}

/** The routes by other interfaces of the pod. */
export function otherRoutes(
  { routes: all, serviceCidr }: Subnet,
  ifName: string,
  isDefaultGateway: boolean,
): AttachmentRecord['routes'] {
  const others = all
    .filter(({ iface }) => iface !== '' && iface !== ifName)
    .map(({ dst, gw = '', iface }) => ({ dst, gw, iface }));
  return isDefaultGateway && serviceCidr !== ''
    ? [...others, { dst: serviceCidr, gw: '', iface: FIRST }]
    : others;
}

/**
 * Sets routes by other interfaces of the container, to the gateway that these have where none is given.
 *
 * @throws {CniError} an interface is missing, or the kernel refuses
 */
export function addOtherRoutes(
  container: SyncClient,
  wanted: AttachmentRecord['routes'],
  undo: UndoStack,
): void {
  for (const { dst, gw, iface } of wanted) {
    const failing = `failed to add route ${quote(dst)} by ${quote(iface)}`;
    const { index } = findLink(container, iface, `${failing}: `);
    const via = gw || gatewayOf(container, index, familyOf(dst));
    try {
      container.run(routes.add({ dst, dev: index, ...(via !== undefined && { via }) }));
    } catch (error) {
      throw failed(failing, error);
    }
    undo.push(() => deleteRoute(container, dst, index));
  }
}

/** The gateway of the default route by that interface. */
function gatewayOf(container: SyncClient, oif: number, family: 4 | 6): string | undefined {
  return container
    .run(routes.list({ oif }))
    .find(({ dst, gateway }) => dst === 'default' && gateway !== undefined && familyOf(gateway) === family)
    ?.gateway;
}

/** Takes the routes by other interfaces away, where container and interfaces are still there. */
export function deleteOtherRoutes(netnsPath: string, recorded: AttachmentRecord['routes']): void {
  if (recorded.length === 0) return;
  using netns = findNetns(netnsPath);
  if (netns === undefined) return;
  using container = SyncClient.open({ netns: { fd: netns.fd } });
  for (const { dst, iface } of recorded) {
    const link = linkIfThere(container, iface);
    if (link !== undefined) deleteRoute(container, dst, link.index);
  }
}

function deleteRoute(container: SyncClient, dst: string, dev: number): void {
  try {
    container.run(routes.delete({ dst, dev }));
  } catch (error) {
    if (!hasCode(error, 'ESRCH', 'ENODEV')) throw error;
  }
}
