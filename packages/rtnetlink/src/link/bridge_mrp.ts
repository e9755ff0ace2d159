import { attr, attributes, many } from '../schema/attributes.ts';
import { enumeration } from '../schema/names.ts';
import { u16, u32 } from '../schema/scalar.ts';

/** `BR_MRP_RING_STATE_*`, `BR_MRP_IN_STATE_*` (linux/mrp_bridge.h) */
const ringState = enumeration(u32, () => ({ open: 0, closed: 1 }));
/** `BR_MRP_RING_ROLE_*`: client, manager or automatic manager of the ring */
const ringRole = enumeration(u32, () => ({ disabled: 0, mrc: 1, mrm: 2, mra: 3 }));
/** `BR_MRP_IN_ROLE_*`: client or manager of the interconnection */
const inRole = enumeration(u32, () => ({ disabled: 0, mic: 1, mim: 2 }));

/**
 * `IFLA_BRIDGE_MRP_*` (linux/if_bridge.h): the Media Redundancy Protocol (IEC 62439-2). The bridge reports one `info`
 * for each ring; the others are commands to the bridge, `portState` and `portRole` to a port. Ports are interface
 * indexes; intervals and periods are in µs.
 */
export const bridgeMrp = attributes(() => ({
  instance: attr(
    1,
    attributes(() => ({
      ringId: attr(1, u32),
      pIfindex: attr(2, u32),
      sIfindex: attr(3, u32),
      prio: attr(4, u16),
    })),
    { nested: true },
  ),
  portState: attr(
    2,
    attributes(() => ({
      state: attr(
        1,
        enumeration(u32, () => ({ disabled: 0, blocked: 1, forwarding: 2, notConnected: 3 })),
      ),
    })),
    { nested: true },
  ),
  portRole: attr(
    3,
    attributes(() => ({
      role: attr(
        1,
        enumeration(u32, () => ({ primary: 0, secondary: 1, inter: 2 })),
      ),
    })),
    {
      nested: true,
    },
  ),
  ringState: attr(
    4,
    attributes(() => ({ ringId: attr(1, u32), state: attr(2, ringState) })),
    { nested: true },
  ),
  ringRole: attr(
    5,
    attributes(() => ({ ringId: attr(1, u32), role: attr(2, ringRole) })),
    { nested: true },
  ),
  startTest: attr(
    6,
    attributes(() => ({
      ringId: attr(1, u32),
      interval: attr(2, u32),
      maxMiss: attr(3, u32),
      period: attr(4, u32),
      monitor: attr(5, u32),
    })),
    { nested: true },
  ),
  info: many(
    7,
    attributes(() => ({
      ringId: attr(1, u32),
      pIfindex: attr(2, u32),
      sIfindex: attr(3, u32),
      prio: attr(4, u16),
      ringState: attr(5, ringState),
      ringRole: attr(6, ringRole),
      testInterval: attr(7, u32),
      testMaxMiss: attr(8, u32),
      testMonitor: attr(9, u32),
      iIfindex: attr(10, u32),
      inState: attr(11, ringState),
      inRole: attr(12, inRole),
      inTestInterval: attr(13, u32),
      inTestMaxMiss: attr(14, u32),
    })),
    { reported: true },
  ),
  inRole: attr(
    8,
    attributes(() => ({
      ringId: attr(1, u32),
      inId: attr(2, u16),
      role: attr(3, inRole),
      iIfindex: attr(4, u32),
    })),
    { nested: true },
  ),
  inState: attr(
    9,
    attributes(() => ({ inId: attr(1, u32), state: attr(2, ringState) })),
    { nested: true },
  ),
  startInTest: attr(
    10,
    attributes(() => ({
      inId: attr(1, u32),
      interval: attr(2, u32),
      maxMiss: attr(3, u32),
      period: attr(4, u32),
    })),
    { nested: true },
  ),
}));
