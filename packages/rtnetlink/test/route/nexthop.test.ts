import { checkRequests, unicast, unicast6 } from './requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command:
      'ip route add 10.12.0.0/16 nexthop via inet6 2001:db8::2 dev br0 weight 256 nexthop via 192.0.2.3 dev br0 realms 4',
    bytes: `
      60000000 1800 0506 8c370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000100000000       # rtmsg
      0800 0100 0a0c0000             # RTA_DST
      3c00 0900 200000ff02000000160012000a0020010db80000000000000000000000020000180000000200000008000500c000020308000b0004000000 # RTA_MULTIPATH
    `,
    value: {
      ...unicast,
      dst: '10.12.0.0/16',
      multipath: [
        { flags: [], weight: 256, oif: 2, via: { family: 10, address: '2001:db8::2' } },
        { flags: [], weight: 1, oif: 2, gateway: '192.0.2.3', flow: 4 },
      ],
    },
  },
  {
    command:
      'ip route add 10.13.0.0/16 nexthop encap mpls 100 via 192.0.2.2 dev br0 nexthop encap ip id 5 dst 192.0.2.9 dev br0 onlink',
    bytes: `
      74000000 1800 0506 8c370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000100000000       # rtmsg
      0800 0100 0a0d0000             # RTA_DST
      5000 0900 24000000020000000c0016800800010000064100060015000100000008000500c00002022800040002000000180016800c000100000000000000000508000200c00002090600150002000000 # RTA_MULTIPATH
    `,
    value: {
      ...unicast,
      dst: '10.13.0.0/16',
      multipath: [
        { flags: [], weight: 1, oif: 2, gateway: '192.0.2.2', encap: { type: 'mpls', dst: [100] } },
        { flags: ['onlink'], weight: 1, oif: 2, encap: { type: 'ip', id: 5n, dst: '192.0.2.9' } },
      ],
    },
  },
  {
    command:
      'ip -6 route add 2001:db8:30::/48 nexthop via 2001:db8::2 dev br0 weight 3 nexthop via fe80::3 dev br0',
    bytes: `
      6c000000 1800 0506 ba370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8003000000000000000000000 # RTA_DST
      3c00 0900 1c000002020000001400050020010db80000000000000000000000021c0000000200000014000500fe800000000000000000000000000003 # RTA_MULTIPATH
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:30::/48',
      multipath: [
        { flags: [], weight: 3, oif: 2, gateway: '2001:db8::2' },
        { flags: [], weight: 1, oif: 2, gateway: 'fe80::3' },
      ],
    },
  },
]);
