import { attr, attributes } from '../schema/attributes.ts';
import { enumeration, flagset } from '../schema/names.ts';
import { s32, u8, u32 } from '../schema/scalar.ts';

/** `XDP_FLAGS_*` (linux/if_link.h) */
export const XDP_FLAGS = {
  /** Refuse when a program is there. */
  updateIfNoexist: 1 << 0,
  /** Run it in the generic path, in the driver, or in the hardware. */
  skbMode: 1 << 1,
  drvMode: 1 << 2,
  hwMode: 1 << 3,
  /** Refuse when the program that is there is not that of `expectedFd`. */
  replace: 1 << 4,
} as const;

/** `IFLA_XDP_*` (linux/if_link.h): an XDP program. Requests have `fd`, -1 to remove it; reports have the ids. */
export const xdp = attributes(() => ({
  /** File descriptor of the program. */
  fd: attr(1, s32),
  attached: attr(
    2,
    enumeration(u8, () => ({ none: 0, drv: 1, skb: 2, hw: 3, multi: 4 })),
    { reported: true },
  ),
  flags: attr(
    3,
    flagset(u32, () => XDP_FLAGS),
  ),
  progId: attr(4, u32, { reported: true }),
  drvProgId: attr(5, u32, { reported: true }),
  skbProgId: attr(6, u32, { reported: true }),
  hwProgId: attr(7, u32, { reported: true }),
  expectedFd: attr(8, s32),
}));
