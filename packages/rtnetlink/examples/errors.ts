/** What an error tells: the operation, the kernel's own words, the attribute at fault and the limits it broke. */
import { NetlinkError, Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });

async function attempt(what: () => Promise<void>): Promise<void> {
  try {
    await what();
  } catch (error) {
    if (!(error instanceof NetlinkError)) throw error;
    console.log(error.message);
    console.log(`  code ${error.code}, reason ${error.reason}, path ${error.path}`);
  }
}

await host.links.add({ ifname: 'br0', kind: 'bridge' });
await attempt(() => host.links.add({ ifname: 'br0', kind: 'bridge' }));
await attempt(() => host.links.set('nowhere', { up: true }));
await attempt(() => host.links.set('br0', { ifname: 'a-name-of-over-15-bytes' }));
await attempt(() => host.addresses.delete({ dev: 'br0', address: '192.0.2.1/24' }));
