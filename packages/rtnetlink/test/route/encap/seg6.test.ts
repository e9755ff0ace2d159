import { checkRequests, unicast6 } from '../requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command:
      'ip -6 route add 2001:db8:17::/48 encap seg6 mode encap segs 2001:db8:a::1,2001:db8:b::1 dev br0',
    bytes: `
      74000000 1800 0506 90370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8001700000000000000000000 # RTA_DST
      3400 1680                      # RTA_ENCAP
        3000 0100 01000000000404010100000020010db8000b0000000000000000000120010db8000a00000000000000000001 # SEG6_IPTUNNEL_SRH
      0600 1500 0500 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:17::/48',
      oif: 2,
      encap: {
        type: 'seg6',
        srh: {
          mode: 'encap',
          segments: ['2001:db8:a::1', '2001:db8:b::1'],
          nexthdr: 0,
          hdrlen: 4,
          type: 4,
          segmentsLeft: 1,
          firstSegment: 1,
          flags: [],
          tag: 0,
        },
      },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:18::/48 encap seg6 mode inline segs 2001:db8:a::1 dev br0',
    bytes: `
      74000000 1800 0506 92370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8001800000000000000000000 # RTA_DST
      3400 1680                      # RTA_ENCAP
        3000 0100 0000000000040401010000000000000000000000000000000000000020010db8000a00000000000000000001 # SEG6_IPTUNNEL_SRH
      0600 1500 0500 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:18::/48',
      oif: 2,
      encap: {
        type: 'seg6',
        srh: {
          mode: 'inline',
          segments: ['2001:db8:a::1', '::'],
          nexthdr: 0,
          hdrlen: 4,
          type: 4,
          segmentsLeft: 1,
          firstSegment: 1,
          flags: [],
          tag: 0,
        },
      },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:19::/48 encap seg6 mode l2encap segs 2001:db8:a::1 dev br0',
    bytes: `
      64000000 1800 0506 93370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8001900000000000000000000 # RTA_DST
      2400 1680                      # RTA_ENCAP
        2000 0100 02000000000204000000000020010db8000a00000000000000000001 # SEG6_IPTUNNEL_SRH
      0600 1500 0500 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:19::/48',
      oif: 2,
      encap: {
        type: 'seg6',
        srh: {
          mode: 'l2encap',
          segments: ['2001:db8:a::1'],
          nexthdr: 0,
          hdrlen: 2,
          type: 4,
          segmentsLeft: 0,
          firstSegment: 0,
          flags: [],
          tag: 0,
        },
      },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:1a::/48 encap seg6 mode encap segs 2001:db8:a::1 hmac 5 dev br0',
    bytes: `
      8c000000 1800 0506 93370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8001a00000000000000000000 # RTA_DST
      4c00 1680                      # RTA_ENCAP
        4800 0100 01000000000704000008000020010db8000a0000000000000000000105260000000000050000000000000000000000000000000000000000000000000000000000000000 # SEG6_IPTUNNEL_SRH
      0600 1500 0500 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:1a::/48',
      oif: 2,
      encap: {
        type: 'seg6',
        srh: {
          mode: 'encap',
          segments: ['2001:db8:a::1'],
          hmac: { keyid: 5, hmac: new Uint8Array(32), reserved: 0 },
          nexthdr: 0,
          hdrlen: 7,
          type: 4,
          segmentsLeft: 0,
          firstSegment: 0,
          flags: ['hmac'],
          tag: 0,
        },
      },
    },
  },
  {
    command:
      'ip -6 route add 2001:db8:1b::/48 encap seg6 mode encap.red segs 2001:db8:a::1,2001:db8:b::1 dev br0',
    bytes: `
      74000000 1800 0506 94370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8001b00000000000000000000 # RTA_DST
      3400 1680                      # RTA_ENCAP
        3000 0100 03000000000404010100000020010db8000b0000000000000000000120010db8000a00000000000000000001 # SEG6_IPTUNNEL_SRH
      0600 1500 0500 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:1b::/48',
      oif: 2,
      encap: {
        type: 'seg6',
        srh: {
          mode: 'encap.red',
          segments: ['2001:db8:a::1', '2001:db8:b::1'],
          nexthdr: 0,
          hdrlen: 4,
          type: 4,
          segmentsLeft: 1,
          firstSegment: 1,
          flags: [],
          tag: 0,
        },
      },
    },
  },
  {
    command:
      'ip -6 route add 2001:db8:1c::/48 encap seg6 mode l2encap.red segs 2001:db8:a::1,2001:db8:b::1 dev br0',
    bytes: `
      74000000 1800 0506 95370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8001c00000000000000000000 # RTA_DST
      3400 1680                      # RTA_ENCAP
        3000 0100 04000000000404010100000020010db8000b0000000000000000000120010db8000a00000000000000000001 # SEG6_IPTUNNEL_SRH
      0600 1500 0500 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:1c::/48',
      oif: 2,
      encap: {
        type: 'seg6',
        srh: {
          mode: 'l2encap.red',
          segments: ['2001:db8:a::1', '2001:db8:b::1'],
          nexthdr: 0,
          hdrlen: 4,
          type: 4,
          segmentsLeft: 1,
          firstSegment: 1,
          flags: [],
          tag: 0,
        },
      },
    },
  },
]);
