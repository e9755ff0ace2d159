import {
  AF_BRIDGE,
  type Link,
  type LinkMessage,
  linkMessage,
  RTM_GETLINK,
  RTM_NEWLINK,
  RTM_SETLINK,
} from '../link/link.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { ask, type Operation } from './request.ts';

/** A row of `IFLA_BRIDGE_MST`: a spanning tree and the state in it. */
export type MstEntry = NonNullable<
  NonNullable<NonNullable<LinkMessage['bridgeAfSpec']>['mst']>['entry']
>[number];

/** The state of a port in one spanning tree of IEEE 802.1s. VLANs are put into trees by their option `msti`. */
export type MstState = MstEntry & {
  /** Index of the port. */
  readonly index: number;
};

/** What to change: `{ dev: 'port0', msti: 5, state: 'forwarding' }`. A listed {@link MstState} is one too. */
export type MstStateRequest = MstEntry & {
  /** The port, in place of `index`. */
  readonly dev?: Device | undefined;
  readonly index?: number | undefined;
};

/** `RTEXT_FILTER_MST` (linux/rtnetlink.h) */
const RTEXT_FILTER_MST = 0x80;

/** States of ports in spanning trees (`IFLA_BRIDGE_MST`, linux/if_bridge.h), from Linux 5.18 on. */
export const vlanMst = {
  /**
   * Lists states of the ports of bridges that have trees (`mstEnable` in `multiBoolopt` of kind bridge).
   * @throws DumpInterruptedError
   */
  *listMstStates(filter: { readonly dev?: Device } = {}): Operation<MstState[]> {
    const operation = 'list mst states';
    const wanted = yield* optionalIndexOf(filter.dev, operation);
    const ports = yield* dump(
      dumpRequest<Link>({
        operation,
        type: RTM_GETLINK,
        body: linkMessage,
        message: { family: AF_BRIDGE, extMask: RTEXT_FILTER_MST },
        answer: read(RTM_NEWLINK, linkMessage),
      }),
    );
    return ports
      .filter(({ index }) => wanted === undefined || index === wanted)
      .flatMap(({ index, bridgeAfSpec }) =>
        (bridgeAfSpec?.mst?.entry ?? []).map((entry) => ({ ...entry, index })),
      );
  },

  /**
   * Sets the state of a port in a tree from 1 to 4095; tree 0 is the port's own `state` in `slaveData`.
   * @throws NetlinkError ERANGE for tree 0, EINVAL when the bridge has no trees
   */
  *setMstState({ dev, index = 0, ...entry }: MstStateRequest): Operation<void> {
    const operation = `set mst state of ${dev ?? index}`;
    yield* ask({
      operation,
      type: RTM_SETLINK,
      flags: 0,
      body: linkMessage,
      message: {
        family: AF_BRIDGE,
        index: dev === undefined ? index : yield* indexOf(dev, operation),
        bridgeAfSpec: { mst: { entry: [entry] } },
      },
      answer: () => undefined,
    });
  },
};
