import type { NeighbourTable } from '../../neighbour_table.ts';
import { optionalIndexOf } from '../device.ts';
import { type NeighbourTableRequest, neighbourTables } from '../neighbour_tables.ts';
import type { Operation } from '../request.ts';
import { textOf } from './order.ts';
import type { Recorded } from './recording.ts';

type Parms = NonNullable<NeighbourTable['parms']>;

/** The fields of `from` that `request` has. */
function sameFields<T extends object>(request: object, from: T): Partial<T> {
  // A part of the same record.
  return Object.fromEntries(
    Object.entries(from).filter(([name]) => Reflect.get(request, name) !== undefined),
  ) as Partial<T>;
}

/** Packets are what the kernel works out of bytes, and rounds. */
const parmsBefore = (request: Parms, { queueLenbytes, ...before }: Parms): Parms => ({
  ...sameFields(request, { ...before, queueLen: undefined }),
  ...((request.queueLen ?? request.queueLenbytes) !== undefined && { queueLenbytes }),
});

/** Looks at the values that are to be changed, before and when it is undone. */
const set: Recorded<[string, NeighbourTableRequest], void> = function* (recording, perform, name, request) {
  const operation = `record neighbour table ${name}`;
  const ifindex = (yield* optionalIndexOf(request.dev, operation)) ?? request.parms?.ifindex;
  function* look(): Operation<NeighbourTableRequest> {
    const parts = yield* neighbourTables.list({ name });
    // The first part of a table has the thresholds and the defaults, each other one the values of an interface.
    const { thresh1, thresh2, thresh3, gcInterval } = parts.find(({ config }) => config !== undefined) ?? {};
    const parms = parts.find((part) => part.parms?.ifindex === ifindex)?.parms;
    return {
      ...sameFields(request, { thresh1, thresh2, thresh3, gcInterval }),
      ...(request.parms !== undefined &&
        parms !== undefined && { parms: { ...parmsBefore(request.parms, parms), ifindex } }),
    };
  }
  const before = yield* look();
  recording.push(function* () {
    if (textOf(yield* look()) !== textOf(before)) yield* neighbourTables.set(name, before);
  });
  return yield* perform(name, request);
};

export const recordedNeighbourTables = { set };
