/** One monitor that hears of several namespaces, and says of each event where it happened. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
using pod = unshareNetns();
await using host = await Rtnl.open({ netns });
// Namespaces that have an id here are heard.
await host.nsids.set(pod, 7);
const events = host.monitor(['link'], { allNetns: true });

await host.links.add({ ifname: 'veth0', kind: 'veth', data: { peer: { ifname: 'eth0' } }, peerNetns: pod });
for await (const event of events) {
  if (event.subject !== 'link') continue;
  console.log(
    event.action,
    event.link.ifname,
    event.nsid === undefined ? 'here' : `in namespace ${event.nsid}`,
  );
  if (event.nsid === undefined && event.link.ifname === 'veth0') break;
}
