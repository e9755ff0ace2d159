import test from 'ava';
import type { Event } from '../../../src/client/monitor/index.ts';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';
import { brief, until } from './collect.ts';

const LIMIT = 10_000;
const isEnd = (event: Event): boolean => event.subject === 'resync' && event.phase === 'end';

test('events of other namespaces carry their id, those of the own do not', async (t) => {
  const own = ownNetns(t);
  const other = ownNetns(t);
  const host = await asyncHost(t, own);
  const kernel = syncHost(t, own);
  kernel.nsids.set({ fd: other.fd }, 7);
  const events = host.monitor(['link', 'address'], { allNetns: true, signal: AbortSignal.timeout(LIMIT) });
  const there = syncHost(t, other);
  there.links.add({ ifname: 'there', kind: 'bridge' });
  there.addresses.add({ dev: 'there', address: '192.0.2.1/24' });
  kernel.links.add({ ifname: 'here', kind: 'bridge' });
  const seen = (await until(events, (event) => brief(event) === 'new link here')).map(brief);
  for (const expected of ['7: new link there', '7: new address 192.0.2.1/24', 'new link here'])
    t.true(seen.includes(expected), `${expected} in ${seen.join(', ')}`);
});

test('without the option, other namespaces are not heard', async (t) => {
  const own = ownNetns(t);
  const other = ownNetns(t);
  const host = await asyncHost(t, own);
  const kernel = syncHost(t, own);
  kernel.nsids.set({ fd: other.fd }, 7);
  const events = host.monitor(['link'], { signal: AbortSignal.timeout(LIMIT) });
  syncHost(t, other).links.add({ ifname: 'there', kind: 'bridge' });
  kernel.links.add({ ifname: 'here', kind: 'bridge' });
  const seen = (await until(events, (event) => brief(event) === 'new link here')).map(brief);
  t.deepEqual(seen, ['new link here']);
});

test('a resync lists other namespaces as far as the kernel can, and says what it cannot', async (t) => {
  const own = ownNetns(t);
  const other = ownNetns(t);
  const host = await asyncHost(t, own);
  const kernel = syncHost(t, own);
  const there = syncHost(t, other);
  kernel.nsids.set({ fd: other.fd }, 7);
  // The own namespace under an id: its events carry none, so it is listed once.
  kernel.nsids.set({ fd: own.fd }, 8);
  there.nsids.set({ fd: own.fd }, 3);
  kernel.links.set('lo', { up: true });
  there.links.add({ ifname: 'there', kind: 'bridge' });
  there.addresses.add({ dev: 'there', address: '192.0.2.1/24' });
  const events = host.monitor(['link', 'address', 'route', 'nsid'], {
    allNetns: true,
    initial: true,
    families: [2],
    signal: AbortSignal.timeout(LIMIT),
  });
  const seen = await until(events, isEnd);
  const briefs = seen.map(brief);
  for (const expected of [
    'listed new link lo',
    'listed new route 127.0.0.0/8 255',
    'listed new nsid 7',
    '7: listed new link lo',
    '7: listed new link there',
    '7: listed new address 192.0.2.1/24',
    '7: listed new nsid 3',
  ])
    t.true(briefs.includes(expected), `${expected} in ${briefs.join(', ')}`);
  t.false(briefs.some((event) => event.startsWith('8: ')));
  const end = seen.at(-1);
  t.true(end?.subject === 'resync' && end.phase === 'end');
  if (end?.subject !== 'resync' || end.phase !== 'end') return;
  const notListed = end.notListed.map(({ subject, family, nsid, error }) => [
    subject,
    family,
    nsid,
    error?.code,
  ]);
  // What bridges say about their ports has no listing by id, nor have routes.
  t.deepEqual(notListed, [
    ['link', 7, 7, 'EINVAL'],
    ['route', undefined, 7, undefined],
  ]);
});
