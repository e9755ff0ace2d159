import { RtnlSync } from '@iplink-ts/rtnetlink';
import type { ExecutionContext } from 'ava';
import { relayName } from '../../src/host-access/relay.ts';
import { ip, netnsPath, Rig, type Run } from '../rig.ts';

export const NETWORK = 'host-access';
export const RELAY = relayName(NETWORK);

/** A host with addresses on `m0`, and a neighbour of it at the other end of the cable. */
export function hostWithNeighbour(t: ExecutionContext): { rig: Rig; outside: string } {
  const rig = new Rig(t);
  const outside = rig.container();
  using host = RtnlSync.open({ netns: rig.host });
  host.links.set('m1', { netns: outside });
  // In modes l3 and l3s, packets to the host take this way.
  host.links.set('lo', { up: true });
  for (const address of ['10.1.2.1/24', '2001:db8::1/64'])
    host.addresses.add({ dev: 'm0', address, flags: address.includes(':') ? ['nodad'] : [] });
  using neighbour = RtnlSync.open({ netns: outside });
  neighbour.links.set('m1', { up: true });
  neighbour.addresses.add({ dev: 'm1', address: '10.1.2.9/24' });
  return { rig, outside };
}

export const conf = (type: 'ipvlan' | 'macvlan', last: number, config: object = {}): object => ({
  cniVersion: '1.1.0',
  name: NETWORK,
  type,
  master: 'm0',
  hostAccess: true,
  ipam: {
    type: 'static',
    addresses: [{ address: `10.1.2.${last}/24` }, { address: `2001:db8::${last}/64` }],
  },
  ...config,
});

/** Runs a plugin for a pod, which is the container too. */
export const run = (
  rig: Rig,
  type: 'ipvlan' | 'macvlan',
  command: string,
  pod: string,
  config: object,
  env: Readonly<Record<string, string>> = {},
): Run =>
  rig.call(type, command, config, {
    CNI_NETNS: netnsPath(pod),
    CNI_CONTAINERID: pod,
    CNI_IFNAME: 'eth0',
    ...env,
  });

/** Destinations of the routes by the relay. */
export function relayRoutes(host: string): unknown[] {
  return [...ip(host, '-4', 'route', 'show', 'dev', RELAY), ...ip(host, '-6', 'route', 'show', 'dev', RELAY)]
    .filter(({ protocol }) => protocol !== 'kernel')
    .map(({ dst }) => dst);
}
