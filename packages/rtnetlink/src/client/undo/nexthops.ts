import type { Nexthop, NexthopMessage } from '../../nexthop.ts';
import { NetlinkError } from '../error.ts';
import { type NexthopObjectRequest, nexthops } from '../nexthops.ts';
import type { Operation } from '../request.ts';
import { allNexthops, restoreNexthops } from './nexthop.ts';
import type { Recorded } from './recording.ts';
import { affectedBy, capture, restore } from './state.ts';

const ENOENT = 2;

function* remove(id: number): Operation<void> {
  try {
    yield* nexthops.delete(id);
  } catch (error) {
    if (!(error instanceof NetlinkError && error.errno === ENOENT)) throw error;
  }
}

/** `add` and `replace`: what has a new id goes, what was replaced comes back. */
const create: Recorded<[NexthopObjectRequest], void> = function* (recording, perform, request) {
  const before = yield* allNexthops();
  const known = new Set(before.map(({ id }) => id));
  let after: readonly Nexthop[] | undefined;
  recording.push(function* () {
    const now = yield* allNexthops();
    // The kernel chooses an id where none is asked for.
    const isOurs = (id: number | undefined): boolean =>
      request.id === undefined ? after?.some((nexthop) => nexthop.id === id) === true : id === request.id;
    for (const { id } of now) if (id !== undefined && !known.has(id) && isOurs(id)) yield* remove(id);
    yield* restoreNexthops(
      before.filter(({ id }) => id === request.id),
      now,
    );
  });
  yield* perform(request);
  if (request.id === undefined) after = yield* allNexthops();
};

/** Takes along the groups of which it was the last member, and all routes through these. */
const removed: Recorded<[number | NexthopMessage], void> = function* (recording, perform, which) {
  const state = yield* capture();
  const id = typeof which === 'number' ? which : which.id;
  recording.push(() => restore(state, affectedBy(state, [], id === undefined ? [] : [id])));
  return yield* perform(which);
};

export const recordedNexthops = { add: create, replace: create, delete: removed };
