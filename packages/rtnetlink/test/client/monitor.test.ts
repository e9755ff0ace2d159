import { setTimeout as pause } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import type { Event, Subject } from '../../src/client/monitor.ts';
import { asyncHost, ownNetns, syncHost } from '../live.ts';

const LIMIT = 10_000;

/** The events up to the first that `isLast` accepts. */
async function until(
  events: AsyncGenerator<Event, void, undefined>,
  isLast: (event: Event) => boolean,
): Promise<Event[]> {
  const seen: Event[] = [];
  for await (const event of events) {
    seen.push(event);
    if (isLast(event)) break;
  }
  return seen;
}

function brief(event: Event): string {
  switch (event.subject) {
    case 'link':
      return `${event.action} link ${event.link.ifname}`;
    case 'address':
      return `${event.action} address ${event.address.address}`;
    case 'route':
      return `${event.action} route ${event.route.dst} ${event.route.table}`;
    case 'neighbour':
      return `${event.action} neighbour ${event.neighbour.dst}`;
    case 'nsid':
      return `${event.action} nsid ${event.nsid.nsid}`;
    default:
      return event.subject;
  }
}

async function watch(t: ExecutionContext, subjects: readonly Subject[], last: string): Promise<string[]> {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const events = host.monitor(subjects, { signal: AbortSignal.timeout(LIMIT) });
  const kernel = syncHost(t, netns);
  kernel.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  kernel.links.set('v1', { up: true });
  kernel.links.set('v0', { up: true });
  kernel.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
  kernel.routes.add({ dst: '198.51.100.0/24', via: '192.0.2.2' });
  kernel.neighbours.add({ dev: 'v0', dst: '192.0.2.2', lladdr: '02:00:00:00:00:02', state: ['permanent'] });
  kernel.neighbours.delete({ dev: 'v0', dst: '192.0.2.2' });
  using other = ownNetns(t);
  kernel.nsids.set({ fd: other.fd }, 5);
  kernel.addresses.delete({ dev: 'v0', address: '192.0.2.1/24' });
  kernel.links.delete('v0');
  const seen = await until(events, (event) => brief(event) === last);
  return seen.map(brief);
}

test('links', async (t) => {
  const seen = await watch(t, ['link'], 'delete link v1');
  t.true(seen.includes('new link v0'));
  t.true(seen.includes('delete link v0'));
  t.true(seen.every((event) => event.includes(' link ')));
});

test('addresses, routes, neighbours, namespaces', async (t) => {
  const seen = await watch(t, ['address', 'route', 'neighbour', 'nsid', 'link'], 'delete link v1');
  for (const event of [
    'new address 192.0.2.1/24',
    'delete address 192.0.2.1/24',
    'new route 192.0.2.0/24 254',
    'new route 198.51.100.0/24 254',
    'new neighbour 192.0.2.2',
    'new nsid 5',
  ])
    t.true(seen.includes(event), `${event} in ${seen.join(', ')}`);
});

test('a signal ends the iteration, while it waits and before it begins', async (t) => {
  const host = await asyncHost(t);
  const controller = new AbortController();
  const running = until(host.monitor(['link'], { signal: controller.signal }), () => false);
  await pause(20);
  controller.abort();
  t.deepEqual(await running, []);
  t.deepEqual(await until(host.monitor(['link'], { signal: controller.signal }), () => false), []);
});

test('events that were dropped are told', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const events = host.monitor(['link'], { receiveBuffer: 4096, signal: AbortSignal.timeout(LIMIT) });
  const kernel = syncHost(t, netns);
  for (let round = 0; round < 200; round++) kernel.links.set('lo', { up: round % 2 === 0 });
  const seen = await until(events, ({ subject }) => subject === 'overrun');
  t.is(seen.at(-1)?.subject, 'overrun');
});

test('a monitor that is returned before it was read closes its socket', async (t) => {
  const host = await asyncHost(t);
  const { readdirSync } = await import('node:fs');
  const count = (): number => readdirSync('/proc/self/fd').length;
  const before = count();
  for (let round = 0; round < 50; round++) await host.monitor(['link']).return();
  t.true(count() < before + 25);
});

test('a monitor that waits can be returned', async (t) => {
  const host = await asyncHost(t);
  const events = host.monitor(['link']);
  const next = events.next();
  await pause(20);
  await events.return();
  t.deepEqual(await next, { done: true, value: undefined });
});
