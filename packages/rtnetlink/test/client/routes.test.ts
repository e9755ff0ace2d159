import test from 'ava';
import { everyHost, has, hosts, NPM } from '../live.ts';
import { withAddresses, withDevice } from './device.ts';
import { hostTrials, tryRoute } from './route_trials.ts';

for (const [name, open] of everyHost) {
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
}

for (const [name, open] of hosts) {
  test(`${name}: what is listed of a route makes it again`, async (t) => {
    const host = await open(t);
    await withAddresses(host);
    for (const trial of hostTrials) await tryRoute(t, host, trial);
  });

  test(`${name}: the route of a packet`, async (t) => {
    const host = await open(t);
    await withAddresses(host);
    const oif = (await host.links.get('v0')).index;
    await host.routes.add({ dst: '10.0.0.0/8', dev: 'v0', table: 100 });
    await host.routes.add({ dst: 'default', type: 'unreachable', table: 100, priority: 9 });
    const packet = { src: '192.0.2.1', mark: 5, tos: 0x10, uid: 1000, ipProto: 6, sport: 1000, dport: 80 };
    const rule = { priority: 10, table: 100, fwmark: 5, ipProto: 6, uidRange: { start: 1000, end: 1000 } };
    await host.rules.add({
      ...rule,
      family: 2,
      sportRange: { start: 1000, end: 1000 },
      dportRange: { start: 80, end: 80 },
    });
    t.like(await host.routes.get({ dst: '10.1.2.3', ...packet }), {
      dst: '10.1.2.3/32',
      src: '192.0.2.1/32',
      oif,
      table: 100,
      mark: 5,
      uid: 1000,
    });
    for (const other of [{ mark: 6 }, { uid: 1001 }, { ipProto: 17 }, { sport: 1001 }, { dport: 81 }])
      await t.throwsAsync(async () => host.routes.get({ dst: '10.1.2.3', ...packet, ...other }), {
        code: 'ENETUNREACH',
      });
    await t.throwsAsync(async () => host.routes.get({ dst: '11.1.2.3', ...packet }), {
      code: 'EHOSTUNREACH',
    });

    // Coming in: to an address of this host.
    await host.addresses.add({ dev: 'v1', address: '198.51.100.1/24' });
    const local = await host.routes.get({ dst: '192.0.2.1', src: '198.51.100.9', iif: 'v1' });
    t.like(local, { type: 'local', table: 255, iif: (await host.links.get('v1')).index });

    t.is((await host.routes.get({ dst: '10.1.2.3', ...packet, fibMatch: true })).dst, '10.0.0.0/8');
    const six = { dst: '2001:db8::9', src: '2001:db8::1', mark: 5, ipProto: 17, sport: 53, dport: 54 };
    t.is((await host.routes.get({ ...six, dev: 'v0', fibMatch: true })).dst, '2001:db8::/64');
    try {
      t.is((await host.routes.get({ ...six, flowlabel: 7 })).dst, '2001:db8::9/128');
    } catch (error) {
      if (!has(error, { code: 'EINVAL', path: 'flowlabel' })) throw error;
      t.log('skipped: the kernel has no lookup by flow label (before Linux 6.13)');
    }
  });

  test(`${name}: a family that the kernel does not have is empty, not everything`, async (t) => {
    const host = await open(t);
    await withAddresses(host);
    t.true((await host.routes.list()).length > 0);
    // Where the kernel has no MPLS it dumps all routes, and there are no multicast routes without a daemon.
    for (const family of [28, 128, 129]) t.deepEqual(await host.routes.list({ family }), []);
  });
}
