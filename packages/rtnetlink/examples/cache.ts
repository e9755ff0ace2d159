/** Keeps a copy of the kernel's links, addresses and routes that is always current, and hears of each change. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
await host.links.add({ ifname: 'eth0', kind: 'veth', data: { peer: { ifname: 'peer' } } });
await host.links.set('peer', { up: true });
await host.links.set('eth0', { up: true });
await host.addresses.add({ dev: 'eth0', address: '192.0.2.1/24' });
await host.routes.add({ dst: '198.51.100.0/24', via: '192.0.2.2', dev: 'eth0' });

await using cache = await host.watch();
// The kernel says nothing of the IPv4 routes that go with an interface; the cache knows.
await host.links.set('eth0', { up: false });
for await (const change of cache.changes()) {
  if (change.subject !== 'route' || change.action !== 'removed' || change.before.gateway === undefined)
    continue;
  console.log('gone:', change.before.dst, 'via', change.before.gateway);
  break;
}
