/** Lists the interfaces of this machine: what `ip -br link` shows. */
import { Rtnl } from '@iplink-ts/rtnetlink';

await using host = await Rtnl.open();
for (const { index, ifname, kind = '-', mtu, flags, address } of await host.links.list()) {
  console.log(index, ifname, kind, mtu, flags.includes('up') ? 'up' : 'down', address);
}
