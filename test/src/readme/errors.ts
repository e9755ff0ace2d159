import { NetlinkError, Rtnl } from '@iplink-ts/rtnetlink';

await using host = await Rtnl.open();
await host.links.add({ ifname: 'parent0', kind: 'dummy' });
await host.links.add({ ifname: 'child0', link: 'parent0', kind: 'ipvlan' });
try {
  await host.links.add({ ifname: 'child1', link: 'parent0', kind: 'macvlan' });
} catch (error) {
  if (!(error instanceof NetlinkError) || error.code !== 'EBUSY') throw error;
  console.error(error.message); // add link child1: Device or resource busy (EBUSY)
}
