/** Loads 20,000 routes as a route reflector would: many requests in one datagram, one answer each. */
import { operations, Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
await host.links.add({ ifname: 'eth0', kind: 'veth', data: { peer: { ifname: 'peer' } } });
await host.links.set('peer', { up: true });
await host.links.set('eth0', { up: true });
await host.addresses.add({ dev: 'eth0', address: '192.0.2.1/24' });
// An index spares each request the look-up of the name.
const { index: oif } = await host.links.get('eth0');

function* table(count: number) {
  for (let n = 0; n < count; n++) {
    yield operations.routes.add({ dst: `10.${n >> 8}.${n & 255}.0/24`, via: '192.0.2.2', oif });
  }
}

const results = await host.batch(table(20_000));
console.log(results.filter(({ status }) => status === 'fulfilled').length, 'routes added');

let count = 0;
for await (const route of host.routes.stream({ family: 2, table: 254 }))
  if (route.gateway !== undefined) count++;
console.log(count, 'routes read, one datagram in memory at a time');
