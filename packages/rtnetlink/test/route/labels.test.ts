import { checkRequests, get, mpls } from './requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command: 'ip -f mpls route add 100 as 200/300 via inet 192.0.2.2 dev br0',
    bytes: `
      44000000 1800 0506 ae370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      1c140000fe03000100000000       # rtmsg
      0800 0100 00064100             # RTA_DST
      0c00 1300 000c80000012c100     # RTA_NEWDST
      0a00 1200 0200c0000202 0000    # RTA_VIA
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...mpls, dst: '100', newdst: [200, 300], via: { family: 2, address: '192.0.2.2' }, oif: 2 },
  },
  {
    command: 'ip -f mpls route add 101 via inet6 2001:db8::2 dev br0 ttl-propagate disabled',
    bytes: `
      4c000000 1800 0506 af370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      1c140000fe03000100000000       # rtmsg
      0800 0100 00065100             # RTA_DST
      1600 1200 0a0020010db8000000000000000000000002 0000 # RTA_VIA
      0500 1a00 00 000000            # RTA_TTL_PROPAGATE
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...mpls, dst: '101', via: { family: 10, address: '2001:db8::2' }, ttlPropagate: 0, oif: 2 },
  },
  {
    command: 'ip -f mpls route add 102 dev lo',
    bytes: `
      2c000000 1800 0506 af370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      1c140000fe03000100000000       # rtmsg
      0800 0100 00066100             # RTA_DST
      0800 0400 01000000             # RTA_OIF
    `,
    value: { ...mpls, dst: '102', oif: 1 },
  },
  {
    command:
      'ip -f mpls route add 103 nexthop as 200 via inet 192.0.2.2 dev br0 nexthop via inet 192.0.2.3 dev br0',
    bytes: `
      58000000 1800 0506 b0370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      1c140000fe03000100000000       # rtmsg
      0800 0100 00067100             # RTA_DST
      3400 0900 1c0000000200000008001300000c81000a0012000200c0000202000014000000020000000a0012000200c00002030000 # RTA_MULTIPATH
    `,
    value: {
      ...mpls,
      dst: '103',
      multipath: [
        { flags: [], weight: 1, oif: 2, newdst: [200], via: { family: 2, address: '192.0.2.2' } },
        { flags: [], weight: 1, oif: 2, via: { family: 2, address: '192.0.2.3' } },
      ],
    },
  },
  {
    command: 'ip -f mpls route add 104 as 300 via link 02:00:00:00:00:07 dev br0',
    bytes: `
      40000000 1800 0506 b0370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      1c140000fe03000100000000       # rtmsg
      0800 0100 00068100             # RTA_DST
      0800 1300 0012c100             # RTA_NEWDST
      0c00 1200 1100020000000007     # RTA_VIA
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...mpls, dst: '104', newdst: [300], via: { family: 17, address: '02:00:00:00:00:07' }, oif: 2 },
  },
  {
    command: 'ip -f mpls route del 102',
    bytes: `
      24000000 1900 0500 b1370a6b 00000000 # nlmsghdr: RTM_DELROUTE
      1c140000fe00000100000000       # rtmsg
      0800 0100 00066100             # RTA_DST
    `,
    value: { ...mpls, dst: '102', protocol: 0 },
  },
  {
    command: 'ip -f mpls route get 100',
    bytes: `
      24000000 1a00 0100 b2370a6b 00000000 # nlmsghdr: RTM_GETROUTE
      1c1400000000000000000000       # rtmsg
      0800 0100 00064100             # RTA_DST
    `,
    value: { ...get, family: 28, dst: '100' },
  },
  {
    command: 'ip -f mpls route get fibmatch 100',
    bytes: `
      24000000 1a00 0100 b3370a6b 00000000 # nlmsghdr: RTM_GETROUTE
      1c1400000000000000200000       # rtmsg
      0800 0100 00064100             # RTA_DST
    `,
    value: { ...get, family: 28, dst: '100', flags: ['fibMatch'] },
  },
]);
