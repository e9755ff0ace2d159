import {
  RTM_GETSTATS,
  RTM_NEWSTATS,
  RTM_SETSTATS,
  type Stats,
  type StatsRequestMessage,
  statsMessage,
  statsRequestMessage,
} from '../stats/stats.ts';
import { type Device, indexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation } from './request.ts';

/** Which statistics are wanted. */
export interface StatsFilter {
  /** The groups of statistics; default `link64`. */
  readonly filterMask?: StatsRequestMessage['filterMask'];
  /** Of `linkOffloadXstats`, the groups in there: `{ linkOffloadXstats: ['l3Stats'] }`. Default all. */
  readonly getFilters?: StatsRequestMessage['getFilters'];
}

/** What to change of the statistics of a link. */
export interface StatsRequest {
  /** Whether a device that forwards by itself counts what it routes for the link. */
  readonly l3Stats: boolean;
}

const ENODATA = 61;

const wanted = ({ filterMask = ['link64'], getFilters }: StatsFilter): StatsRequestMessage => ({
  filterMask,
  getFilters,
});

/** Statistics of links (`RTM_*STATS`, linux/if_link.h). All throw NetlinkError when the kernel refuses. */
export const stats = {
  /** Lists statistics of all links. @throws DumpInterruptedError */
  *list(filter: StatsFilter = {}): Operation<Stats[]> {
    return yield* dump(
      dumpRequest<Stats>({
        operation: 'list stats',
        type: RTM_GETSTATS,
        body: statsRequestMessage,
        message: wanted(filter),
        answer: read(RTM_NEWSTATS, statsMessage),
      }),
    );
  },

  /** Statistics of one link. @throws NetlinkError ENODEV */
  *get(dev: Device, filter: StatsFilter = {}): Operation<Stats> {
    const operation = `get stats of ${dev}`;
    const { messages } = yield* ask({
      operation,
      type: RTM_GETSTATS,
      flags: 0,
      body: statsRequestMessage,
      message: { ...wanted(filter), ifindex: yield* indexOf(dev, operation) },
      answer: read(RTM_NEWSTATS, statsMessage),
    });
    const [found] = messages;
    if (found === undefined) throw new NetlinkError({ operation, errno: ENODATA });
    return found;
  },

  /** Turns statistics of a link on or off. `hwSInfo` tells whether a device counts. @throws NetlinkError ENODEV */
  *set(dev: Device, request: StatsRequest): Operation<void> {
    const operation = `set stats of ${dev}`;
    yield* ask({
      operation,
      type: RTM_SETSTATS,
      flags: 0,
      body: statsRequestMessage,
      message: {
        ifindex: yield* indexOf(dev, operation),
        setOffloadXstatsL3Stats: request.l3Stats ? 1 : 0,
      },
      answer: () => undefined,
    });
  },
};
