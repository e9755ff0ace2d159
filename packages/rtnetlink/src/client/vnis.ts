import { AF_BRIDGE } from '../link/link.ts';
import {
  RTM_DELTUNNEL,
  RTM_GETTUNNEL,
  RTM_NEWTUNNEL,
  type VniMessage,
  type VniReport,
  vniMessage,
} from '../vni.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { ask, type Operation } from './request.ts';

type Entry = NonNullable<VniReport['entry']>[number];

/** A VNI of the VXLAN device that has this index, or equal ones in a row. */
export type Vni = Entry & { readonly ifindex: number };

/** VNIs to add or delete: `{ start: 5, end: 9, group: '239.1.1.1' }`. A listed {@link Vni} is one too. */
export type VniRange = NonNullable<VniMessage['entry']>[number];

/** Which VNIs to list. The kernel does the filtering. */
export interface VniFilter {
  /** The VXLAN device. */
  readonly dev?: Device;
  /** With the counters of each VNI; there are no ranges then. */
  readonly stats?: boolean;
}

function* send(verb: string, type: number, dev: Device, entry: readonly VniRange[]): Operation<void> {
  const operation = `${verb} vnis of ${dev}`;
  yield* ask({
    operation,
    type,
    flags: 0,
    body: vniMessage,
    message: { family: AF_BRIDGE, ifindex: yield* indexOf(dev, operation), entry },
    answer: () => undefined,
  });
}

/**
 * VNIs of VXLAN devices that filter by them (`vnifilter` of kind vxlan; `RTM_*TUNNEL`, linux/if_link.h). All throw
 * NetlinkError when the kernel refuses.
 */
export const vnis = {
  /** Lists VNIs by device. @throws DumpInterruptedError */
  *list(filter: VniFilter = {}): Operation<Vni[]> {
    const operation = 'list vnis';
    const reports = yield* dump(
      dumpRequest<VniReport>({
        operation,
        type: RTM_GETTUNNEL,
        body: vniMessage,
        message: {
          family: AF_BRIDGE,
          flags: filter.stats === true ? ['stats'] : [],
          ifindex: yield* optionalIndexOf(filter.dev, operation),
        },
        answer: read(RTM_NEWTUNNEL, vniMessage),
      }),
    );
    return reports.flatMap(({ ifindex, entry = [] }) => entry.map((vni) => ({ ...vni, ifindex })));
  },

  /** Adds VNIs. Those that are there take the new group. @throws NetlinkError EOPNOTSUPP: no device that filters */
  *add(dev: Device, vni: readonly VniRange[]): Operation<void> {
    yield* send('add', RTM_NEWTUNNEL, dev, vni);
  },

  /** Deletes VNIs. @throws NetlinkError ENOENT */
  *delete(dev: Device, vni: readonly VniRange[]): Operation<void> {
    yield* send('delete', RTM_DELTUNNEL, dev, vni);
  },
};
