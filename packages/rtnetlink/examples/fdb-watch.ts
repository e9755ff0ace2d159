/** Watches the MAC addresses that a bridge knows: what `bridge monitor fdb` shows. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
await host.links.add({ ifname: 'br0', kind: 'bridge', up: true });
await host.links.add({ ifname: 'port0', kind: 'veth', data: { peer: { ifname: 'pod0' } }, master: 'br0' });
const port = await host.links.get('port0');
const events = host.monitor(['neighbour']);

const address = '02:00:00:00:00:01';
await host.fdb.add({ dev: 'port0', lladdr: address, flags: ['master'], state: ['noarp'] });
await host.fdb.delete({ dev: 'port0', lladdr: address, flags: ['master'] });

for await (const event of events) {
  if (event.subject !== 'neighbour' || event.neighbour.lladdr !== address) continue;
  const { lladdr, index } = event.neighbour;
  console.log(event.action, lladdr, index === port.index ? 'at port0' : 'elsewhere');
  if (event.action === 'delete') break;
}
