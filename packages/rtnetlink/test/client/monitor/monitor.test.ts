import { setTimeout as pause } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import type { MonitorOptions, Subject } from '../../../src/client/monitor/index.ts';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';
import { brief, until } from './collect.ts';

const LIMIT = 10_000;

async function watch(
  t: ExecutionContext,
  subjects: readonly (Subject | number)[],
  last: string,
  options: MonitorOptions = {},
): Promise<string[]> {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const events = host.monitor(subjects, { signal: AbortSignal.timeout(LIMIT), ...options });
  const kernel = syncHost(t, netns);
  kernel.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  kernel.links.set('v1', { up: true });
  kernel.links.set('v0', { up: true });
  kernel.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
  kernel.addresses.add({ dev: 'v0', address: '2001:db8::1/64' });
  kernel.routes.add({ dst: '198.51.100.0/24', via: '192.0.2.2' });
  kernel.routes.replace({ dst: '198.51.100.0/24', via: '192.0.2.3' });
  kernel.routes.append({ dst: '198.51.100.0/24', via: '192.0.2.4' });
  kernel.neighbours.add({ dev: 'v0', dst: '192.0.2.2', lladdr: '02:00:00:00:00:02', state: ['permanent'] });
  kernel.neighbours.delete({ dev: 'v0', dst: '192.0.2.2' });
  kernel.rules.add({ priority: 500, table: 100 });
  kernel.rules.add({ priority: 600, table: 100, family: 10 });
  kernel.nexthops.add({ id: 7, via: '192.0.2.9', dev: 'v0' });
  using other = ownNetns(t);
  kernel.nsids.set({ fd: other.fd }, 5);
  kernel.addresses.delete({ dev: 'v0', address: '192.0.2.1/24' });
  kernel.links.delete('v0');
  const seen = await until(events, (event) => brief(event) === last);
  t.is(seen.map(brief).at(-1), last);
  return seen.map(brief);
}

function includes(t: ExecutionContext, seen: readonly string[], expected: readonly string[]): void {
  for (const event of expected) t.true(seen.includes(event), `${event} in ${seen.join(', ')}`);
}

test('links', async (t) => {
  const seen = await watch(t, ['link'], 'delete link v1');
  includes(t, seen, ['new link v0', 'delete link v0']);
  t.true(seen.every((event) => event.includes(' link ')));
});

test('all subjects, and how a route came', async (t) => {
  const seen = await watch(
    t,
    ['address', 'route', 'neighbour', 'rule', 'nexthop', 'nsid', 'link'],
    'delete link v1',
  );
  includes(t, seen, [
    'new address 192.0.2.1/24',
    'delete address 192.0.2.1/24',
    'new route 192.0.2.0/24 254',
    'new route 198.51.100.0/24 254',
    'replaced new route 198.51.100.0/24 254',
    'appended new route 198.51.100.0/24 254',
    'new neighbour 192.0.2.2',
    'new rule 2 500',
    'new rule 10 600',
    'new nexthop 7',
    'new nsid 5',
  ]);
});

test('one address family', async (t) => {
  const subjects: Subject[] = ['address', 'route', 'neighbour', 'rule', 'link'];
  const four = await watch(t, subjects, 'delete link v1', { families: [2] });
  includes(t, four, ['new address 192.0.2.1/24', 'new neighbour 192.0.2.2', 'new rule 2 500']);
  const ofIpv6 = /::|rule 10/;
  t.deepEqual(
    four.filter((event) => ofIpv6.test(event)),
    [],
  );
  const six = await watch(t, subjects, 'delete link v1', { families: [10] });
  includes(t, six, ['new address 2001:db8::1/64', 'new rule 10 600']);
  t.deepEqual(
    six.filter((event) => !event.includes(' link ') && !ofIpv6.test(event)),
    [],
  );
});

/** `RTNLGRP_LINK` (linux/rtnetlink.h) */
const LINK = 1;

test('a group by its number', async (t) => {
  const seen = await watch(t, [LINK], 'delete link v1');
  includes(t, seen, ['new link v0', 'delete link v0']);
});

test('a group that the kernel does not have', async (t) => {
  const host = await asyncHost(t);
  t.throws(() => host.monitor(['link', 2000]), { name: 'SystemError', message: /EINVAL|Invalid/ });
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

test('a monitor that waits can be returned', async (t) => {
  const host = await asyncHost(t);
  const events = host.monitor(['link']);
  const next = events.next();
  await pause(20);
  await events.return();
  t.deepEqual(await next, { done: true, value: undefined });
});
