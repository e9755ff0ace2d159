import { Rtnl } from '@iplink-ts/rtnetlink';

await using host = await Rtnl.open();
const events = host.monitor(['link', 'address'], { signal: AbortSignal.timeout(5000) });
await host.links.add({ ifname: 'veth0', kind: 'veth', data: { peer: { ifname: 'veth1' } } });
for await (const event of events) {
  if (event.subject === 'link') console.log(event.action, event.link.ifname);
}
