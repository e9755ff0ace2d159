import {
  type NeighbourTable,
  type NeighbourTableMessage,
  neighbourTableMessage,
  RTM_GETNEIGHTBL,
  RTM_NEWNEIGHTBL,
  RTM_SETNEIGHTBL,
} from '../neighbour_table.ts';
import { type Device, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { ask, type Operation } from './request.ts';

/** Which tables, or parts of them, to list. */
export interface NeighbourTableFilter {
  /** `AF_INET` (2): `arp_cache`, or `AF_INET6` (10): `ndisc_cache`; default both */
  readonly family?: number;
  readonly name?: string;
  /** The parameters of this interface alone. */
  readonly dev?: Device;
}

/** What to change: thresholds and `gcInterval` of the table, `parms` of the defaults or of an interface. */
export type NeighbourTableRequest = Omit<NeighbourTableMessage, 'name'> & {
  /** The interface whose `parms` are meant, in place of `parms.ifindex`; without one, the defaults. */
  readonly dev?: Device | undefined;
};

/** Tables of neighbours (`RTM_*NEIGHTBL`, linux/neighbour.h). All throw NetlinkError when the kernel refuses. */
export const neighbourTables = {
  /**
   * Lists tables: of each, one object with thresholds and defaults, then one for each interface.
   * @throws DumpInterruptedError
   */
  *list(filter: NeighbourTableFilter = {}): Operation<NeighbourTable[]> {
    const operation = 'list neighbour tables';
    const ifindex = yield* optionalIndexOf(filter.dev, operation);
    const tables = yield* dump(
      dumpRequest<NeighbourTable>({
        operation,
        type: RTM_GETNEIGHTBL,
        body: neighbourTableMessage,
        message: { family: filter.family },
        answer: read(RTM_NEWNEIGHTBL, neighbourTableMessage),
      }),
    );
    return tables.filter(
      ({ name, parms }) =>
        (filter.name === undefined || name === filter.name) &&
        (ifindex === undefined || parms?.ifindex === ifindex),
    );
  },

  /**
   * Changes a table by name, `arp_cache` or `ndisc_cache`. A listed {@link NeighbourTable} sets it back.
   *
   * @throws NetlinkError ENOENT when no table has the name, the interface has no parameters in it, or thresholds are
   * changed in another namespace than the first, to which they belong
   */
  *set(name: string, request: NeighbourTableRequest): Operation<void> {
    const operation = `set neighbour table ${name}`;
    const { dev, ...message } = request;
    const ifindex = yield* optionalIndexOf(dev, operation);
    yield* ask({
      operation,
      type: RTM_SETNEIGHTBL,
      flags: 0,
      body: neighbourTableMessage,
      message: {
        ...message,
        name,
        ...(ifindex !== undefined && { parms: { ...message.parms, ifindex } }),
      },
      answer: () => undefined,
    });
  },
};
