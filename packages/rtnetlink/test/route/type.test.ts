import { checkRequests, unicast, unicast6 } from './requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command: 'ip route add unreachable 10.3.0.0/16 metric 5',
    bytes: `
      2c000000 1800 0506 80370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000700000000       # rtmsg
      0800 0100 0a030000             # RTA_DST
      0800 0600 05000000             # RTA_PRIORITY
    `,
    value: { ...unicast, dst: '10.3.0.0/16', type: 'unreachable', priority: 5 },
  },
  {
    command: 'ip route add prohibit 10.3.1.0/24',
    bytes: `
      24000000 1800 0506 81370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02180000fe03000800000000       # rtmsg
      0800 0100 0a030100             # RTA_DST
    `,
    value: { ...unicast, dst: '10.3.1.0/24', type: 'prohibit' },
  },
  {
    command: 'ip route add throw 10.3.2.0/24',
    bytes: `
      24000000 1800 0506 82370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02180000fe03000900000000       # rtmsg
      0800 0100 0a030200             # RTA_DST
    `,
    value: { ...unicast, dst: '10.3.2.0/24', type: 'throw' },
  },
  {
    command: 'ip route add local 10.4.0.1 dev br0',
    bytes: `
      2c000000 1800 0506 82370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02200000ff03fe0200000000       # rtmsg
      0800 0100 0a040001             # RTA_DST
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...unicast, dst: '10.4.0.1/32', table: 255, scope: 254, type: 'local', oif: 2 },
  },
  {
    command: 'ip route add broadcast 10.4.255.255 dev br0',
    bytes: `
      2c000000 1800 0506 83370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02200000ff03fd0300000000       # rtmsg
      0800 0100 0a04ffff             # RTA_DST
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...unicast, dst: '10.4.255.255/32', table: 255, scope: 253, type: 'broadcast', oif: 2 },
  },
  {
    command: 'ip route add anycast 10.4.0.2 dev br0',
    bytes: `
      2c000000 1800 0506 85370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02200000ff03fd0400000000       # rtmsg
      0800 0100 0a040002             # RTA_DST
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...unicast, dst: '10.4.0.2/32', table: 255, scope: 253, type: 'anycast', oif: 2 },
  },
  {
    command: 'ip route add multicast 239.0.0.0/8 dev br0',
    bytes: `
      2c000000 1800 0506 85370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02080000fe03fd0500000000       # rtmsg
      0800 0100 ef000000             # RTA_DST
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...unicast, dst: '239.0.0.0/8', scope: 253, type: 'multicast', oif: 2 },
  },
  {
    command: 'ip -6 route add unreachable 2001:db8:31::/48',
    bytes: `
      30000000 1800 0506 ba370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000700000000       # rtmsg
      1400 0100 20010db8003100000000000000000000 # RTA_DST
    `,
    value: { ...unicast6, dst: '2001:db8:31::/48', type: 'unreachable' },
  },
]);
