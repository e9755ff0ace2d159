/** A default route by a gateway that no prefix of the interface covers: what cloud machines with /32 addresses have. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
await host.links.add({ ifname: 'eth0', kind: 'veth', data: { peer: { ifname: 'cloud' } } });
await host.links.set('cloud', { up: true });
await host.links.set('eth0', { up: true });
await host.addresses.add({ dev: 'eth0', address: '198.51.100.7/32' });
await host.routes.add({ dst: 'default', via: '203.0.113.1', dev: 'eth0', onlink: true });

const route = await host.routes.get({ dst: '192.0.2.99' });
console.log(route.dst, 'via', route.gateway, 'from', route.prefsrc);
