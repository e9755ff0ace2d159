import test from 'ava';
import { everyHost, type Host } from '../live.ts';

/** A bridge with a port, and a VXLAN device. */
async function withBridge(host: Host): Promise<{ readonly port: number; readonly bridge: number }> {
  await host.links.add({ ifname: 'br0', kind: 'bridge', up: true });
  await host.links.add({ ifname: 'p0', kind: 'veth', data: { peer: { ifname: 'p1' } } });
  await host.links.set('p0', { master: 'br0' });
  await host.links.add({ ifname: 'vx0', kind: 'vxlan', data: { id: 42, port: 4789, local: '127.0.0.1' } });
  return { port: (await host.links.get('p0')).index, bridge: (await host.links.get('br0')).index };
}

for (const [name, open] of everyHost) {
  test(`${name}: the forwarding database of a bridge`, async (t) => {
    const host = await open(t);
    const { port, bridge } = await withBridge(host);
    // A kernel that can filter VLANs adds an entry without one to those of the port as well.
    const ours = async () =>
      (await host.fdb.list({ master: 'br0' })).filter(
        ({ lladdr, vlan }) => lladdr?.startsWith('02:00') && vlan === undefined,
      );
    const added = { dev: 'p0', lladdr: '02:00:00:00:00:0a', state: ['noarp'] } as const;
    await host.fdb.add(added);
    t.like((await ours())[0], {
      family: 7,
      index: port,
      master: bridge,
      state: ['noarp'],
      lladdr: '02:00:00:00:00:0a',
    });
    await t.throwsAsync(async () => host.fdb.add(added), {
      code: 'EEXIST',
      message: /^add fdb entry 02:00:00:00:00:0a: /,
    });
    await host.fdb.replace({
      dev: 'p0',
      lladdr: '02:00:00:00:00:0b',
      state: ['reachable'],
      flags: ['extLearned'],
    });
    await host.fdb.add({ dev: 'p0', lladdr: '02:00:00:00:00:0c' });
    await host.fdb.replace({ ...added, fdbExtAttrs: { activityNotify: ['notify', 'inactive'] } });
    t.deepEqual((await host.fdb.get({ dev: 'p0', lladdr: added.lladdr })).fdbExtAttrs, {
      activityNotify: ['notify', 'inactive'],
    });
    t.like(await host.fdb.get({ master: 'br0', lladdr: '02:00:00:00:00:0b' }), {
      index: port,
      flags: ['extLearned'],
    });
    t.deepEqual((await host.fdb.get({ dev: 'p0', lladdr: '02:00:00:00:00:0c' })).state, ['permanent']);
    await t.throwsAsync(async () => host.fdb.get({ master: 'br0', lladdr: '02:00:00:00:00:0f' }), {
      code: 'ENOENT',
      message: /^get fdb entry 02:00:00:00:00:0f: /,
    });
    // The filters of the kernel.
    t.true((await host.fdb.list({ dev: 'p0' })).every(({ index }) => index === port));
    t.true((await host.fdb.list({ dev: 'p0' })).length >= 3);
    t.deepEqual(await host.fdb.list({ dev: 'p0', vlan: 5 }), []);
    let streamed = 0;
    for await (const entry of host.fdb.stream({ master: 'br0' })) streamed += entry.family === 7 ? 1 : 0;
    t.is(streamed, (await host.fdb.list({ master: 'br0' })).length);

    // What is listed can be deleted and added.
    const before = await ours();
    for (const entry of before) {
      await host.fdb.delete(entry);
      await host.fdb.add(entry);
    }
    const shown = (entries: typeof before): unknown[] =>
      entries.map(({ lladdr, state, flags, index }) => `${lladdr} ${state} ${flags} ${index}`).sort();
    t.deepEqual(shown(await ours()), shown(before));
    await host.fdb.delete({ dev: 'p0', lladdr: '02:00:00:00:00:0a' });
    await t.throwsAsync(async () => host.fdb.delete({ dev: 'p0', lladdr: '02:00:00:00:00:0a' }), {
      code: 'ENOENT',
    });

    await host.fdb.add(added);
    await host.fdb.flush({ dev: 'br0', port: 'p0', flags: { extLearned: true } });
    t.deepEqual((await ours()).map(({ lladdr }) => lladdr).sort(), [
      '02:00:00:00:00:0a',
      '02:00:00:00:00:0c',
    ]);
    await host.fdb.flush({ dev: 'br0', state: { permanent: false } });
    t.deepEqual(
      (await ours()).map(({ lladdr }) => lladdr),
      ['02:00:00:00:00:0c'],
    );
  });

  test(`${name}: the forwarding database of a VXLAN device`, async (t) => {
    const host = await open(t);
    await withBridge(host);
    const all = { dev: 'vx0', lladdr: '00:00:00:00:00:00', flags: ['self'] } as const;
    await host.fdb.append({ ...all, dst: '192.0.2.20', port: 4790, vni: 5, via: 'p1' });
    await host.fdb.append({ ...all, dst: '192.0.2.21' });
    const listed = await host.fdb.list({ dev: 'vx0' });
    t.deepEqual(listed.map(({ dst }) => dst).sort(), ['192.0.2.20', '192.0.2.21']);
    t.like(
      listed.find(({ dst }) => dst === '192.0.2.20'),
      { port: 4790, vni: 5, ifindex: (await host.links.get('p1')).index, flags: ['self'] },
    );
    await host.fdb.delete({ ...all, dst: '192.0.2.21' });
    t.is((await host.fdb.list({ dev: 'vx0' })).length, 1);
    for (const entry of await host.fdb.list({ dev: 'vx0' })) {
      await host.fdb.delete(entry);
      await host.fdb.append(entry);
    }
    t.like((await host.fdb.list({ dev: 'vx0' }))[0], { dst: '192.0.2.20', port: 4790, vni: 5 });
  });
}
