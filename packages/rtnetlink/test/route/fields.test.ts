import { checkRequests, unicast, unicast6 } from './requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command: 'ip route add 10.5.0.0/16 via 192.0.2.2 proto 186',
    bytes: `
      2c000000 1800 0506 86370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000feba000100000000       # rtmsg
      0800 0100 0a050000             # RTA_DST
      0800 0500 c0000202             # RTA_GATEWAY
    `,
    value: { ...unicast, dst: '10.5.0.0/16', protocol: 186, gateway: '192.0.2.2' },
  },
  {
    command: 'ip route add 10.6.0.0/16 via 192.0.2.2 realms 3/7',
    bytes: `
      34000000 1800 0506 86370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000100000000       # rtmsg
      0800 0100 0a060000             # RTA_DST
      0800 0500 c0000202             # RTA_GATEWAY
      0800 0b00 07000300             # RTA_FLOW
    `,
    value: { ...unicast, dst: '10.6.0.0/16', gateway: '192.0.2.2', flow: 196615 },
  },
  {
    command: 'ip route add 10.7.0.0/16 nhid 10',
    bytes: `
      2c000000 1800 0506 87370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000100000000       # rtmsg
      0800 0100 0a070000             # RTA_DST
      0800 1e00 0a000000             # RTA_NH_ID
    `,
    value: { ...unicast, dst: '10.7.0.0/16', nhId: 10 },
  },
  {
    command: 'ip route add 10.8.0.0/16 dev br0 tos 0x10',
    bytes: `
      2c000000 1800 0506 88370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100010fe03fd0100000000       # rtmsg
      0800 0100 0a080000             # RTA_DST
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...unicast, dst: '10.8.0.0/16', tos: 16, scope: 253, oif: 2 },
  },
  {
    command: 'ip route replace 10.10.0.0/16 dev br0 scope link',
    bytes: `
      2c000000 1800 0505 89370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03fd0100000000       # rtmsg
      0800 0100 0a0a0000             # RTA_DST
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...unicast, dst: '10.10.0.0/16', scope: 253, oif: 2 },
  },
  {
    command: 'ip route append 10.11.0.0/16 via 192.0.2.3',
    bytes: `
      2c000000 1800 050c 8a370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000100000000       # rtmsg
      0800 0100 0a0b0000             # RTA_DST
      0800 0500 c0000203             # RTA_GATEWAY
    `,
    value: { ...unicast, dst: '10.11.0.0/16', gateway: '192.0.2.3' },
  },
  {
    command: 'ip route prepend 10.11.0.0/16 via 192.0.2.4',
    bytes: `
      2c000000 1800 0504 8b370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000100000000       # rtmsg
      0800 0100 0a0b0000             # RTA_DST
      0800 0500 c0000204             # RTA_GATEWAY
    `,
    value: { ...unicast, dst: '10.11.0.0/16', gateway: '192.0.2.4' },
  },
  {
    command: 'ip -6 route add 2001:db8:32::/48 via fe80::2 dev br0 pref low table 2000 proto 9',
    bytes: `
      5c000000 1800 0506 bb370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a3000000009000100000000       # rtmsg
      1400 0100 20010db8003200000000000000000000 # RTA_DST
      1400 0500 fe800000000000000000000000000002 # RTA_GATEWAY
      0500 1400 03 000000            # RTA_PREF
      0800 0f00 d0070000             # RTA_TABLE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:32::/48',
      table: 2000,
      protocol: 9,
      gateway: 'fe80::2',
      pref: 'low',
      oif: 2,
    },
  },
  {
    command: 'ip -6 route add 2001:db8:33::/48 encap mpls 16 via inet 192.0.2.2 dev br0',
    bytes: `
      58000000 1800 0506 bb370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8003300000000000000000000 # RTA_DST
      0c00 1680                      # RTA_ENCAP
        0800 0100 00010100           # MPLS_IPTUNNEL_DST
      0600 1500 0100 0000            # RTA_ENCAP_TYPE
      0a00 1200 0200c0000202 0000    # RTA_VIA
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:33::/48',
      via: { family: 2, address: '192.0.2.2' },
      oif: 2,
      encap: { type: 'mpls', dst: [16] },
    },
  },
  {
    command: 'ip route del 10.11.0.0/16 via 192.0.2.3',
    bytes: `
      2c000000 1900 0500 c0370a6b 00000000 # nlmsghdr: RTM_DELROUTE
      02100000fe00ff0000000000       # rtmsg
      0800 0100 0a0b0000             # RTA_DST
      0800 0500 c0000203             # RTA_GATEWAY
    `,
    value: { ...unicast, dst: '10.11.0.0/16', protocol: 0, scope: 255, type: 'unspec', gateway: '192.0.2.3' },
  },
]);
