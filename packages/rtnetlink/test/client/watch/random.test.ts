import test from 'ava';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';
import { Random } from '../../random.ts';
import { settled } from './compare.ts';
import { Operator } from './operate.ts';

/** The kinds that the kernels of the development machines have; random.vm.test.ts has the others. */
const KINDS = ['veth', 'bridge', 'macvlan', 'vxlan', 'ifb'];
const SEED = Number(process.env['IPLINK_SEED'] ?? 20260711);

for (const [title, operations, receiveBuffer] of [
  ['after 10,000 random operations, cache and fresh listing are equal', 10_000, undefined],
  ['also where events are lost again and again', 3_000, 4096],
] as const)
  test.serial(title, async (t) => {
    t.log(`seed ${SEED} (IPLINK_SEED tries another)`);
    const netns = ownNetns(t);
    const elsewhere = ownNetns(t);
    const host = await asyncHost(t, netns);
    const kernel = syncHost(t, netns);
    const random = new Random(SEED);
    const operator = new Operator(host, random, KINDS, { fd: elsewhere.fd });
    await operator.begin();
    await using cache = await host.watch({ receiveBuffer });
    for (let step = 1; step <= operations; step++) {
      // Some at once, so that events and listings cross.
      const together = Array.from({ length: random.below(4) }, () => operator.step());
      step += together.length;
      await Promise.all([operator.step(), ...together]);
      if (random.below(600) === 0) await settled(t, cache, kernel, `seed ${SEED}, after ${step} operations`);
    }
    await settled(t, cache, kernel, `seed ${SEED}, at the end`);
    t.log(`${operator.done} done, ${operator.refused} refused; events were lost ${cache.losses} times`);
    t.is(cache.losses > 0, receiveBuffer !== undefined);
    t.true(operator.done > operations / 4);
  });
