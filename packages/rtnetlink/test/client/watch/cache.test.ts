import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import type { Change } from '../../../src/client/watch/index.ts';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';

/** A change in one line. */
function brief(change: Change): string {
  const object = change.after ?? change.before;
  const { ifname, address, dst, priority, id } = Object(object);
  return `${change.action} ${change.subject} ${ifname ?? address ?? dst ?? priority ?? id}`;
}

test('what there is, and how to find it', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const kernel = syncHost(t, netns);
  kernel.links.add({ ifname: 'br0', kind: 'bridge', up: true });
  kernel.links.addAltnames('br0', ['the-only-bridge']);
  kernel.addresses.add({ dev: 'br0', address: '192.0.2.1/24' });
  kernel.neighbours.add({ dev: 'br0', dst: '192.0.2.2', lladdr: '02:00:00:00:00:02' });
  kernel.links.set('lo', { up: true });
  kernel.nexthops.add({ id: 7, dev: 'lo' });
  await using cache = await host.watch();
  const bridge = cache.link('br0');
  t.is(bridge?.kind, 'bridge');
  t.is(cache.link('the-only-bridge'), bridge);
  t.is(cache.link(bridge?.index ?? 0), bridge);
  t.is(cache.links.get(bridge?.index ?? 0), bridge);
  t.is(cache.link('none'), undefined);
  t.true(cache.addresses.some(({ address }) => address === '192.0.2.1/24'));
  t.true(cache.routes.some(({ dst }) => dst === '192.0.2.0/24'));
  t.deepEqual(
    cache.neighbours.map(({ dst }) => dst),
    ['192.0.2.2'],
  );
  t.deepEqual(
    cache.rules.map(({ family, priority }) => [family, priority]),
    kernel.rules.list().map(({ family, priority }) => [family, priority]),
  );
  t.deepEqual([...cache.nexthops.keys()], [7]);
  t.is(cache.losses, 0);
  kernel.links.set('br0', { up: false });
  kernel.links.set('br0', { ifname: 'br1', up: true });
  await cache.sync();
  t.is(cache.link('br0'), undefined);
  t.is(cache.link('br1'), cache.link('the-only-bridge'));
});

test('changes: before and after, in the order they came', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const kernel = syncHost(t, netns);
  await using cache = await host.watch({ subjects: ['link', 'address'] });
  const seen: string[] = [];
  const consumer = (async () => {
    for await (const change of cache) {
      seen.push(brief(change));
      if (change.subject === 'link' && change.action === 'changed') {
        t.is(change.before.mtu, 1500);
        t.is(change.after.mtu, 1400);
      }
      if (seen.at(-1) === 'removed link br0') break;
    }
  })();
  kernel.links.add({ ifname: 'br0', kind: 'bridge' });
  await cache.sync();
  kernel.addresses.add({ dev: 'br0', address: '192.0.2.1/24' });
  await cache.sync();
  kernel.links.set('br0', { mtu: 1400 });
  await cache.sync();
  kernel.links.delete('br0');
  await consumer;
  t.deepEqual(seen, [
    'added link br0',
    'added address 192.0.2.1/24',
    'changed link br0',
    'removed address 192.0.2.1/24',
    'removed link br0',
  ]);
});

test('a consumer that takes its time gets the sum of what happened', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const kernel = syncHost(t, netns);
  kernel.links.add({ ifname: 'br0', kind: 'bridge', mtu: 1500 });
  await using cache = await host.watch({ subjects: ['link'] });
  const changes = cache.changes();
  for (let mtu = 1400; mtu < 1450; mtu++) {
    kernel.links.set('br0', { mtu });
    kernel.links.add({ ifname: 'br1', kind: 'bridge' });
    kernel.links.delete('br1');
    await cache.sync();
  }
  const { value } = await changes.next();
  t.is(value && brief(value), 'changed link br0');
  if (value?.subject === 'link') t.deepEqual([value.before?.mtu, value.after?.mtu], [1500, 1449]);
  kernel.links.delete('br0');
  const { value: last } = await changes.next();
  t.is(last && brief(last), 'removed link br0');
  await changes.return();
});

test('a signal, close and return end it; a failure is thrown from everything', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const controller = new AbortController();
  const cache = await host.watch({ signal: controller.signal });
  const waiting = cache.changes().next();
  const left = cache.changes();
  const leaving = left.next();
  await left.return();
  t.deepEqual(await leaving, { done: true, value: undefined });
  controller.abort();
  t.deepEqual(await waiting, { done: true, value: undefined });
  await cache.sync();
  t.true(cache.links.size > 0, 'what was read stays');
  for await (const _ of cache) t.fail();
  await t.throwsAsync(host.watch({ signal: controller.signal }), { any: true, name: 'AbortError' });
  await t.throwsAsync(host.watch({ netns: '/proc/self/status' }), { name: 'SystemError' });
});

test('no descriptor is left behind', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const count = (): number => readdirSync('/proc/self/fd').length;
  const use = async (): Promise<void> => {
    const cache = await host.watch();
    const refreshing = cache.refresh();
    cache.close();
    await refreshing;
  };
  await use();
  await pause(50);
  const before = count();
  for (let round = 0; round < 10; round++) await use();
  // A thread closes its socket when it has ended.
  const deadline = performance.now() + 10_000;
  while (count() > before + 5 && performance.now() < deadline) await pause(20);
  t.true(count() <= before + 5, `${count()} after ${before}`);
});
