import { checkRequests, get, get6 } from './requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command:
      'ip route get 192.0.2.77 from 192.0.2.1 iif lo mark 5 tos 0x10 uid 1000 ipproto tcp sport 1000 dport 80',
    bytes: `
      5c000000 1a00 0100 b4370a6b 00000000 # nlmsghdr: RTM_GETROUTE
      022020100000000000100000       # rtmsg
      0800 0100 c000024d             # RTA_DST
      0800 0200 c0000201             # RTA_SRC
      0800 1900 e8030000             # RTA_UID
      0500 1b00 06 000000            # RTA_IP_PROTO
      0600 1c00 03e8 0000            # RTA_SPORT
      0600 1d00 0050 0000            # RTA_DPORT
      0800 0300 01000000             # RTA_IIF
      0800 1000 05000000             # RTA_MARK
    `,
    value: {
      ...get,
      dst: '192.0.2.77/32',
      tos: 16,
      flags: ['lookupTable'],
      uid: 1000,
      ipProto: 6,
      sport: 1000,
      dport: 80,
      iif: 1,
      mark: 5,
      src: '192.0.2.1/32',
    },
  },
  {
    command: 'ip route get 10.5.0.1 oif br0',
    bytes: `
      2c000000 1a00 0100 b5370a6b 00000000 # nlmsghdr: RTM_GETROUTE
      022000000000000000100000       # rtmsg
      0800 0100 0a050001             # RTA_DST
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...get, dst: '10.5.0.1/32', flags: ['lookupTable'], oif: 2 },
  },
  {
    command: 'ip route get vrf vrf10 10.5.0.1',
    bytes: `
      2c000000 1a00 0100 b7370a6b 00000000 # nlmsghdr: RTM_GETROUTE
      022000000000000000100000       # rtmsg
      0800 0100 0a050001             # RTA_DST
      0800 0400 03000000             # RTA_OIF
    `,
    value: { ...get, dst: '10.5.0.1/32', flags: ['lookupTable'], oif: 3 },
  },
  {
    command: 'ip route get fibmatch 10.5.0.1',
    bytes: `
      24000000 1a00 0100 b7370a6b 00000000 # nlmsghdr: RTM_GETROUTE
      022000000000000000300000       # rtmsg
      0800 0100 0a050001             # RTA_DST
    `,
    value: { ...get, dst: '10.5.0.1/32', flags: ['lookupTable', 'fibMatch'] },
  },
  {
    command: 'ip -6 route get fibmatch 2001:db8::77 from 2001:db8::1 ipproto udp sport 53 dport 5353 mark 7',
    bytes: `
      64000000 1a00 0100 b8370a6b 00000000 # nlmsghdr: RTM_GETROUTE
      0a8080000000000000200000       # rtmsg
      1400 0100 20010db8000000000000000000000077 # RTA_DST
      1400 0200 20010db8000000000000000000000001 # RTA_SRC
      0500 1b00 11 000000            # RTA_IP_PROTO
      0600 1c00 0035 0000            # RTA_SPORT
      0600 1d00 14e9 0000            # RTA_DPORT
      0800 1000 07000000             # RTA_MARK
    `,
    value: {
      ...get6,
      dst: '2001:db8::77/128',
      flags: ['fibMatch'],
      ipProto: 17,
      sport: 53,
      dport: 5353,
      mark: 7,
      src: '2001:db8::1/128',
    },
  },
  {
    command: 'ip -6 route get 2001:db8::77',
    bytes: `
      30000000 1a00 0100 b9370a6b 00000000 # nlmsghdr: RTM_GETROUTE
      0a8000000000000000000000       # rtmsg
      1400 0100 20010db8000000000000000000000077 # RTA_DST
    `,
    value: { ...get6, dst: '2001:db8::77/128' },
  },
]);
