import { Rtnl } from '@iplink-ts/rtnetlink';

await using host = await Rtnl.open();
for (const link of await host.links.list({ kind: 'bridge' })) {
  console.log(link.index, link.ifname, link.mtu, link.flags.includes('up') ? 'up' : 'down');
}
