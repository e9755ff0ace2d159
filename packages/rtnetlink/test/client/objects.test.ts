import test from 'ava';
import { FOREVER } from '../../src/address.ts';
import { everyHost, type Host, NPM } from '../live.ts';

/** A pair of interfaces that are up. */
async function withDevice(host: Host): Promise<void> {
  await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  for (const end of ['v0', 'v1']) await host.links.set(end, { up: true });
}

for (const [name, open] of everyHost) {
  test(`${name}: addresses`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.addresses.add({ dev: 'v0', address: '192.0.2.1/24', broadcast: '192.0.2.255', label: 'v0:x' });
    await host.addresses.add({ dev: 'v0', local: '192.0.2.9', address: '192.0.2.10/32', scope: 253 });
    await host.addresses.add({
      dev: 'v0',
      address: '2001:db8::1/64',
      flags: ['nodad', 'noprefixroute'],
      cacheinfo: { prefered: 1000, valid: 2000, cstamp: 0, tstamp: 0 },
    });
    const listed = await host.addresses.list({ dev: 'v0' });
    const plain = listed.map(({ address, local, broadcast, label, scope }) => ({
      address,
      local,
      broadcast,
      label,
      scope,
    }));
    t.deepEqual(
      plain.slice(0, 2).sort((a, b) => a.scope - b.scope),
      [
        { address: '192.0.2.1/24', local: '192.0.2.1', broadcast: '192.0.2.255', label: 'v0:x', scope: 0 },
        { address: '192.0.2.10/32', local: '192.0.2.9', broadcast: undefined, label: 'v0', scope: 253 },
      ],
    );
    const six = listed.find(({ address }) => address === '2001:db8::1/64');
    t.deepEqual(six?.flags, ['nodad', 'noprefixroute']);
    t.is(six?.cacheinfo?.valid, 2000);
    t.is(listed[0]?.cacheinfo?.valid, FOREVER);

    // What is listed can be deleted and added.
    for (const address of listed) {
      if (address.address?.startsWith('fe80') === true) continue;
      await host.addresses.delete(address);
      await host.addresses.add(address);
    }
    const again = await host.addresses.list({ dev: 'v0' });
    const names = (list: typeof listed): unknown[] =>
      list.map(({ address, local, label, flags }) => JSON.stringify({ address, local, label, flags })).sort();
    t.deepEqual(names(again), names(listed));

    await host.addresses.change({
      dev: 'v0',
      address: '2001:db8::1/64',
      flags: [],
      cacheinfo: { prefered: 10, valid: 20, cstamp: 0, tstamp: 0 },
    });
    await host.addresses.replace({ dev: 'v0', address: '198.51.100.1/24' });
    t.is((await host.addresses.list({ dev: 'v0', family: 2 })).length, 3);
    await t.throwsAsync(async () => host.addresses.add({ dev: 'v0', address: '198.51.100.1/24' }), {
      code: 'EEXIST',
    });
    await t.throwsAsync(async () => host.addresses.delete({ dev: 'v0', address: '198.51.100.77/24' }), {
      code: 'EADDRNOTAVAIL',
    });
    const seen: unknown[] = [];
    for await (const { index } of host.addresses.stream({ dev: 'v0', family: 2 })) seen.push(index);
    t.is(seen.length, 3);
  });

  test(`${name}: an address without its prefix length is the whole address`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.addresses.add({ dev: 'v0', address: '192.0.2.1' });
    await host.addresses.add({ dev: 'v0', local: '192.0.2.2' });
    const listed = await host.addresses.list({ dev: 'v0', family: 2 });
    t.deepEqual(listed.map(({ address }) => address).sort(), ['192.0.2.1/32', '192.0.2.2/32']);
  });

  test(`${name}: routes`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
    await host.addresses.add({ dev: 'v0', address: '2001:db8::1/64', flags: ['nodad'] });
    await host.routes.add({ dst: 'default', via: '203.0.113.1', dev: 'v0', onlink: true });
    await host.routes.add({
      dst: '198.51.100.0/24',
      dev: 'v0',
      table: 1000,
      priority: 7,
      metrics: { mtu: 1400, lock: ['mtu'] },
    });
    await host.routes.add({
      dst: '10.0.0.0/8',
      multipath: [
        { via: '192.0.2.2', dev: 'v0', weight: 2 },
        { via: '192.0.2.3', dev: 'v0' },
      ],
    });
    await host.routes.add({ dst: '10.1.0.0/16', via: '2001:db8::2', dev: 'v0' });
    await host.routes.add({ dst: '10.2.0.0/16', type: 'blackhole' });
    await host.routes.add({
      dst: '2001:db8:1::/48',
      via: '2001:db8::2',
      dev: 'v0',
      pref: 'high',
      priority: 50,
    });

    const oif = (await host.links.get('v0')).index;
    const [main] = await host.routes.list({ table: 254, type: 'unicast', family: 2 });
    t.deepEqual(
      [main?.dst, main?.gateway, main?.flags, main?.oif],
      ['default', '203.0.113.1', ['onlink'], oif],
    );
    const [other] = await host.routes.list({ table: 1000 });
    t.deepEqual(
      [other?.dst, other?.table, other?.priority, other?.metrics, other?.scope],
      ['198.51.100.0/24', 1000, 7, { lock: ['mtu'], mtu: 1400 }, 253],
    );
    const all = await host.routes.list();
    const find = (dst: string): (typeof all)[number] | undefined => all.find((route) => route.dst === dst);
    t.deepEqual(
      find('10.0.0.0/8')?.multipath?.map(({ gateway, weight, oif: by }) => [gateway, weight, by]),
      [
        ['192.0.2.2', 2, oif],
        ['192.0.2.3', 1, oif],
      ],
    );
    t.deepEqual(find('10.1.0.0/16')?.via, { family: 10, address: '2001:db8::2' });
    t.is(find('10.2.0.0/16')?.type, 'blackhole');
    t.is(find('2001:db8:1::/48')?.pref, 'high');

    t.is((await host.routes.get({ dst: '10.0.0.1' })).oif, oif);
    const matched = await host.routes.get({ dst: '10.0.0.1', fibMatch: true });
    t.is(matched.dst, '10.0.0.0/8');
    await t.throwsAsync(async () => host.routes.get({ dst: '10.2.0.1' }), { code: 'EINVAL' });

    // What is listed can be deleted and added.
    const ours = all.filter(({ protocol }) => protocol === 3);
    t.is(ours.length, 6);
    for (const route of ours) {
      await host.routes.delete(route);
      await host.routes.add(route);
    }
    const again = (await host.routes.list()).filter(({ protocol }) => protocol === 3);
    const text = (routes: typeof all): string[] =>
      routes.map(({ cacheinfo: _age, ...route }) => JSON.stringify(route)).sort();
    t.deepEqual(text(again), text(ours));

    await host.routes.replace({ dst: '10.2.0.0/16', type: 'unreachable' });
    await t.throwsAsync(async () => host.routes.add({ dst: '10.2.0.0/16', type: 'unreachable' }), {
      code: 'EEXIST',
    });
    await host.routes.append({ dst: '10.2.0.0/16', type: 'prohibit' });
    await host.routes.prepend({ dst: '10.2.0.0/16', type: 'throw' });
    t.deepEqual(
      (await host.routes.list({ family: 2 }))
        .filter(({ dst }) => dst === '10.2.0.0/16')
        .map(({ type }) => type),
      ['throw', 'unreachable', 'prohibit'],
    );
    await t.throwsAsync(async () => host.routes.change({ dst: '10.99.0.0/16', type: 'throw' }), {
      code: 'ENOENT',
    });
    await t.throwsAsync(async () => host.routes.delete({ dst: '10.99.0.0/16' }), { code: 'ESRCH' });
    // Without strict filters the kernel has no table 4321, and gives nothing or too much.
    if (name === NPM) return;
    await t.throwsAsync(async () => host.routes.list({ table: 4321, family: 2 }), { code: 'ENOENT' });
    t.deepEqual(
      (await host.routes.list({ oif: 'v0', table: 1000 })).map(({ dst }) => dst),
      ['198.51.100.0/24'],
    );
  });

  test(`${name}: neighbours`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.neighbours.add({
      dev: 'v0',
      dst: '192.0.2.7',
      lladdr: '02:00:00:00:00:07',
      state: ['permanent'],
    });
    await host.neighbours.add({
      dev: 'v0',
      dst: '2001:db8::7',
      lladdr: '02:00:00:00:00:08',
      state: ['permanent'],
      flags: ['router'],
    });
    await host.neighbours.add({ dev: 'v0', dst: '192.0.2.8', flags: ['proxy'] });
    const one = await host.neighbours.get({ dev: 'v0', dst: '192.0.2.7' });
    t.deepEqual([one.lladdr, one.state, one.family], ['02:00:00:00:00:07', ['permanent'], 2]);
    const listed = (await host.neighbours.list({ dev: 'v0' })).filter(({ state }) =>
      state.includes('permanent'),
    );
    t.deepEqual(listed.map(({ dst, flags }) => [dst, flags]).sort(), [
      ['192.0.2.7', []],
      ['2001:db8::7', ['router']],
    ]);
    t.deepEqual(
      (await host.neighbours.list({ dev: 'v0', proxy: true, family: 2 })).map(({ dst }) => dst),
      ['192.0.2.8'],
    );
    for (const neighbour of listed) {
      await host.neighbours.delete(neighbour);
      await host.neighbours.add(neighbour);
    }
    t.is((await host.neighbours.get({ dev: 'v0', dst: '2001:db8::7' })).lladdr, '02:00:00:00:00:08');
    await host.neighbours.change({
      dev: 'v0',
      dst: '192.0.2.7',
      lladdr: '02:00:00:00:00:09',
      state: ['noarp'],
    });
    await host.neighbours.replace({
      dev: 'v0',
      dst: '192.0.2.7',
      lladdr: '02:00:00:00:00:0a',
      state: ['permanent'],
    });
    t.is((await host.neighbours.get({ dev: 'v0', dst: '192.0.2.7' })).lladdr, '02:00:00:00:00:0a');
    await t.throwsAsync(
      async () => host.neighbours.add({ dev: 'v0', dst: '192.0.2.7', state: ['permanent'] }),
      { code: 'EEXIST' },
    );
    await t.throwsAsync(async () => host.neighbours.get({ dev: 'v0', dst: '192.0.2.99' }), {
      code: 'ENOENT',
    });
    await t.throwsAsync(async () => host.neighbours.delete({ dev: 'v0', dst: '192.0.2.99' }), {
      code: 'ENOENT',
    });
  });

  test(`${name}: a neighbour without a state is permanent`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.neighbours.add({ dev: 'v0', dst: '192.0.2.7', lladdr: '02:00:00:00:00:07' });
    t.deepEqual((await host.neighbours.get({ dev: 'v0', dst: '192.0.2.7' })).state, ['permanent']);
  });

  test(`${name}: the forwarding database of a vxlan`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'vx0', kind: 'vxlan', data: { id: 42, port: 4789 } });
    const entry = { family: 7, dev: 'vx0', lladdr: '00:00:00:00:00:00', flags: ['self'] } as const;
    await host.neighbours.append({ ...entry, dst: '192.0.2.20', state: ['permanent'] });
    await host.neighbours.append({ ...entry, dst: '192.0.2.21', port: 4790, vni: 5, state: ['permanent'] });
    const listed = await host.neighbours.list({ family: 7, dev: 'vx0' });
    t.deepEqual(
      listed.map(({ dst, port, vni, lladdr }) => [dst, port, vni, lladdr]),
      [
        ['192.0.2.20', undefined, undefined, '00:00:00:00:00:00'],
        ['192.0.2.21', 4790, 5, '00:00:00:00:00:00'],
      ],
    );
  });
}
