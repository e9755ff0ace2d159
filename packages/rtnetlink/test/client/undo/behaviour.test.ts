import { existsSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { NETNS_DIRECTORY } from '@iplink-ts/socket';
import test from 'ava';
import type { AsyncTransaction } from '../../../src/client/transaction.ts';
import { TransactionError } from '../../../src/client/undo/error.ts';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';
import { differences, quietNetns, settled } from './listing.ts';

test('what a transaction did stays when it succeeds, and its result is given', async (t) => {
  const host = await asyncHost(t);
  const index = await host.transaction(async (tx) => {
    await tx.links.add({ ifname: 'i0', kind: 'ifb' });
    return (await tx.links.get('i0')).index;
  });
  t.is((await host.links.get('i0')).index, index);
  t.is(
    syncHost(t).transaction((tx) => tx.links.list().length),
    1,
  );
});

test('calls made at once are undone in their order, and none is made after the end', async (t) => {
  const host = await asyncHost(t, quietNetns(t));
  const before = await settled(host);
  const escaped: AsyncTransaction[] = [];
  await t.throwsAsync(
    host.transaction(async (tx) => {
      escaped.push(tx);
      await Promise.all([
        tx.links.add({ ifname: 'br0', kind: 'bridge', up: true }),
        tx.links.add({ ifname: 'i0', kind: 'ifb', master: 'br0' }),
        tx.addresses.add({ dev: 'br0', address: '192.0.2.1/24' }),
        tx.routes.add({ dst: '10.0.0.0/8', via: '192.0.2.2' }),
        tx.links.add({ ifname: 'i0', kind: 'ifb' }),
        tx.links.add({ ifname: 'i1', kind: 'ifb' }),
      ]);
    }),
    { code: 'EEXIST' },
  );
  for (const tx of escaped)
    await t.throwsAsync(tx.links.add({ ifname: 'late', kind: 'ifb' }), {
      message: 'the transaction is over',
    });
  t.deepEqual(await differences(host, before), []);
});

test('steps of the caller are undone in their turn; a failing one is told and keeps none from it', (t) => {
  const host = syncHost(t);
  const done: string[] = [];
  const error = t.throws(
    () =>
      host.transaction((tx) => {
        tx.onUndo(() => done.push(`i0 ${host.links.list({ kind: 'ifb' }).length}`));
        tx.links.add({ ifname: 'i0', kind: 'ifb' });
        tx.onUndo(() => {
          done.push(`i0 ${host.links.list({ kind: 'ifb' }).length}`);
          throw new Error('no way back');
        });
        throw new RangeError('too far');
      }),
    { instanceOf: TransactionError, message: 'too far; not undone: no way back' },
  );
  t.true(error?.cause instanceof RangeError);
  t.deepEqual(error?.undoErrors.map(String), ['Error: no way back']);
  t.deepEqual(done, ['i0 1', 'i0 0']);
});

test('one transaction within another', (t) => {
  const host = syncHost(t);
  const names = (): (string | undefined)[] => host.links.list({ kind: 'ifb' }).map(({ ifname }) => ifname);
  t.throws(
    () =>
      host.transaction((tx) => {
        tx.links.add({ ifname: 'i0', kind: 'ifb' });
        t.throws(() =>
          tx.transaction((inner) => {
            inner.links.add({ ifname: 'i1', kind: 'ifb' });
            throw new Error('inner');
          }),
        );
        t.deepEqual(names(), ['i0']);
        tx.transaction((inner) => inner.links.add({ ifname: 'i2', kind: 'ifb' }));
        t.deepEqual(names(), ['i0', 'i2']);
        throw new Error('outer');
      }),
    { message: 'outer' },
  );
  t.deepEqual(names(), []);
});

test('what cannot be undone is refused before it is done', async (t) => {
  const netns = ownNetns(t);
  const host = await asyncHost(t);
  await host.links.add({ ifname: 'v0', kind: 'veth', peerNetns: netns, data: { peer: { ifname: 'v1' } } });
  const refusal = (message: RegExp) => ({ instanceOf: TypeError, message });
  await host.transaction(async (tx) => {
    await t.throwsAsync(
      tx.nsids.set(netns),
      refusal(/^nsids\.set: a transaction cannot undo this: the kernel takes no id of a namespace back$/),
    );
    await t.throwsAsync(tx.netns.delete('any'), refusal(/^netns\.delete: /));
    await t.throwsAsync(tx.links.delete('v0'), refusal(/the other end of v0 is in another namespace$/));
    await t.throwsAsync(tx.links.set('v0', { netNsFd: netns.fd }), refusal(/`netNsFd` cannot be set back$/));
    await t.throwsAsync(tx.links.set('v0', { netns }), refusal(/use `links.move`/));
    await t.throwsAsync(
      tx.stats.set('v0', { l3Stats: true }),
      refusal(/^stats\.set: a transaction cannot undo this: the counters would begin anew$/),
    );
    t.true(Array.isArray(await tx.netconf.list()));
  });
  t.is((await host.links.get('v0')).kind, 'veth');
});

test('a link that was moved, or made elsewhere, comes back', async (t) => {
  const there = quietNetns(t);
  const host = await asyncHost(t, quietNetns(t));
  const other = syncHost(t, there);
  await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  for (const dev of ['v0', 'v1']) await host.links.set(dev, { up: true });
  await host.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
  await host.routes.add({ dst: 'default', via: '192.0.2.2' });
  const before = await settled(host);
  await t.throwsAsync(
    host.transaction(async (tx) => {
      await tx.links.move('v0', there, { ifname: 'eth0', up: true });
      await tx.links.add({ ifname: 'i0', kind: 'ifb', netns: there });
      t.is(other.links.list().length, 3);
      throw new Error('stop');
    }),
    { message: 'stop' },
  );
  t.deepEqual(
    other.links.list().map(({ ifname }) => ifname),
    ['lo'],
  );
  t.deepEqual(await differences(host, before), []);
});

test('a namespace that was created is deleted', (t) => {
  const name = `tx-${process.pid}-${threadId}`;
  t.throws(
    () =>
      syncHost(t).transaction((tx) => {
        tx.netns.create(name);
        t.true(existsSync(`${NETNS_DIRECTORY}/${name}`));
        throw new Error('stop');
      }),
    { message: 'stop' },
  );
  t.false(existsSync(`${NETNS_DIRECTORY}/${name}`));
});

test('the work of a blocking transaction is not async', (t) => {
  const host = syncHost(t);
  t.throws(() => host.transaction(async (tx) => tx.links.add({ ifname: 'i0', kind: 'ifb' })), {
    instanceOf: TypeError,
  });
  t.is(host.links.list().length, 1);
});
