/** Counts the interfaces of every named namespace of this machine; reads only. Needs root where there are any. */
import { Rtnl } from '@iplink-ts/rtnetlink';

await using host = await Rtnl.open();
for (const netns of await host.netns.list()) {
  await using there = await Rtnl.open({ netns });
  const links = await there.links.list();
  console.log(netns, links.length, 'interfaces', (await host.netns.pids(netns)).length, 'processes');
}
