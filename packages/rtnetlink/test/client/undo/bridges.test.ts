import test from 'ava';
import type { SyncTransaction } from '../../../src/client/transaction.ts';
import { syncHost } from '../../live.ts';
import { cases, furnish } from './bridges.ts';
import { async, sync, undone } from './failing.ts';

undone([sync, async], furnish, cases);

test('what others entered meanwhile stays', async (t) => {
  const host = syncHost(t);
  await furnish(host);
  t.throws(
    () =>
      host.transaction((tx) => {
        tx.fdb.add({ dev: 'v0', lladdr: '02:00:00:00:01:01' });
        host.fdb.add({ dev: 'v0', lladdr: '02:00:00:00:01:02' });
        tx.mdb.add({ dev: 'br0', port: 'v0', address: '239.1.2.1' });
        host.mdb.add({ dev: 'br0', port: 'v0', address: '239.1.2.2' });
        throw new Error('stop');
      }),
    { message: 'stop' },
  );
  const ours = host.fdb.list({ dev: 'v0' }).filter(({ lladdr }) => lladdr?.startsWith('02:00:00:00:01'));
  t.deepEqual([...new Set(ours.map(({ lladdr }) => lladdr))], ['02:00:00:00:01:02']);
  const groups = host.mdb.list({ dev: 'br0' }).map(({ address }) => address);
  t.true(groups.includes('239.1.2.2'));
  t.false(groups.includes('239.1.2.1'));
});

test('a change that the kernel refused leaves nothing to undo', (t) => {
  const host = syncHost(t);
  host.links.add({ ifname: 'br0', kind: 'bridge' });
  // No bridge takes members while it is down, and thresholds belong to the first namespace.
  const attempts = [
    (tx: SyncTransaction) => tx.mdb.add({ dev: 'br0', address: '239.1.1.1' }),
    (tx: SyncTransaction) => tx.neighbourTables.set('arp_cache', { thresh1: 100 }),
    (tx: SyncTransaction) => tx.addressLabels.delete({ address: '2001:db8:77::/48' }),
    (tx: SyncTransaction) => tx.fdb.delete({ dev: 'br0', lladdr: '02:00:00:00:00:77', flags: ['self'] }),
  ];
  for (const attempt of attempts) {
    const error = t.throws(() => host.transaction((tx) => attempt(tx)));
    t.is(error?.name, 'NetlinkError');
  }
});
