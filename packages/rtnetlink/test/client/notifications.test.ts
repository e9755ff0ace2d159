import test from 'ava';
import { ownNetns, syncHost } from '../live.ts';
import { checkNotifications, notificationsOf } from './notifications.ts';
import { populate } from './populate.ts';

test('every notification that the kernel sends is written back as it was', (t) => {
  const netns = ownNetns(t);
  const host = syncHost(t, netns);
  const notifications = notificationsOf(netns, () => {
    populate(netns, host, ownNetns(t));
    host.addresses.delete({ dev: 'v0', address: '192.0.2.1/24' });
    host.rules.delete({ priority: 500 });
    host.neighbours.delete({ dev: 'v0', dst: '2001:db8::7' });
    for (const id of [3, 2]) host.nexthops.delete(id);
    for (const ifname of ['mv0', 'vx0', 'p0', 'br0', 'v0']) host.links.delete(ifname);
  });
  const types = checkNotifications(t, notifications);
  for (const type of ['LINK', 'ADDR', 'ROUTE', 'NEIGH', 'RULE', 'NEXTHOP'])
    for (const action of ['NEW', 'DEL']) t.true(types.has(`RTM_${action}${type}`), `RTM_${action}${type}`);
  t.log(`${notifications.length} notifications: ${[...types].sort().join(', ')}`);
});
