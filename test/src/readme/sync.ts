import { RtnlSync } from '@iplink-ts/rtnetlink';

// The same calls without promises, and one datagram in memory at a time.
using host = RtnlSync.open();
host.links.set('lo', { up: true });
for (const route of host.routes.stream({ family: 2 })) {
  if (route.type === 'local') console.log(route.dst, 'table', route.table);
}
