/** Moves an interface to another namespace under a new name, in one request, and learns its index there. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using machine = unshareNetns();
using pod = unshareNetns();
await using host = await Rtnl.open({ netns: machine });
await host.links.add({ ifname: 'nic0', kind: 'veth', data: { peer: { ifname: 'nic1' } } });

const moved = await host.links.move('nic0', pod, { ifname: 'eth0' });

await using inPod = await Rtnl.open({ netns: pod });
const link = await inPod.links.get(moved.index);
console.log(link.ifname, 'index', link.index === moved.index ? 'as told' : 'other');
console.log((await host.links.list()).map(({ ifname }) => ifname).join(' '));
