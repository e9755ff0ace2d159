/** Prints what happens to interfaces and addresses until the last one that it waits for: what `ip monitor` shows. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
const events = host.monitor(['link', 'address']);

await host.links.add({ ifname: 'veth0', kind: 'veth', data: { peer: { ifname: 'veth1' } } });
await host.addresses.add({ dev: 'veth0', address: '192.0.2.1/24' });
await host.links.delete('veth0');

for await (const event of events) {
  if (event.subject === 'address') console.log(event.action, event.address.local);
  if (event.subject === 'link') {
    console.log(event.action, event.link.ifname);
    if (event.action === 'delete' && event.link.ifname === 'veth0') break;
  }
}
