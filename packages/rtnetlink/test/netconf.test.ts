import test from 'ava';
import { type Netconf, type NetconfMessage, netconfMessage } from '../src/netconf.ts';
import { check, type Golden } from './golden.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<NetconfMessage>[] = [
  {
    command: 'ip -6 netconf show dev p0',
    bytes: `
      1c000000 5200 0500 00000000 00000000 # nlmsghdr: RTM_GETNETCONF
      0a000000                       # netconfmsg
      0800 0100 04000000             # NETCONFA_IFINDEX
    `,
    value: { family: 10, ifindex: 4 },
  },
  {
    command: 'ip -4 netconf show',
    bytes: `
      14000000 5200 0103 9c370a6b 00000000 # nlmsghdr: RTM_GETNETCONF
      02000000                       # netconfmsg
    `,
    value: { family: 2 },
  },
];

/** Messages of Linux 6.18. */
const reports: readonly Golden<Netconf>[] = [
  {
    command: 'ip -4 netconf show',
    bytes: `
      4c000000 5000 0200 01000000 d92c0000 # nlmsghdr: RTM_NEWNETCONF
      02000000                       # netconfmsg
      0800 0100 ffffffff             # NETCONFA_IFINDEX
      0800 0200 00000000             # NETCONFA_FORWARDING
      0800 0300 00000000             # NETCONFA_RP_FILTER
      0800 0400 00000000             # NETCONFA_MC_FORWARDING
      0800 0800 00000000             # NETCONFA_BC_FORWARDING
      0800 0500 00000000             # NETCONFA_PROXY_NEIGH
      0800 0600 00000000             # NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN
    `,
    value: {
      family: 2,
      ifindex: -1,
      forwarding: 0,
      rpFilter: 'off',
      mcForwarding: 0,
      bcForwarding: 0,
      proxyNeigh: 0,
      ignoreRoutesWithLinkdown: 0,
    },
  },
];

for (const [isRequest, goldens] of [
  [true, requests],
  [false, reports],
] as const)
  for (const golden of goldens)
    test(`${isRequest ? 'request' : 'answer'} of ${golden.command}`, (t) =>
      check<NetconfMessage>(t, { body: netconfMessage, headerLength: 4, isRequest }, golden));
