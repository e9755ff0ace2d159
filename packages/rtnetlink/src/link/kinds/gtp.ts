import { altered } from '../../schema/altered.ts';
import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { ipv4, ipv6, u8, u32 } from '../../schema/scalar.ts';

/** `IFLA_GTP_*` (linux/if_link.h): GPRS tunnels; their contexts go through generic netlink. */
const set = attributes(() => ({
  /** File descriptor of a UDP socket for GTPv0. */
  fd0: attr(1, u32),
  /** File descriptor of a UDP socket for GTPv1. */
  fd1: attr(2, u32),
  pdpHashsize: attr(3, u32),
  role: attr(
    4,
    enumeration(u32, () => ({ ggsn: 0, sgsn: 1 })),
  ),
  /** 1: the kernel makes the sockets itself. */
  createSockets: attr(5, u8),
  restartCount: attr(6, u8),
  /** Address that the kernel's own sockets are bound to. */
  local: attr(7, ipv4),
  local6: attr(8, ipv6),
}));

export const gtp: typeof set = altered(set, {
  write(writer, value) {
    // The kernel makes none without sockets, and does not report whose they are.
    const { fd0, fd1, createSockets } = value;
    const isWithout = writer.isCreation && (fd0 ?? fd1 ?? createSockets) === undefined;
    set.write(writer, isWithout ? { ...value, createSockets: 1 } : value);
  },
});
