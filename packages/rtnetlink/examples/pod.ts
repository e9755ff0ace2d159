/**
 * Gives a pod its interface: an ipvlan on a parent of the host, created inside the pod's namespace, with address and
 * default route. Needs a kernel with ipvlan.
 */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

// Two namespaces of this program's own: nothing of the machine is touched.
using machine = unshareNetns();
using pod = unshareNetns();

await using host = await Rtnl.open({ netns: machine });
await host.links.add({ ifname: 'eth0', kind: 'dummy', up: true });
await host.links.add({ ifname: 'net1', link: 'eth0', kind: 'ipvlan', data: { mode: 'l2' }, netns: pod });

await using inPod = await Rtnl.open({ netns: pod });
await inPod.addresses.add({ dev: 'net1', address: '192.0.2.10/24' });
await inPod.links.set('net1', { up: true });
await inPod.routes.add({ dst: 'default', via: '192.0.2.1', dev: 'net1' });

const { kind, data } = await inPod.links.get('net1');
console.log(kind, kind === 'ipvlan' ? data?.mode : '');
for (const route of await inPod.routes.list({ family: 2, table: 254 })) {
  console.log(route.dst, route.gateway ?? 'direct');
}
