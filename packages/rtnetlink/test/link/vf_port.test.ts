import test from 'ava';
import { type Link, linkMessage } from '../../src/link/link.ts';
import { check, type Golden } from '../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests that iproute2 6.1.0 cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h: a port of a virtual function',
    bytes: `
      78000000 1300 0500 01000000 00000000         # nlmsghdr: RTM_SETLINK
      00000000000000000000000000000000             # ifinfomsg
      5800 1800                                    # IFLA_VF_PORTS
        5400 0100                                  # IFLA_VF_PORT
          0800 0100 01000000                       # IFLA_PORT_VF
          0900 0200 676f6c6400 000000              # IFLA_PORT_PROFILE
          0c00 0300 0100000203000000               # IFLA_PORT_VSI_TYPE
          1400 0400 000102030405060708090a0b0c0d0e0f # IFLA_PORT_INSTANCE_UUID
          1400 0500 101112131415161718191a1b1c1d1e1f # IFLA_PORT_HOST_UUID
          0500 0600 02 000000                      # IFLA_PORT_REQUEST
    `,
    value: {
      ...blank,
      vfPorts: {
        port: [
          {
            vf: 1,
            profile: 'gold',
            vsiType: {
              vsiMgrId: 1,
              vsiTypeId: Uint8Array.from([0, 0, 2]),
              vsiTypeVersion: 3,
              pad: Uint8Array.from([0, 0, 0]),
            },
            instanceUuid: Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]),
            hostUuid: Uint8Array.from([16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]),
            request: 'associate',
          },
        ],
      },
    },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h: what is reported of the port of a VF',
    bytes: `
      8c000000 1000 0000 01000000 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      5800 1800                                    # IFLA_VF_PORTS
        5400 0100                                  # IFLA_VF_PORT
          0800 0100 01000000                       # IFLA_PORT_VF
          0900 0200 676f6c6400 000000              # IFLA_PORT_PROFILE
          0c00 0300 0100000203000000               # IFLA_PORT_VSI_TYPE
          1400 0400 000102030405060708090a0b0c0d0e0f # IFLA_PORT_INSTANCE_UUID
          1400 0500 101112131415161718191a1b1c1d1e1f # IFLA_PORT_HOST_UUID
          0600 0700 0101 0000                      # IFLA_PORT_RESPONSE
      1400 1900                                    # IFLA_PORT_SELF
        0800 0100 ffffffff                         # IFLA_PORT_VF
        0600 0700 0000 0000                        # IFLA_PORT_RESPONSE
    `,
    value: {
      ...blank,
      vfPorts: {
        port: [
          {
            vf: 1,
            profile: 'gold',
            vsiType: {
              vsiMgrId: 1,
              vsiTypeId: Uint8Array.from([0, 0, 2]),
              vsiTypeVersion: 3,
              pad: Uint8Array.from([0, 0, 0]),
            },
            instanceUuid: Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]),
            hostUuid: Uint8Array.from([16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]),
            response: 'profileResponseInprogress',
          },
        ],
      },
      portSelf: { vf: 4294967295, response: 'vdpResponseSuccess' },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
