import type { FixedCodec, ValueOf } from '../schema/codec.ts';
import { u32, u64 } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';

const counters = <T>(word: FixedCodec<T>) =>
  ({
    rxPackets: word,
    txPackets: word,
    rxBytes: word,
    txBytes: word,
    rxErrors: word,
    txErrors: word,
    rxDropped: word,
    txDropped: word,
    multicast: word,
    collisions: word,
    rxLengthErrors: word,
    rxOverErrors: word,
    rxCrcErrors: word,
    rxFrameErrors: word,
    rxFifoErrors: word,
    rxMissedErrors: word,
    txAbortedErrors: word,
    txCarrierErrors: word,
    txFifoErrors: word,
    txHeartbeatErrors: word,
    txWindowErrors: word,
    rxCompressed: word,
    txCompressed: word,
  }) as const;

/** `struct rtnl_link_stats` (linux/if_link.h): packets and bytes, modulo 2^32 */
export const linkStats = struct(
  () => counters(u32),
  () => ({ rxNohandler: u32 }),
);

/** `struct rtnl_link_stats64` (linux/if_link.h): packets and bytes */
export const linkStats64 = struct(
  () => counters(u64),
  () => ({ rxNohandler: u64, rxOtherhostDropped: u64 }),
);

/** `struct rtnl_link_stats` (linux/if_link.h): packets and bytes, modulo 2^32 */
export type LinkStats = ValueOf<typeof linkStats>;
/** `struct rtnl_link_stats64` (linux/if_link.h): packets and bytes */
export type LinkStats64 = ValueOf<typeof linkStats64>;
