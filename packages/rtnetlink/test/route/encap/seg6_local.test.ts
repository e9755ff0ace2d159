import { checkRequests, unicast6 } from '../requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command: 'ip -6 route add 2001:db8:20::1 encap seg6local action End count dev br0',
    bytes: `
      74000000 1800 0506 96370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db8002000000000000000000001 # RTA_DST
      3400 1680                      # RTA_ENCAP
        0800 0100 01000000           # SEG6_LOCAL_ACTION
        2800 0a80                    # SEG6_LOCAL_COUNTERS
          0c00 0200 0000000000000000 # SEG6_LOCAL_CNT_PACKETS
          0c00 0300 0000000000000000 # SEG6_LOCAL_CNT_BYTES
          0c00 0400 0000000000000000 # SEG6_LOCAL_CNT_ERRORS
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::1/128',
      oif: 2,
      encap: { type: 'seg6local', action: 'end', counters: { packets: 0n, bytes: 0n, errors: 0n } },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:20::2 encap seg6local action End.X nh6 2001:db8::2 dev br0',
    bytes: `
      60000000 1800 0506 97370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db8002000000000000000000002 # RTA_DST
      2000 1680                      # RTA_ENCAP
        0800 0100 02000000           # SEG6_LOCAL_ACTION
        1400 0500 20010db8000000000000000000000002 # SEG6_LOCAL_NH6
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::2/128',
      oif: 2,
      encap: { type: 'seg6local', action: 'endX', nh6: '2001:db8::2' },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:20::3 encap seg6local action End.T table 100 dev br0',
    bytes: `
      54000000 1800 0506 97370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db8002000000000000000000003 # RTA_DST
      1400 1680                      # RTA_ENCAP
        0800 0100 03000000           # SEG6_LOCAL_ACTION
        0800 0300 64000000           # SEG6_LOCAL_TABLE
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::3/128',
      oif: 2,
      encap: { type: 'seg6local', action: 'endT', table: 100 },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:20::4 encap seg6local action End.DX2 oif br0 dev br0',
    bytes: `
      54000000 1800 0506 99370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db8002000000000000000000004 # RTA_DST
      1400 1680                      # RTA_ENCAP
        0800 0100 04000000           # SEG6_LOCAL_ACTION
        0800 0700 02000000           # SEG6_LOCAL_OIF
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::4/128',
      oif: 2,
      encap: { type: 'seg6local', action: 'endDx2', oif: 2 },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:20::5 encap seg6local action End.DX6 nh6 2001:db8::2 dev br0',
    bytes: `
      60000000 1800 0506 9c370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db8002000000000000000000005 # RTA_DST
      2000 1680                      # RTA_ENCAP
        0800 0100 05000000           # SEG6_LOCAL_ACTION
        1400 0500 20010db8000000000000000000000002 # SEG6_LOCAL_NH6
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::5/128',
      oif: 2,
      encap: { type: 'seg6local', action: 'endDx6', nh6: '2001:db8::2' },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:20::6 encap seg6local action End.DX4 nh4 192.0.2.2 dev br0',
    bytes: `
      54000000 1800 0506 9e370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db8002000000000000000000006 # RTA_DST
      1400 1680                      # RTA_ENCAP
        0800 0100 06000000           # SEG6_LOCAL_ACTION
        0800 0400 c0000202           # SEG6_LOCAL_NH4
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::6/128',
      oif: 2,
      encap: { type: 'seg6local', action: 'endDx4', nh4: '192.0.2.2' },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:20::7 encap seg6local action End.DT6 table 100 dev br0',
    bytes: `
      54000000 1800 0506 a0370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db8002000000000000000000007 # RTA_DST
      1400 1680                      # RTA_ENCAP
        0800 0100 07000000           # SEG6_LOCAL_ACTION
        0800 0300 64000000           # SEG6_LOCAL_TABLE
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::7/128',
      oif: 2,
      encap: { type: 'seg6local', action: 'endDt6', table: 100 },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:20::8 encap seg6local action End.DT4 vrftable 10 dev vrf10',
    bytes: `
      54000000 1800 0506 a2370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db8002000000000000000000008 # RTA_DST
      1400 1680                      # RTA_ENCAP
        0800 0100 08000000           # SEG6_LOCAL_ACTION
        0800 0900 0a000000           # SEG6_LOCAL_VRFTABLE
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 03000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::8/128',
      oif: 3,
      encap: { type: 'seg6local', action: 'endDt4', vrftable: 10 },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:20::9 encap seg6local action End.DT46 vrftable 10 count dev vrf10',
    bytes: `
      7c000000 1800 0506 a3370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db8002000000000000000000009 # RTA_DST
      3c00 1680                      # RTA_ENCAP
        0800 0100 10000000           # SEG6_LOCAL_ACTION
        0800 0900 0a000000           # SEG6_LOCAL_VRFTABLE
        2800 0a80                    # SEG6_LOCAL_COUNTERS
          0c00 0200 0000000000000000 # SEG6_LOCAL_CNT_PACKETS
          0c00 0300 0000000000000000 # SEG6_LOCAL_CNT_BYTES
          0c00 0400 0000000000000000 # SEG6_LOCAL_CNT_ERRORS
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 03000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::9/128',
      oif: 3,
      encap: {
        type: 'seg6local',
        action: 'endDt46',
        vrftable: 10,
        counters: { packets: 0n, bytes: 0n, errors: 0n },
      },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:20::a encap seg6local action End.B6 srh segs 2001:db8:a::1 dev br0',
    bytes: `
      78000000 1800 0506 a4370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db800200000000000000000000a # RTA_DST
      3800 1680                      # RTA_ENCAP
        0800 0100 09000000           # SEG6_LOCAL_ACTION
        2c00 0200 00040401010000000000000000000000000000000000000020010db8000a00000000000000000001 # SEG6_LOCAL_SRH
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::a/128',
      oif: 2,
      encap: {
        type: 'seg6local',
        action: 'endB6',
        srh: {
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
    command:
      'ip -6 route add 2001:db8:20::b encap seg6local action End.B6.Encaps srh segs 2001:db8:a::1,2001:db8:b::1 hmac 9 dev br0',
    bytes: `
      a0000000 1800 0506 a5370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db800200000000000000000000b # RTA_DST
      6000 1680                      # RTA_ENCAP
        0800 0100 0a000000           # SEG6_LOCAL_ACTION
        5400 0200 000904010108000020010db8000b0000000000000000000120010db8000a0000000000000000000105260000000000090000000000000000000000000000000000000000000000000000000000000000 # SEG6_LOCAL_SRH
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::b/128',
      oif: 2,
      encap: {
        type: 'seg6local',
        action: 'endB6Encap',
        srh: {
          segments: ['2001:db8:a::1', '2001:db8:b::1'],
          hmac: { keyid: 9, hmac: new Uint8Array(32), reserved: 0 },
          nexthdr: 0,
          hdrlen: 9,
          type: 4,
          segmentsLeft: 1,
          firstSegment: 1,
          flags: ['hmac'],
          tag: 0,
        },
      },
    },
  },
  {
    command:
      'ip -6 route add 2001:db8:20::c encap seg6local action End flavors next-csid lblen 32 nflen 16 dev br0',
    bytes: `
      68000000 1800 0506 a6370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db800200000000000000000000c # RTA_DST
      2800 1680                      # RTA_ENCAP
        0800 0100 01000000           # SEG6_LOCAL_ACTION
        1c00 0b80                    # SEG6_LOCAL_FLAVORS
          0800 0100 10000000         # SEG6_LOCAL_FLV_OPERATION
          0500 0200 20 000000        # SEG6_LOCAL_FLV_LCBLOCK_BITS
          0500 0300 10 000000        # SEG6_LOCAL_FLV_LCNODE_FN_BITS
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::c/128',
      oif: 2,
      encap: {
        type: 'seg6local',
        action: 'end',
        flavors: { operation: ['nextCsid'], lcblockBits: 32, lcnodeFnBits: 16 },
      },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:20::d encap seg6local action End flavors psp dev br0',
    bytes: `
      58000000 1800 0506 a6370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a800000fe03000100000000       # rtmsg
      1400 0100 20010db800200000000000000000000d # RTA_DST
      1800 1680                      # RTA_ENCAP
        0800 0100 01000000           # SEG6_LOCAL_ACTION
        0c00 0b80                    # SEG6_LOCAL_FLAVORS
          0800 0100 02000000         # SEG6_LOCAL_FLV_OPERATION
      0600 1500 0700 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:20::d/128',
      oif: 2,
      encap: { type: 'seg6local', action: 'end', flavors: { operation: ['psp'] } },
    },
  },
]);
