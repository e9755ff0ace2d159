import type { Nexthop } from '../../nexthop.ts';
import { nexthops } from '../nexthops.ts';
import type { Operation } from '../request.ts';
import { inAnyOrder, textOf } from './order.ts';
import { whereSupported } from './supported.ts';

/** Without what the kernel tells of the interface and of resilient groups. */
export function nexthopText({ flags, resGroup, scope: _scope, ...rest }: Nexthop): string {
  const { unbalancedTime: _time, ...group } = resGroup ?? {};
  return textOf([rest, group, flags.includes('onlink')]);
}

/** Nexthop objects; none on a kernel that has no such. */
export function* allNexthops(): Operation<Nexthop[]> {
  return yield* whereSupported(() => nexthops.list());
}

/** Brings back those of `before` that are missing or were changed. */
export function* restoreNexthops(before: readonly Nexthop[], now: readonly Nexthop[]): Operation<void> {
  const present = new Map(now.map((nexthop) => [nexthop.id, nexthopText(nexthop)]));
  yield* inAnyOrder(
    before.filter((nexthop) => present.get(nexthop.id) !== nexthopText(nexthop)),
    (nexthop) =>
      nexthops.replace({
        ...nexthop,
        scope: 0,
        opFlags: undefined,
        flags: nexthop.flags.filter((flag) => flag === 'onlink'),
      }),
  );
}
