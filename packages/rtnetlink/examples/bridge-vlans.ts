/** A bridge that separates two VLANs: one port tagged with both, one untagged in each. Needs VLAN filtering. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
await host.links.add({
  ifname: 'br0',
  kind: 'bridge',
  data: { vlanFiltering: 1, vlanDefaultPvid: 0 },
  up: true,
});
for (const ifname of ['trunk', 'red', 'blue']) {
  await host.links.add({ ifname, kind: 'dummy', master: 'br0', up: true });
}
await host.vlans.add({ dev: 'trunk', vid: 10, vidEnd: 11 });
await host.vlans.add({ dev: 'red', vid: 10, flags: ['pvid', 'untagged'] });
await host.vlans.add({ dev: 'blue', vid: 11, flags: ['pvid', 'untagged'] });

for (const ifname of ['trunk', 'red', 'blue']) {
  const vlans = await host.vlans.list({ dev: ifname });
  console.log(ifname, vlans.map(({ vid, flags = [] }) => [vid, ...flags].join(' ')).join(', '));
}
