import test from 'ava';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';
import { Random } from '../../random.ts';
import { settled } from './compare.ts';
import { Operator } from './operate.ts';

/** Those of random.test.ts, and the kinds that need the kernel of the VM where the running one does not have them. */
const KINDS = ['veth', 'bridge', 'macvlan', 'vxlan', 'ifb', 'dummy', 'vlan', 'ipvlan', 'vrf', 'bond'];
const SEED = Number(process.env['IPLINK_SEED'] ?? 20260711);
const OPERATIONS = 600;

test('after 600 random operations on all kinds, cache and fresh listing are equal', async (t) => {
  t.log(`seed ${SEED} (IPLINK_SEED tries another)`);
  const netns = ownNetns(t);
  const elsewhere = ownNetns(t);
  const host = await asyncHost(t, netns);
  const kernel = syncHost(t, netns);
  const random = new Random(SEED);
  const operator = new Operator(host, random, KINDS, { fd: elsewhere.fd });
  await operator.begin();
  await using cache = await host.watch();
  for (let step = 1; step <= OPERATIONS; step++) {
    await operator.step();
    if (step % 150 === 0) await settled(t, cache, kernel, `seed ${SEED}, after ${step} operations`);
  }
  t.log(`${operator.done} done, ${operator.refused} refused`);
  t.true(operator.done > OPERATIONS / 5);
});
