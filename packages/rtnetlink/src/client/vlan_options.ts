import type { BridgeVlanFlags } from '../link/bridge_vlan.ts';
import { AF_BRIDGE } from '../link/link.ts';
import {
  RTM_GETVLAN,
  RTM_NEWVLAN,
  type VlanDumpMessage,
  type VlanMessage,
  type VlanReport,
  vlanDumpMessage,
  vlanMessage,
} from '../vlan/vlan.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { ask, type Operation } from './request.ts';

type Entry = NonNullable<VlanReport['entry']>[number];
type Global = NonNullable<VlanReport['globalOptions']>[number];

/** The options of a VLAN of a port, or of the bridge as a port of itself; or of equal VLANs in a row. */
export type VlanOptions = Omit<Entry, 'info' | 'range'> & {
  /** Index of the port or bridge. */
  readonly index: number;
  readonly vid: number;
  /** The last VLAN of a range that begins with `vid`; absent for a single one. */
  readonly vidEnd?: number | undefined;
  readonly flags: BridgeVlanFlags;
};

/** The options of a VLAN in all of a bridge, or of equal VLANs in a row. */
export type VlanGlobalOptions = Omit<Global, 'id' | 'range'> & {
  /** Index of the bridge. */
  readonly index: number;
  readonly vid: number;
  readonly vidEnd?: number | undefined;
};

/** Of which VLANs to list options. */
export interface VlanOptionsFilter {
  /** The port or bridge. */
  readonly dev?: Device;
  /** With the counters of each VLAN; there are no ranges then. */
  readonly stats?: boolean;
}

/** The VLAN, or range, that options are for. */
interface Target {
  /** The port or bridge, in place of `index`. */
  readonly dev?: Device | undefined;
  readonly index?: number | undefined;
  readonly vid: number;
  readonly vidEnd?: number | undefined;
}

/** What to change: `{ dev: 'port0', vid: 5, state: 'blocking' }`. Listed {@link VlanOptions} are such a change too. */
export type VlanOptionsRequest = Target & Omit<Entry, 'info' | 'range'>;

/** What to change: `{ dev: 'br0', vid: 5, mcastSnooping: 1 }`. Listed {@link VlanGlobalOptions} are such a change too. */
export type VlanGlobalOptionsRequest = Target & Omit<Global, 'id' | 'range'>;

const nameOf = ({ dev, index, vid, vidEnd }: Target): string =>
  `${vidEnd === undefined ? vid : `${vid}-${vidEnd}`} of ${dev ?? index ?? 0}`;

function* reports(
  operation: string,
  dev: Device | undefined,
  flags: VlanDumpMessage['flags'],
): Operation<VlanReport[]> {
  return yield* dump(
    dumpRequest<VlanReport>({
      operation,
      type: RTM_GETVLAN,
      body: vlanDumpMessage,
      message: { family: AF_BRIDGE, ifindex: yield* optionalIndexOf(dev, operation), flags },
      answer: read(RTM_NEWVLAN, vlanMessage),
    }),
  );
}

function* set(operation: string, { dev, index }: Target, message: VlanMessage): Operation<void> {
  yield* ask({
    operation,
    type: RTM_NEWVLAN,
    flags: 0,
    body: vlanMessage,
    message: {
      family: AF_BRIDGE,
      ifindex: dev === undefined ? index : yield* indexOf(dev, operation),
      ...message,
    },
    answer: () => undefined,
  });
}

/** Options of the VLANs of bridges and their ports (`RTM_*VLAN`, linux/if_bridge.h). */
export const vlanOptions = {
  /** Lists the options of VLANs of ports and bridges. @throws DumpInterruptedError */
  *listOptions(filter: VlanOptionsFilter = {}): Operation<VlanOptions[]> {
    const flags = filter.stats === true ? (['stats'] as const) : undefined;
    const found = yield* reports('list vlan options', filter.dev, flags);
    return found.flatMap(({ ifindex: index, entry = [] }) =>
      entry.map(({ info, range, ...options }) => ({
        ...options,
        index,
        vid: info?.vid ?? 0,
        ...(range !== undefined && { vidEnd: range }),
        flags: info?.flags ?? [],
      })),
    );
  },

  /**
   * Changes the options of a VLAN, or of a range, that a port has. `tunnelInfo` has to say in `cmd` what is to be done:
   * 19 (`RTM_SETLINK`) gives the VLAN a tunnel key, 17 (`RTM_DELLINK`) takes it away; each must change something.
   * @throws NetlinkError ENOENT when the port has no such VLAN
   */
  *setOptions(request: VlanOptionsRequest): Operation<void> {
    const { dev: _dev, index: _index, vid, vidEnd: range, tunnelInfo, ...options } = request;
    yield* set(`set options of vlan ${nameOf(request)}`, request, {
      entry: [
        {
          ...options,
          info: { flags: ['onlyOpts'], vid },
          range,
          // The kernel reports it without `cmd`, and refuses to give a VLAN the key that it has.
          tunnelInfo: tunnelInfo?.cmd === undefined ? undefined : tunnelInfo,
        },
      ],
    });
  },

  /** Lists the options of VLANs of bridges. @throws DumpInterruptedError */
  *listGlobalOptions(filter: Pick<VlanOptionsFilter, 'dev'> = {}): Operation<VlanGlobalOptions[]> {
    const found = yield* reports('list global vlan options', filter.dev, ['global']);
    return found.flatMap(({ ifindex: index, globalOptions = [] }) =>
      globalOptions.map(({ id, range, ...options }) => ({
        ...options,
        index,
        vid: id ?? 0,
        ...(range !== undefined && { vidEnd: range }),
      })),
    );
  },

  /** Changes the options of a VLAN, or of a range, that a bridge has. @throws NetlinkError ENOENT: it has not */
  *setGlobalOptions(request: VlanGlobalOptionsRequest): Operation<void> {
    const { dev: _dev, index: _index, vid: id, vidEnd: range, ...options } = request;
    yield* set(`set global options of vlan ${nameOf(request)}`, request, {
      globalOptions: [{ ...options, id, range }],
    });
  },
};
