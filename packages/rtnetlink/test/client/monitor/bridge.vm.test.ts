import test from 'ava';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';
import { until } from './collect.ts';

const LIMIT = 60_000;

test('VLANs of a bridge that filters: events, and a listing', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const kernel = syncHost(t, netns);
  kernel.links.add({ ifname: 'br0', kind: 'bridge', up: true, data: { vlanFiltering: 1 } });
  kernel.links.add({ ifname: 'd0', kind: 'dummy', up: true, master: 'br0' });
  const port = kernel.links.get('d0').index;
  const bridge = kernel.links.get('br0').index;
  const signal = AbortSignal.timeout(LIMIT);
  const events = host.monitor(['vlan'], { signal });
  kernel.vlans.add({ dev: 'd0', vid: 7 });
  const [event] = await until(events, () => true);
  t.is(event?.subject, 'vlan');
  if (event?.subject !== 'vlan') return;
  t.is(event.action, 'new');
  t.is(event.vlan.ifindex, port);
  t.is(event.vlan.entry?.[0]?.info?.vid, 7);
  const listed = await until(
    host.monitor(['vlan'], { initial: true, signal }),
    (last) => last.subject === 'resync' && last.phase === 'end',
  );
  const vlans = listed.flatMap((each) => (each.subject === 'vlan' ? [each.vlan] : []));
  t.true(vlans.some(({ ifindex, entry }) => ifindex === port && entry?.some(({ info }) => info?.vid === 7)));
  t.true(vlans.some(({ ifindex, globalOptions }) => ifindex === bridge && globalOptions !== undefined));
});
