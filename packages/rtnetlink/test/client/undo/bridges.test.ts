import test from 'ava';
import { NetlinkError } from '../../../src/client/error.ts';
import type { SyncTransaction } from '../../../src/client/transaction.ts';
import { syncHost } from '../../live.ts';
import { cases, furnish } from './bridges.ts';
import { async, sync, undone } from './failing.ts';
import { differences, quietNetns, settled } from './listing.ts';

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

test('groups with sources are changed, deleted and flushed, and come back', async (t) => {
  const host = syncHost(t, quietNetns(t));
  await furnish(host);
  host.links.set('br0', { kind: 'bridge', data: { mcastIgmpVersion: 3 } });
  const group = { dev: 'br0', port: 'v0', address: '239.1.1.3' } as const;
  const srcList = { entry: [{ address: '192.0.2.1' }, { address: '192.0.2.2' }] };
  try {
    host.mdb.get(group);
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'EOPNOTSUPP') {
      t.log('skipped: the kernel cannot flush an MDB (Linux 6.8)');
      t.pass();
      return;
    }
  }
  host.mdb.add({ ...group, groupMode: 'include', srcList, rtprot: 17 });
  const before = await settled(host);
  const works: readonly ((tx: SyncTransaction) => unknown)[] = [
    (tx) => tx.mdb.replace({ ...group, state: 'temporary', rtprot: 18 }),
    (tx) =>
      tx.mdb.replace({ ...group, groupMode: 'include', srcList: { entry: [{ address: '192.0.2.7' }] } }),
    (tx) => tx.mdb.delete(group),
    (tx) => tx.mdb.delete({ ...group, source: '192.0.2.1' }),
    (tx) => tx.mdb.flush({ dev: 'br0' }),
    (tx) => tx.links.delete('v0'),
  ];
  for (const work of works) {
    t.throws(
      () =>
        host.transaction((tx) => {
          work(tx);
          throw new RangeError('stop');
        }),
      { instanceOf: RangeError },
    );
    t.deepEqual(await differences(host, before), [], String(work));
  }
});
