import test from 'ava';
import { everyHost, type Host } from '../live.ts';

const [AF_INET, AF_INET6, AF_MPLS] = [2, 10, 28];

/** An interface, and its index. */
async function withDevice(host: Host): Promise<number> {
  await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  return (await host.links.get('v0')).index;
}

for (const [name, open] of everyHost) {
  test(`${name}: netconf of interfaces, of all and of the default`, async (t) => {
    const host = await open(t);
    const index = await withDevice(host);
    const all = await host.netconf.list();
    t.deepEqual([...new Set(all.map(({ family }) => family))].filter((family) => family !== AF_MPLS).sort(), [
      AF_INET6,
      AF_INET,
    ]);
    const four = await host.netconf.list({ family: AF_INET });
    t.true(four.every(({ family }) => family === AF_INET));
    t.deepEqual(
      four.slice(-2).map(({ ifindex }) => ifindex),
      [-1, -2],
    );
    t.true(four.some(({ ifindex }) => ifindex === index));
    const seen: number[] = [];
    for await (const { family } of host.netconf.stream({ dev: 'v0' })) seen.push(family);
    t.deepEqual(
      seen.filter((family) => family !== AF_MPLS),
      [AF_INET, AF_INET6],
    );

    t.like(await host.netconf.get(AF_INET, 'v0'), { family: AF_INET, ifindex: index, forwarding: 0 });
    t.like(await host.netconf.get(AF_INET6, 'default'), { family: AF_INET6, ifindex: -2 });
    t.deepEqual(await host.netconf.list({ dev: 'all', family: AF_INET }), [
      await host.netconf.get(AF_INET, 'all'),
    ]);
    await t.throwsAsync(async () => host.netconf.get(AF_INET, 9999), { message: /^get netconf of 9999: / });
  });

  test(`${name}: settings of IPv4 are written by netlink and read back, by netconf too`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    const before = (await host.links.get('v0')).afSpec?.inet?.conf;
    t.is(before?.forwarding, 0);
    const wanted = { forwarding: 1, proxyArp: 1, rpFilter: 2, ignoreRoutesWithLinkdown: 1, arpAnnounce: 2 };
    await host.links.set('v0', { afSpec: { inet: { conf: wanted } } });
    const after = (await host.links.get('v0')).afSpec?.inet?.conf;
    t.deepEqual({ ...after }, { ...before, ...wanted });
    t.like(await host.netconf.get(AF_INET, 'v0'), {
      forwarding: 1,
      proxyNeigh: 1,
      rpFilter: 'loose',
      ignoreRoutesWithLinkdown: 1,
    });
    // The other end has its own.
    t.like(await host.netconf.get(AF_INET, 'v1'), { forwarding: 0, proxyNeigh: 0, rpFilter: 'off' });
    // What is listed sets it back.
    await host.links.set('v0', { afSpec: { inet: { conf: before ?? {} } } });
    t.deepEqual({ ...(await host.links.get('v0')).afSpec?.inet?.conf }, { ...before });
  });
}
