import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { u8, u32 } from '../../schema/scalar.ts';

/** `IFLA_TUN_*` (linux/if_link.h of later kernels; TUN devices are made by ioctl and only reported here). */
export const tun = attributes(() => ({
  owner: attr(1, u32, { reported: true }),
  group: attr(2, u32, { reported: true }),
  type: attr(
    3,
    enumeration(u8, () => ({ tun: 1, tap: 2 })),
    { reported: true },
  ),
  pi: attr(4, u8, { reported: true }),
  vnetHdr: attr(5, u8, { reported: true }),
  persist: attr(6, u8, { reported: true }),
  multiQueue: attr(7, u8, { reported: true }),
  numQueues: attr(8, u32, { reported: true }),
  numDisabledQueues: attr(9, u32, { reported: true }),
}));
