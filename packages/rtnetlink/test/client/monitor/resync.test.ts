import test from 'ava';
import { type Event, monitor } from '../../../src/client/monitor/index.ts';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';
import { brief, until } from './collect.ts';

const LIMIT = 20_000;
const isEnd = (event: Event): boolean => event.subject === 'resync' && event.phase === 'end';

test('a monitor that begins with a listing', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const kernel = syncHost(t, netns);
  kernel.links.add({ ifname: 'br0', kind: 'bridge', up: true });
  kernel.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } }, master: 'br0' });
  kernel.addresses.add({ dev: 'br0', address: '192.0.2.1/24' });
  kernel.neighbours.add({ dev: 'br0', dst: '192.0.2.2', lladdr: '02:00:00:00:00:02' });
  kernel.rules.add({ priority: 500, table: 100 });
  kernel.links.set('lo', { up: true });
  kernel.nexthops.add({ id: 7, dev: 'lo' });
  using other = ownNetns(t);
  kernel.nsids.set({ fd: other.fd }, 5);
  const events = host.monitor(
    ['link', 'address', 'route', 'multicastRoute', 'neighbour', 'rule', 'nexthop', 'nsid'],
    { initial: true, signal: AbortSignal.timeout(LIMIT) },
  );
  const seen = await until(events, isEnd);
  const briefs = seen.map(brief);
  t.is(briefs[0], 'resync begin 1');
  for (const expected of [
    'listed new link br0',
    'listed new link v0',
    'listed new link port v0',
    'listed new address 192.0.2.1/24',
    'listed new route 192.0.2.0/24 254',
    'listed new neighbour 192.0.2.2',
    'listed new rule 2 500',
    'listed new rule 10 32766',
    'listed new nexthop 7',
    'listed new nsid 5',
  ])
    t.true(briefs.includes(expected), `${expected} in ${briefs.join(', ')}`);
  const [end] = seen.slice(-1);
  t.deepEqual(end, { subject: 'resync', phase: 'end', attempt: 1, notListed: [] });
});

test('a loss: what was before it, a listing, what was since', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const kernel = syncHost(t, netns);
  const events = host.monitor(['link'], { receiveBuffer: 4096, signal: AbortSignal.timeout(LIMIT) });
  for (let round = 0; round < 200; round++) kernel.links.set('lo', { up: round % 2 === 0 });
  kernel.links.add({ ifname: 'unseen', kind: 'bridge' });
  const seen = (await until(events, isEnd)).map(brief);
  const begin = seen.indexOf('resync begin 1');
  t.true(begin > 0, 'the events that the kernel still held come first');
  t.true(seen.slice(0, begin).every((event) => event === 'new link lo'));
  t.false(seen.slice(0, begin).includes('new link unseen'));
  t.true(seen.slice(begin).includes('listed new link unseen'));
});

test('after a resync, events go on', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const kernel = syncHost(t, netns);
  const events = host.monitor(['link'], { receiveBuffer: 4096, signal: AbortSignal.timeout(LIMIT) });
  for (let round = 0; round < 200; round++) kernel.links.set('lo', { up: round % 2 === 0 });
  let resynced = false;
  const seen: string[] = [];
  for await (const event of events) {
    if (isEnd(event)) {
      resynced = true;
      kernel.links.add({ ifname: 'later', kind: 'bridge' });
    } else if (resynced) seen.push(brief(event));
    if (seen.includes('new link later')) break;
  }
  t.true(seen.includes('new link later'));
});

test('losses while it lists: it starts over, at a bounded rate', async (t) => {
  const netns = ownNetns(t);
  const kernel = syncHost(t, netns);
  kernel.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  const begun = performance.now();
  const beginnings: number[] = [];
  const seen: Event[] = [];
  const resyncInterval = 150;
  const events = monitor(['link', 'route'], {
    netns: { fd: netns.fd },
    receiveBuffer: 4096,
    initial: true,
    queue: 4,
    resyncInterval,
    signal: AbortSignal.timeout(LIMIT),
  });
  for await (const event of events) {
    seen.push(event);
    if (event.subject === 'resync' && event.phase === 'begin') beginnings.push(performance.now() - begun);
    // The listing waits for this consumer, and meanwhile more is lost than the buffer holds.
    if (brief(event).startsWith('listed') && beginnings.length < 4)
      for (let round = 0; round < 30; round++) kernel.links.set('lo', { up: round % 2 === 0 });
    if (isEnd(event)) break;
  }
  t.is(seen.map(brief).at(-1), `resync end ${beginnings.length}`);
  t.true(beginnings.length >= 4);
  for (const [index, at] of beginnings.entries()) t.true(at > index * resyncInterval * 0.99, `${beginnings}`);
});

test('a datagram that is larger than the room for it is not lost', async (t) => {
  const netns = ownNetns(t);
  const kernel = syncHost(t, netns);
  const ROOM = 64;
  const options = { netns: { fd: netns.fd }, signal: AbortSignal.timeout(LIMIT) };
  const events = monitor(['link', 'address'], options, ROOM);
  kernel.addresses.add({ dev: 'lo', address: '192.0.2.1/32' });
  kernel.links.set('lo', { up: true });
  const seen = (await until(events, (event) => brief(event) === 'new link lo')).map(brief);
  t.deepEqual(seen.slice(0, 1), ['new address 192.0.2.1/32']);
  t.is(seen.at(-1), 'new link lo');
});
