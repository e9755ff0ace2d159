import test from 'ava';
import { type Link, linkMessage } from '../../src/link/link.ts';
import { check, type Golden } from '../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link set v0 xdp off',
    bytes: `
      34000000 1000 0500 f43e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      1400 2b00                            # IFLA_XDP
        0800 0100 ffffffff                 # IFLA_XDP_FD
        0800 0300 01000000                 # IFLA_XDP_FLAGS
    `,
    value: { ...blank, index: 3, xdp: { fd: -1, flags: ['updateIfNoexist'] } },
  },
  {
    command: 'ip link set v0 protodown on protodown_reason 3 on',
    bytes: `
      3c000000 1000 0500 f43e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      0500 2700 01 000000                  # IFLA_PROTO_DOWN
      1400 3780                            # IFLA_PROTO_DOWN_REASON
        0800 0100 08000000                 # IFLA_PROTO_DOWN_REASON_MASK
        0800 0200 08000000                 # IFLA_PROTO_DOWN_REASON_VALUE
    `,
    value: { ...blank, index: 3, protoDown: 1, protoDownReason: { mask: 8, value: 8 } },
  },
  {
    command: 'ip link property add dev v0 altname other altname another',
    bytes: `
      3c000000 6c00 050e f53e0a6b 00000000 # nlmsghdr: RTM_NEWLINKPROP
      00000000030000000000000000000000     # ifinfomsg
      1c00 3480                            # IFLA_PROP_LIST
        0a00 3500 6f7468657200 0000        # IFLA_ALT_IFNAME
        0c00 3500 616e6f7468657200         # IFLA_ALT_IFNAME
    `,
    value: { ...blank, index: 3, propList: { altIfname: ['other', 'another'] } },
  },
  {
    command: 'composed by hand from linux/if_link.h: an XDP program, in place of another',
    bytes: `
      3c000000 1300 0500 01000000 00000000 # nlmsghdr: RTM_SETLINK
      00000000030000000000000000000000     # ifinfomsg
      1c00 2b00                            # IFLA_XDP
        0800 0100 05000000                 # IFLA_XDP_FD
        0800 0300 12000000                 # IFLA_XDP_FLAGS
        0800 0800 06000000                 # IFLA_XDP_EXPECTED_FD
    `,
    value: { ...blank, index: 3, xdp: { fd: 5, flags: ['skbMode', 'replace'], expectedFd: 6 } },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command:
      'composed by hand from linux/if_link.h: what is reported of XDP programs, a port of a switch, and a clock',
    bytes: `
      9c000000 1000 0000 01000000 00000000         # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000             # ifinfomsg
      2400 2b00                                    # IFLA_XDP
        0500 0200 04 000000                        # IFLA_XDP_ATTACHED
        0800 0500 07000000                         # IFLA_XDP_DRV_PROG_ID
        0800 0600 08000000                         # IFLA_XDP_SKB_PROG_ID
        0800 0700 09000000                         # IFLA_XDP_HW_PROG_ID
      2800 3e80                                    # IFLA_DEVLINK_PORT
        0800 0100 70636900                         # DEVLINK_ATTR_BUS_NAME
        1100 0200 303030303a30313a30302e3000 000000 # DEVLINK_ATTR_DEV_NAME
        0800 0300 01000000                         # DEVLINK_ATTR_PORT_INDEX
      0c00 4180                                    # IFLA_DPLL_PIN
        0800 0100 0d000000                         # DPLL_A_PIN_ID
      0c00 4200 0000000002000000                   # IFLA_MAX_PACING_OFFLOAD_HORIZON
      0500 4300 01 000000                          # IFLA_NETNS_IMMUTABLE
      0600 4400 1000 0000                          # IFLA_HEADROOM
      0600 4500 0400 0000                          # IFLA_TAILROOM
    `,
    value: {
      ...blank,
      index: 3,
      xdp: { attached: 'multi', drvProgId: 7, skbProgId: 8, hwProgId: 9 },
      devlinkPort: { busName: 'pci', devName: '0000:01:00.0', portIndex: 1 },
      dpllPin: { id: 13 },
      maxPacingOffloadHorizon: 0x200000000n,
      netnsImmutable: 1,
      headroom: 16,
      tailroom: 4,
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
