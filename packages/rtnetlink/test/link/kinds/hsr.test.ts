import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add hsr0 type hsr slave1 v0 slave2 v1 supervision 45 version 1',
    bytes: `
      5c000000 1000 0506 5e3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 6873723000 000000          # IFLA_IFNAME
      3000 1200                            # IFLA_LINKINFO
        0700 0100 687372 00                # IFLA_INFO_KIND
        2400 0200                          # IFLA_INFO_DATA
          0800 0100 03000000               # IFLA_HSR_SLAVE1
          0800 0200 02000000               # IFLA_HSR_SLAVE2
          0500 0300 2d 000000              # IFLA_HSR_MULTICAST_SPEC
          0500 0600 01 000000              # IFLA_HSR_VERSION
    `,
    value: {
      ...blank,
      ifname: 'hsr0',
      kind: 'hsr',
      data: { slave1: 3, slave2: 2, multicastSpec: 45, version: 1 },
    },
  },
  {
    command: 'ip link add prp0 type hsr slave1 v0 slave2 v1 proto 1',
    bytes: `
      54000000 1000 0506 5e3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 7072703000 000000          # IFLA_IFNAME
      2800 1200                            # IFLA_LINKINFO
        0700 0100 687372 00                # IFLA_INFO_KIND
        1c00 0200                          # IFLA_INFO_DATA
          0800 0100 03000000               # IFLA_HSR_SLAVE1
          0800 0200 02000000               # IFLA_HSR_SLAVE2
          0500 0700 01 000000              # IFLA_HSR_PROTOCOL
    `,
    value: { ...blank, ifname: 'prp0', kind: 'hsr', data: { slave1: 3, slave2: 2, protocol: 'prp' } },
  },
  {
    command: 'composed by hand from linux/if_link.h of Linux 6.10: interlink',
    bytes: `
      54000000 1000 0506 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 6873723000 000000          # IFLA_IFNAME
      2800 1200                            # IFLA_LINKINFO
        0800 0100 68737200                 # IFLA_INFO_KIND
        1c00 0200                          # IFLA_INFO_DATA
          0800 0100 02000000               # IFLA_HSR_SLAVE1
          0800 0200 03000000               # IFLA_HSR_SLAVE2
          0800 0800 04000000               # IFLA_HSR_INTERLINK
    `,
    value: { ...blank, ifname: 'hsr0', kind: 'hsr', data: { slave1: 2, slave2: 3, interlink: 4 } },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h: what is reported of hsr',
    bytes: `
      68000000 1000 0000 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 6873723000 000000          # IFLA_IFNAME
      3c00 1200                            # IFLA_LINKINFO
        0800 0100 68737200                 # IFLA_INFO_KIND
        3000 0200                          # IFLA_INFO_DATA
          0800 0100 02000000               # IFLA_HSR_SLAVE1
          0800 0200 03000000               # IFLA_HSR_SLAVE2
          0a00 0400 01154e00012d 0000      # IFLA_HSR_SUPERVISION_ADDR
          0600 0500 0700 0000              # IFLA_HSR_SEQ_NR
          0500 0700 01 000000              # IFLA_HSR_PROTOCOL
    `,
    value: {
      ...blank,
      ifname: 'hsr0',
      kind: 'hsr',
      data: { slave1: 2, slave2: 3, supervisionAddr: '01:15:4e:00:01:2d', seqNr: 7, protocol: 'prp' },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
