import type { BridgeVlanFlags, BridgeVlanInfo } from '../link/bridge_vlan.ts';
import {
  AF_BRIDGE,
  type Link,
  type LinkMessage,
  linkMessage,
  RTM_DELLINK,
  RTM_GETLINK,
  RTM_NEWLINK,
  RTM_SETLINK,
} from '../link/link.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { ask, type Operation } from './request.ts';
import { vlanMst } from './vlan_mst.ts';
import { vlanOptions } from './vlan_options.ts';

/** A VLAN of a bridge or of a port of it, or a range of equal ones. */
export interface Vlan {
  /** Index of the port, or of the bridge. */
  readonly index: number;
  readonly vid: number;
  /** The last VLAN of a range that begins with `vid`; absent for a single one. */
  readonly vidEnd?: number | undefined;
  /** `pvid`, `untagged` */
  readonly flags: BridgeVlanFlags;
  /** The tunnel key, such as a VNI, that `vid` is mapped to; that of each further VLAN of a range is one more. */
  readonly tunnelId?: number | undefined;
  /** The VLAN is of the device itself: of the bridge, not of a port. */
  readonly self?: boolean | undefined;
}

/** What is asked for a VLAN: `{ dev: 'port0', vid: 5, flags: ['pvid', 'untagged'] }`. A listed {@link Vlan} is one too. */
export type VlanRequest = Pick<Vlan, 'vid' | 'vidEnd' | 'tunnelId' | 'self'> & {
  /** The port or bridge, in place of `index`. */
  readonly dev?: Device | undefined;
  readonly index?: number | undefined;
  readonly flags?: BridgeVlanFlags | undefined;
};

/** Which VLANs to list. */
export interface VlanFilter {
  /** The port or bridge. */
  readonly dev?: Device;
  /** Ranges of equal VLANs as one object with `vidEnd`, in place of one object for each VLAN. */
  readonly ranges?: boolean;
}

/** `RTEXT_FILTER_BRVLAN_COMPRESSED` (linux/rtnetlink.h) */
const BRVLAN_COMPRESSED = 4;

const MARKS: readonly unknown[] = ['rangeBegin', 'rangeEnd'];

/** The members of a list as ranges: the flags mark the first and the last of each. */
function ranges<
  T extends { readonly vid?: number | undefined; readonly flags?: BridgeVlanFlags | undefined },
>(list: readonly T[]): (readonly [T, T])[] {
  const found: [T, T][] = [];
  for (const item of list) {
    const last = found.at(-1);
    if (item.flags?.includes('rangeEnd') === true && last !== undefined) last[1] = item;
    else found.push([item, item]);
  }
  return found;
}

/** The tunnel keys of a port by VLAN. */
function tunnels(list: NonNullable<LinkMessage['bridgeAfSpec']>['vlanTunnelInfo']): Map<number, number> {
  const ids = new Map<number, number>();
  for (const [first, last] of ranges(list ?? [])) {
    const { vid: begin = 0, id = 0 } = first;
    for (let vid = begin; vid <= Math.min(last.vid ?? begin, 4095); vid++) ids.set(vid, id + vid - begin);
  }
  return ids;
}

/** The VLANs of one message. Ranges are split where their tunnel keys are not in a row. */
function vlansOf({ index, master, bridgeAfSpec }: Link, whole: boolean): Vlan[] {
  const ids = tunnels(bridgeAfSpec?.vlanTunnelInfo);
  // A bridge is its own master in there.
  const isBridge = master === undefined || master === index;
  const found: Vlan[] = [];
  for (const [first, last] of ranges(bridgeAfSpec?.vlanInfo ?? [])) {
    const flags = first.flags.filter((flag) => !MARKS.includes(flag));
    let begin = first.vid;
    for (let vid = begin; vid <= Math.min(last.vid, 4095); vid++) {
      const id = ids.get(vid);
      const next = ids.get(vid + 1);
      const goesOn = id === undefined ? next === undefined : next === id + 1;
      if (whole && vid < last.vid && goesOn) continue;
      const tunnelId = ids.get(begin);
      found.push({
        index,
        vid: begin,
        ...(vid > begin && { vidEnd: vid }),
        flags,
        ...(tunnelId !== undefined && { tunnelId }),
        ...(isBridge && { self: true }),
      });
      begin = vid + 1;
    }
  }
  return found;
}

function vlanInfo({ vid, vidEnd, flags = [] }: VlanRequest): BridgeVlanInfo[] {
  if (vidEnd === undefined || vidEnd === vid) return [{ flags, vid }];
  return [
    { flags: [...flags, 'rangeBegin'], vid },
    { flags: [...flags, 'rangeEnd'], vid: vidEnd },
  ];
}

function vlanTunnelInfo({ vid, vidEnd, tunnelId }: VlanRequest) {
  if (tunnelId === undefined) return undefined;
  if (vidEnd === undefined || vidEnd === vid) return [{ id: tunnelId, vid, flags: [] }];
  return [
    { id: tunnelId, vid, flags: ['rangeBegin'] as const },
    { id: tunnelId + vidEnd - vid, vid: vidEnd, flags: ['rangeEnd'] as const },
  ];
}

function* send(verb: string, type: number, request: VlanRequest): Operation<void> {
  const { dev, index = 0, vid, vidEnd, self } = request;
  const operation = `${verb} vlan ${vidEnd === undefined ? vid : `${vid}-${vidEnd}`} of ${dev ?? index}`;
  yield* ask({
    operation,
    type,
    flags: 0,
    body: linkMessage,
    message: {
      family: AF_BRIDGE,
      index: dev === undefined ? index : yield* indexOf(dev, operation),
      bridgeAfSpec: {
        ...(self === true && { flags: ['self'] as const }),
        vlanInfo: vlanInfo(request),
        vlanTunnelInfo: vlanTunnelInfo(request),
      },
    },
    answer: () => undefined,
  });
}

/**
 * VLANs of bridges that filter (`vlanFiltering` of kind bridge) and of their ports (`RTM_*LINK` of family AF_BRIDGE
 * and `RTM_*VLAN`, linux/if_bridge.h). All throw NetlinkError when the kernel refuses.
 */
export const vlans = {
  /** Lists VLANs by device and id. @throws DumpInterruptedError */
  *list(filter: VlanFilter = {}): Operation<Vlan[]> {
    const operation = 'list vlans';
    const index = yield* optionalIndexOf(filter.dev, operation);
    const links = yield* dump(
      dumpRequest<Link>({
        operation,
        type: RTM_GETLINK,
        body: linkMessage,
        message: { family: AF_BRIDGE, extMask: BRVLAN_COMPRESSED },
        answer: read(RTM_NEWLINK, linkMessage),
      }),
    );
    return links
      .filter((link) => index === undefined || link.index === index)
      .flatMap((link) => vlansOf(link, filter.ranges === true));
  },

  /**
   * Adds a VLAN, or a range, to a port; with `self` to the bridge. One that is there takes the new flags.
   * @throws NetlinkError EOPNOTSUPP when `dev` is no port, or a bridge without `self`
   */
  *add(request: VlanRequest): Operation<void> {
    yield* send('add', RTM_SETLINK, request);
  },

  /** Deletes a VLAN or a range. The kernel refuses none that is not there. With `tunnelId`, the mapping goes too. */
  *delete(request: VlanRequest): Operation<void> {
    yield* send('delete', RTM_DELLINK, request);
  },

  ...vlanOptions,
  ...vlanMst,
};
