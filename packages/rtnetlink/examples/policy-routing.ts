/** Sends what one subnet sends by another uplink: a table of its own, and a rule that chooses it. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
for (const [ifname, address] of [
  ['wan0', '192.0.2.2/24'],
  ['wan1', '198.51.100.2/24'],
] as const) {
  await host.links.add({ ifname, kind: 'veth', data: { peer: { ifname: `${ifname}-isp` } } });
  await host.links.set(`${ifname}-isp`, { up: true });
  await host.links.set(ifname, { up: true });
  await host.addresses.add({ dev: ifname, address });
}
await host.routes.add({ dst: 'default', via: '192.0.2.1', dev: 'wan0' });

await host.routes.add({ dst: 'default', via: '198.51.100.1', dev: 'wan1', table: 100 });
await host.rules.add({ src: '198.51.100.0/24', table: 100, priority: 1000 });

for (const src of ['192.0.2.2', '198.51.100.2']) {
  const { gateway, table } = await host.routes.get({ dst: '203.0.113.5', src });
  console.log('from', src, 'via', gateway, 'by table', table);
}
