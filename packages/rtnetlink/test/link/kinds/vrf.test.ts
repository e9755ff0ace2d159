import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add vrf0 type vrf table 100',
    bytes: `
      44000000 1000 0506 603e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 7672663000 000000          # IFLA_IFNAME
      1800 1200                            # IFLA_LINKINFO
        0700 0100 767266 00                # IFLA_INFO_KIND
        0c00 0200                          # IFLA_INFO_DATA
          0800 0100 64000000               # IFLA_VRF_TABLE
    `,
    value: { ...blank, ifname: 'vrf0', kind: 'vrf', data: { table: 100 } },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h: what is reported of a port',
    bytes: `
      48000000 1000 0000 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0700 0300 703000 00                  # IFLA_IFNAME
      0800 0a00 07000000                   # IFLA_MASTER
      1800 1200                            # IFLA_LINKINFO
        0800 0400 76726600                 # IFLA_INFO_SLAVE_KIND
        0c00 0500                          # IFLA_INFO_SLAVE_DATA
          0800 0100 64000000               # IFLA_VRF_PORT_TABLE
    `,
    value: { ...blank, ifname: 'p0', master: 7, slaveKind: 'vrf', slaveData: { table: 100 } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
