/** A change of many steps that leaves nothing behind when one of them fails. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
const names = async (): Promise<string> => (await host.links.list()).map(({ ifname }) => ifname).join(' ');

console.log('before:', await names());
try {
  await host.transaction(async (tx) => {
    await tx.links.add({ ifname: 'br0', kind: 'bridge', up: true });
    await tx.links.add({ ifname: 'port0', kind: 'veth', data: { peer: { ifname: 'pod0' } }, master: 'br0' });
    await tx.addresses.add({ dev: 'br0', address: '192.0.2.1/24' });
    console.log('within:', await names());
    await tx.routes.add({ dst: 'default', via: '203.0.113.1', dev: 'br0' });
  });
} catch (error) {
  console.log('failed:', error instanceof Error ? error.message : error);
}
console.log('after: ', await names());
