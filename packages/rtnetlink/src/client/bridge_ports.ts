import { AF_BRIDGE, type LinkMessage, linkMessage, RTM_DELLINK, RTM_SETLINK } from '../link/link.ts';
import { type Device, indexOf } from './device.ts';
import { ask, type Operation } from './request.ts';

/** What to change of a port; of a bridge itself with the flag `self` in `bridgeAfSpec`. */
export type BridgePortRequest = Pick<LinkMessage, 'protinfo' | 'bridgeAfSpec'>;

function* send(verb: string, type: number, dev: Device, request: BridgePortRequest): Operation<void> {
  const operation = `${verb} bridge port ${dev}`;
  yield* ask({
    operation,
    type,
    flags: 0,
    body: linkMessage,
    message: { ...request, family: AF_BRIDGE, index: yield* indexOf(dev, operation) },
    answer: () => undefined,
  });
}

/**
 * Ports of bridges as their bridge sees them (`RTM_SETLINK` and `RTM_DELLINK` of family AF_BRIDGE, linux/if_bridge.h).
 * `links.list({ family: AF_BRIDGE })` lists them. All throw NetlinkError when the kernel refuses.
 */
export const bridgePorts = {
  /**
   * Changes a port: `{ protinfo: { cost: 5 } }`, or gives it what `bridgeAfSpec` holds: VLANs, tunnel keys, a mode.
   * @throws NetlinkError EOPNOTSUPP when `dev` is no port
   */
  *set(dev: Device, request: BridgePortRequest): Operation<void> {
    yield* send('set', RTM_SETLINK, dev, request);
  },

  /** Takes from a port the VLANs, or the tunnel keys of VLANs, that `bridgeAfSpec` holds. */
  *unset(dev: Device, request: Pick<BridgePortRequest, 'bridgeAfSpec'>): Operation<void> {
    yield* send('unset', RTM_DELLINK, dev, request);
  },
};
