import { checkRequests, unicast } from '../requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command: 'ip route add 10.14.0.0/16 encap mpls 100 via 192.0.2.2 dev br0',
    bytes: `
      48000000 1800 0506 8d370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000100000000       # rtmsg
      0800 0100 0a0e0000             # RTA_DST
      0c00 1680                      # RTA_ENCAP
        0800 0100 00064100           # MPLS_IPTUNNEL_DST
      0600 1500 0100 0000            # RTA_ENCAP_TYPE
      0800 0500 c0000202             # RTA_GATEWAY
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast,
      dst: '10.14.0.0/16',
      gateway: '192.0.2.2',
      oif: 2,
      encap: { type: 'mpls', dst: [100] },
    },
  },
  {
    command: 'ip route add 10.15.0.0/16 encap mpls 100/200/1048575 ttl 64 via 192.0.2.2',
    bytes: `
      50000000 1800 0506 8e370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000100000000       # rtmsg
      0800 0100 0a0f0000             # RTA_DST
      1c00 1680                      # RTA_ENCAP
        1000 0100 00064000000c8000fffff100 # MPLS_IPTUNNEL_DST
        0500 0200 40 000000          # MPLS_IPTUNNEL_TTL
      0600 1500 0100 0000            # RTA_ENCAP_TYPE
      0800 0500 c0000202             # RTA_GATEWAY
    `,
    value: {
      ...unicast,
      dst: '10.15.0.0/16',
      gateway: '192.0.2.2',
      encap: { type: 'mpls', dst: [100, 200, 1048575], ttl: 64 },
    },
  },
]);
