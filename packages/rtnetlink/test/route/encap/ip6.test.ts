import { checkRequests, unicast6 } from '../requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command:
      'ip -6 route add 2001:db8:16::/48 encap ip6 id 18446744073709551615 dst 2001:db8::9 src 2001:db8::1 tc 5 hoplimit 63 key csum dev br0',
    bytes: `
      90000000 1800 0506 90370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8001600000000000000000000 # RTA_DST
      5000 1680                      # RTA_ENCAP
        0c00 0100 ffffffffffffffff   # LWTUNNEL_IP6_ID
        1400 0200 20010db8000000000000000000000009 # LWTUNNEL_IP6_DST
        1400 0300 20010db8000000000000000000000001 # LWTUNNEL_IP6_SRC
        0500 0500 05 000000          # LWTUNNEL_IP6_TC
        0500 0400 3f 000000          # LWTUNNEL_IP6_HOPLIMIT
        0600 0600 0005 0000          # LWTUNNEL_IP6_FLAGS
      0600 1500 0400 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:16::/48',
      oif: 2,
      encap: {
        type: 'ip6',
        id: 18446744073709551615n,
        dst: '2001:db8::9',
        src: '2001:db8::1',
        tc: 5,
        hoplimit: 63,
        flags: ['csum', 'key'],
      },
    },
  },
]);
