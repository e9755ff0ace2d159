import test from 'ava';
import { NetlinkError } from '../../src/client/error.ts';
import { everyHost, type Host } from '../live.ts';

/** A bridge with a port. */
async function withBridge(host: Host): Promise<{ readonly port: number; readonly dev: number }> {
  await host.links.add({ ifname: 'br0', kind: 'bridge', data: { mcastIgmpVersion: 3 }, up: true });
  await host.links.add({ ifname: 'p0', kind: 'veth', data: { peer: { ifname: 'p1' } } });
  for (const dev of ['p0', 'p1']) await host.links.set(dev, { up: true });
  await host.links.set('p0', { master: 'br0' });
  return { port: (await host.links.get('p0')).index, dev: (await host.links.get('br0')).index };
}

/** Why this kernel cannot do what came after Linux 6.1, undefined if it can. */
async function tooOld(host: Host): Promise<string | undefined> {
  try {
    await host.mdb.get({ dev: 'br0', address: '239.255.255.255' });
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'EOPNOTSUPP')
      return 'the kernel cannot get one MDB entry (Linux 6.8)';
  }
  return undefined;
}

for (const [name, open] of everyHost) {
  test(`${name}: members of multicast groups`, async (t) => {
    const host = await open(t);
    const { port, dev } = await withBridge(host);
    const ours = async () =>
      (await host.mdb.list({ dev: 'br0', port: 'p0' })).filter(({ rtprot }) => rtprot !== 2);
    await host.mdb.add({ dev: 'br0', port: 'p0', address: '239.1.1.1' });
    await host.mdb.add({
      dev: 'br0',
      port: 'p0',
      address: '239.1.1.2',
      source: '192.0.2.1',
      state: 'temporary',
    });
    await host.mdb.add({ dev: 'br0', port: 'p0', address: 'ff05::1' });
    await host.mdb.add({ dev: 'br0', port: 'p0', address: '01:00:00:00:00:05' });
    const listed = await ours();
    t.deepEqual(listed.map(({ address }) => address).sort(), [
      '01:00:00:00:00:05',
      '239.1.1.1',
      '239.1.1.2',
      'ff05::1',
    ]);
    t.like(
      listed.find(({ address }) => address === '239.1.1.1'),
      { dev, port, state: 'permanent', vid: 0, timer: 0, rtprot: 4 },
    );
    const [sourced] = listed.filter(({ source }) => source !== undefined);
    t.like(sourced, { address: '239.1.1.2', source: '192.0.2.1', state: 'temporary', groupMode: 'include' });
    t.true((sourced?.timer ?? 0) > 10_000);

    await t.throwsAsync(async () => host.mdb.add({ dev: 'br0', port: 'p0', address: '239.1.1.1' }), {
      code: 'EEXIST',
      message: /^add mdb entry 239\.1\.1\.1: /,
    });
    await t.throwsAsync(async () => host.mdb.delete({ dev: 'br0', port: 'p0', address: '239.1.1.9' }), {
      code: 'EINVAL',
    });
    // What is listed can be deleted and added.
    for (const entry of listed) {
      await host.mdb.delete(entry);
      await host.mdb.add(entry);
    }
    const shown = (entries: typeof listed): unknown[] =>
      entries.map(({ address, source, state, port: at }) => `${address} ${source} ${state} ${at}`).sort();
    t.deepEqual(shown(await ours()), shown(listed));
    await host.mdb.delete({ dev: 'br0', port: 'p0', address: 'ff05::1' });
    t.is((await ours()).length, 3);

    await host.links.set('p0', { slaveKind: 'bridge', slaveData: { multicastRouter: 2 } });
    t.like((await host.mdb.listRouters({ dev: 'br0' }))[0], { dev, ifindex: port, type: 'perm' });
  });

  test(`${name}: MDB entries got, replaced and flushed`, async (t) => {
    const host = await open(t);
    const { dev, port } = await withBridge(host);
    const reason = await tooOld(host);
    if (reason !== undefined) {
      t.log(`skipped: ${reason}`);
      t.pass();
      return;
    }
    await host.mdb.add({
      dev: 'br0',
      port: 'p0',
      address: '239.1.1.3',
      groupMode: 'include',
      srcList: { entry: [{ address: '192.0.2.1' }, { address: '192.0.2.2' }] },
      rtprot: 17,
    });
    const [group] = await host.mdb.get({ dev: 'br0', address: '239.1.1.3' });
    t.like(group, { dev, port, groupMode: 'include', rtprot: 17, state: 'permanent' });
    t.deepEqual(group?.srcList?.entry?.map(({ address }) => address).sort(), ['192.0.2.1', '192.0.2.2']);
    t.is((await host.mdb.get({ dev: 'br0', address: '239.1.1.3', source: '192.0.2.2' })).length, 1);

    await host.mdb.replace({ dev: 'br0', port: 'p0', address: '239.1.1.3', state: 'temporary', rtprot: 18 });
    t.like((await host.mdb.get({ dev: 'br0', address: '239.1.1.3' }))[0], {
      groupMode: 'exclude',
      rtprot: 18,
      state: 'temporary',
    });
    await t.throwsAsync(async () => host.mdb.get({ dev: 'br0', address: '239.9.9.9' }), {
      code: 'ENOENT',
      message: /^get mdb entry 239\.9\.9\.9: /,
    });

    await host.mdb.add({ dev: 'br0', port: 'p0', address: '239.1.1.4' });
    await host.mdb.flush({ dev: 'br0', port: 'p0', state: 'permanent' });
    const left = async () => (await host.mdb.list({ port: 'p0' })).map(({ address }) => String(address));
    t.false((await left()).includes('239.1.1.4'));
    t.true((await left()).includes('239.1.1.3'));
    await host.mdb.flush({ dev: 'br0', rtprot: 18 });
    t.false((await left()).includes('239.1.1.3'));
    await host.mdb.add({ dev: 'br0', port: 'p0', address: '239.1.1.5' });
    await host.mdb.flush({ dev: 'br0' });
    t.deepEqual(
      (await left()).filter((address) => address.startsWith('239')),
      [],
    );
  });

  test(`${name}: the MDB of a VXLAN device`, async (t) => {
    const host = await open(t);
    await withBridge(host);
    const reason = await tooOld(host);
    if (reason !== undefined) {
      t.log(`skipped: ${reason}`);
      t.pass();
      return;
    }
    await host.links.add({ ifname: 'vx0', kind: 'vxlan', data: { id: 42, port: 4789, local: '127.0.0.1' } });
    const { index } = await host.links.get('vx0');
    const group = { dev: 'vx0', port: 'vx0', address: '239.1.1.1', dst: '192.0.2.9' } as const;
    await host.mdb.add({ ...group, dstPort: 4790, vni: 7, srcVni: 42 });
    const [entry] = await host.mdb.list({ dev: 'vx0' });
    t.like(entry, { dev: index, port: index, dst: '192.0.2.9', dstPort: 4790, vni: 7 });
    if (entry === undefined) return;
    await host.mdb.delete(entry);
    await t.throwsAsync(async () => host.mdb.delete(entry), { code: 'ENOENT' });
    await host.mdb.add(entry);
    t.like((await host.mdb.get(entry))[0], { dst: '192.0.2.9', dstPort: 4790, vni: 7 });
  });
}
