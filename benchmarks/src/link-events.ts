import { operations, RtnlSync } from '@iplink-ts/rtnetlink';
import { carryOut, PARENT } from './world.ts';

/**
 * Makes so many link events, each by a new alias, the last of which is `last`:
 *
 *     node link-events.js COUNT
 */
const count = Number(process.argv[2]);
using rtnl = RtnlSync.open();
const { index } = rtnl.links.get(PARENT);
const STRIDE = 10_000;
for (let from = 0; from < count; from += STRIDE) {
  carryOut(
    rtnl,
    Array.from({ length: Math.min(STRIDE, count - from) }, (_, at) =>
      operations.links.set(index, { ifalias: from + at === count - 1 ? 'last' : `alias ${from + at}` }),
    ),
  );
}
