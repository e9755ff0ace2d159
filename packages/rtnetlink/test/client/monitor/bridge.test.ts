import { writeFileSync } from 'node:fs';
import { runInNetns } from '@iplink-ts/socket';
import test from 'ava';
import type { Event } from '../../../src/client/monitor/index.ts';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';
import { brief, until } from './collect.ts';

const LIMIT = 10_000;

test('members of multicast groups and settings of interfaces: events, and a listing', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const kernel = syncHost(t, netns);
  kernel.links.add({ ifname: 'br0', kind: 'bridge', up: true });
  kernel.links.add({ ifname: 'p0', kind: 'veth', up: true, data: { peer: { ifname: 'p1' } }, master: 'br0' });
  const port = kernel.links.get('p0').index;
  const signal = AbortSignal.timeout(LIMIT);
  const events = host.monitor(['mdb', 'netconf'], { signal });
  kernel.mdb.add({ dev: 'br0', port: 'p0', address: '239.1.1.1' });
  // The kernel does not tell of settings that came by netlink.
  runInNetns(netns, () => writeFileSync('/proc/sys/net/ipv4/conf/p0/forwarding', '1'));
  const isForwarding = (subject: string, brief: unknown): boolean =>
    subject === 'netconf' && Object(brief).ifindex === port && Object(brief).forwarding === 1;
  const seen = await until(
    events,
    (event) => event.subject === 'netconf' && isForwarding(event.subject, event.netconf),
  );
  // The kernel's own memberships of IPv6 may come first.
  const isMember = (event: Event): boolean =>
    event.subject === 'mdb' && event.action === 'new' && JSON.stringify(event.mdb).includes('"239.1.1.1"');
  t.true(seen.some(isMember));
  const again = await until(
    host.monitor(['mdb', 'netconf', 'vlan', 'prefix', 'stats'], { initial: true, signal }),
    (event) => event.subject === 'resync' && event.phase === 'end',
  );
  t.true(again.some(isMember));
  t.true(again.some((event) => event.subject === 'netconf' && isForwarding(event.subject, event.netconf)));
  const end = again.at(-1);
  t.is(end && brief(end), 'resync end 1');
  if (end?.subject !== 'resync' || end.phase !== 'end') return;
  // Routers announce prefixes, and the kernel has no list of them; it may have no VLANs on bridges.
  const missing = end.notListed.map(({ subject }) => subject).filter((subject) => subject !== 'vlan');
  t.deepEqual(missing, ['prefix']);
});
