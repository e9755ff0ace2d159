import { checkRequests, unicast6 } from '../requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command: 'ip -6 route add 2001:db8:22::/64 encap rpl segs 2001:db8:a::1,2001:db8:b::1 dev br0',
    bytes: `
      70000000 1800 0506 a8370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a400000fe03000100000000       # rtmsg
      1400 0100 20010db8002200000000000000000000 # RTA_DST
      3000 1680                      # RTA_ENCAP
        2c00 0100 000403020000000020010db8000b0000000000000000000120010db8000a00000000000000000001 # RPL_IPTUNNEL_SRH
      0600 1500 0800 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:22::/64',
      oif: 2,
      encap: {
        type: 'rpl',
        srh: {
          segments: ['2001:db8:b::1', '2001:db8:a::1'],
          nexthdr: 0,
          hdrlen: 4,
          type: 3,
          segmentsLeft: 2,
          compression: new Uint8Array(4),
        },
      },
    },
  },
]);
