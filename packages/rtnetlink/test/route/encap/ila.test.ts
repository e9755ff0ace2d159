import { checkRequests, unicast6 } from '../requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command:
      'ip -6 route add 2001:db8:21::/64 encap ila 2001:db8:0:1 csum-mode neutral-map ident-type luid hook-type input dev br0',
    bytes: `
      68000000 1800 0506 a7370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a400000fe03000100000000       # rtmsg
      1400 0100 20010db8002100000000000000000000 # RTA_DST
      2800 1680                      # RTA_ENCAP
        0c00 0100 20010db800000001   # ILA_ATTR_LOCATOR
        0500 0700 01 000000          # ILA_ATTR_CSUM_MODE
        0500 0800 01 000000          # ILA_ATTR_IDENT_TYPE
        0500 0900 01 000000          # ILA_ATTR_HOOK_TYPE
      0600 1500 0300 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:21::/64',
      oif: 2,
      encap: {
        type: 'ila',
        locator: '2001:db8:0:1',
        csumMode: 'neutralMap',
        identType: 'luid',
        hookType: 'routeInput',
      },
    },
  },
]);
