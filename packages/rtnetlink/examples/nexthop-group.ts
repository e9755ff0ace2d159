/** Balances a route over two gateways by a nexthop group, and takes one gateway out without touching the route. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
await host.links.add({ ifname: 'eth0', kind: 'veth', data: { peer: { ifname: 'peer' } } });
await host.links.set('peer', { up: true });
await host.links.set('eth0', { up: true });
await host.addresses.add({ dev: 'eth0', address: '192.0.2.1/24' });

await host.nexthops.add({ id: 1, via: '192.0.2.2', dev: 'eth0' });
await host.nexthops.add({ id: 2, via: '192.0.2.3', dev: 'eth0' });
await host.nexthops.add({ id: 10, group: [{ id: 1, weight: 3 }, { id: 2 }] });
await host.routes.add({ dst: '198.51.100.0/24', nhId: 10 });

const gateways = async (): Promise<string> => {
  const { group = [] } = await host.nexthops.get(10);
  return group.map(({ id, weight }) => `${id} with weight ${weight}`).join(', ');
};
console.log(await gateways());
await host.nexthops.delete(2);
console.log(await gateways());
