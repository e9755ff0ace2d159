import { attr, attributes } from '../../schema/attributes.ts';
import { flagset } from '../../schema/names.ts';
import { u16, u32 } from '../../schema/scalar.ts';
import { struct } from '../../schema/struct.ts';

/** `RMNET_FLAGS_*` (linux/if_link.h) */
export const RMNET_FLAGS = {
  ingressDeaggregation: 1 << 0,
  ingressMapCommands: 1 << 1,
  ingressMapCksumv4: 1 << 2,
  egressMapCksumv4: 1 << 3,
  ingressMapCksumv5: 1 << 4,
  egressMapCksumv5: 1 << 5,
} as const;

const flags = flagset(u32, () => RMNET_FLAGS);

/** `IFLA_RMNET_*` (linux/if_link.h): a multiplexed channel of the Qualcomm modem in `link`. */
export const rmnet = attributes(() => ({
  muxId: attr(1, u16),
  /** `struct ifla_rmnet_flags`: the flags in `mask` are given the values in `flags`. */
  flags: attr(
    2,
    struct(() => ({ flags, mask: flags })),
  ),
}));
