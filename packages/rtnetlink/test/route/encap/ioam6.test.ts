import { checkRequests, unicast6 } from '../requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command:
      'ip -6 route add 2001:db8:23::/64 encap ioam6 mode inline trace prealloc type 0x800000 ns 123 size 12 dev br0',
    bytes: `
      68000000 1800 0506 aa370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a400000fe03000100000000       # rtmsg
      1400 0100 20010db8002300000000000000000000 # RTA_DST
      2800 1680                      # RTA_ENCAP
        0800 0400 01000000           # IOAM6_IPTUNNEL_FREQ_K
        0800 0500 01000000           # IOAM6_IPTUNNEL_FREQ_N
        0500 0100 01 000000          # IOAM6_IPTUNNEL_MODE
        0c00 0300 007b000380000000   # IOAM6_IPTUNNEL_TRACE
      0600 1500 0900 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:23::/64',
      oif: 2,
      encap: {
        type: 'ioam6',
        freqK: 1,
        freqN: 1,
        mode: 'inline',
        trace: { namespaceId: 123, nodelen: 0, remlen: 3, type: 2147483648 },
      },
    },
  },
  {
    command:
      'ip -6 route add 2001:db8:24::/64 encap ioam6 freq 1/10 mode encap tundst 2001:db8::9 trace prealloc type 0xc00000 ns 1 size 16 dev br0',
    bytes: `
      7c000000 1800 0506 ac370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a400000fe03000100000000       # rtmsg
      1400 0100 20010db8002400000000000000000000 # RTA_DST
      3c00 1680                      # RTA_ENCAP
        0800 0400 01000000           # IOAM6_IPTUNNEL_FREQ_K
        0800 0500 0a000000           # IOAM6_IPTUNNEL_FREQ_N
        0500 0100 02 000000          # IOAM6_IPTUNNEL_MODE
        1400 0200 20010db8000000000000000000000009 # IOAM6_IPTUNNEL_DST
        0c00 0300 00010004c0000000   # IOAM6_IPTUNNEL_TRACE
      0600 1500 0900 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:24::/64',
      oif: 2,
      encap: {
        type: 'ioam6',
        freqK: 1,
        freqN: 10,
        mode: 'encap',
        dst: '2001:db8::9',
        trace: { namespaceId: 1, nodelen: 0, remlen: 4, type: 3221225472 },
      },
    },
  },
]);
