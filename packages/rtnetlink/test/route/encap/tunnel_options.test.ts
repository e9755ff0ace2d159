import { bytesOf } from '../../golden.ts';
import { checkRequests, unicast, unicast6 } from '../requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them in the lab VM.
 *
 * Bytes only: Linux 6.18 panics on LWTUNNEL_IP_OPTS with the rtnl lock held, and the whole machine is lost. */
checkRequests([
  {
    command:
      'ip route add 10.20.0.0/16 encap ip id 5 dst 192.0.2.9 geneve_opts 258:3:11223344,1:2:5566778899aabbcc dev br0',
    bytes: `
      8c000000 1800 0506 8b3b0a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03fd0100000000       # rtmsg
      0800 0100 0a140000             # RTA_DST
      5800 1680                      # RTA_ENCAP
        0c00 0100 0000000000000005   # LWTUNNEL_IP_ID
        0800 0200 c0000209           # LWTUNNEL_IP_DST
        4000 0880                    # LWTUNNEL_IP_OPTS
          1c00 0180                  # LWTUNNEL_IP_OPTS_GENEVE
            0600 0100 0102 0000      # LWTUNNEL_IP_OPT_GENEVE_CLASS
            0500 0200 03 000000      # LWTUNNEL_IP_OPT_GENEVE_TYPE
            0800 0300 11223344       # LWTUNNEL_IP_OPT_GENEVE_DATA
          2000 0180                  # LWTUNNEL_IP_OPTS_GENEVE
            0600 0100 0001 0000      # LWTUNNEL_IP_OPT_GENEVE_CLASS
            0500 0200 02 000000      # LWTUNNEL_IP_OPT_GENEVE_TYPE
            0c00 0300 5566778899aabbcc # LWTUNNEL_IP_OPT_GENEVE_DATA
      0600 1500 0200 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast,
      dst: '10.20.0.0/16',
      scope: 253,
      oif: 2,
      encap: {
        type: 'ip',
        id: 5n,
        dst: '192.0.2.9',
        opts: {
          geneve: [
            { class: 258, type: 3, data: bytesOf('11223344') },
            { class: 1, type: 2, data: bytesOf('5566778899aabbcc') },
          ],
        },
      },
    },
  },
  {
    command: 'ip route add 10.21.0.0/16 encap ip id 5 dst 192.0.2.9 vxlan_opts 100 dev br0',
    bytes: `
      5c000000 1800 0506 8c3b0a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03fd0100000000       # rtmsg
      0800 0100 0a150000             # RTA_DST
      2800 1680                      # RTA_ENCAP
        0c00 0100 0000000000000005   # LWTUNNEL_IP_ID
        0800 0200 c0000209           # LWTUNNEL_IP_DST
        1000 0880                    # LWTUNNEL_IP_OPTS
          0c00 0280                  # LWTUNNEL_IP_OPTS_VXLAN
            0800 0100 64000000       # LWTUNNEL_IP_OPT_VXLAN_GBP
      0600 1500 0200 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast,
      dst: '10.21.0.0/16',
      scope: 253,
      oif: 2,
      encap: { type: 'ip', id: 5n, dst: '192.0.2.9', opts: { vxlan: { gbp: 100 } } },
    },
  },
  {
    command: 'ip route add 10.22.0.0/16 encap ip id 5 dst 192.0.2.9 erspan_opts 2:0:1:5 dev br0',
    bytes: `
      74000000 1800 0506 8e3b0a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03fd0100000000       # rtmsg
      0800 0100 0a160000             # RTA_DST
      4000 1680                      # RTA_ENCAP
        0c00 0100 0000000000000005   # LWTUNNEL_IP_ID
        0800 0200 c0000209           # LWTUNNEL_IP_DST
        2800 0880                    # LWTUNNEL_IP_OPTS
          2400 0380                  # LWTUNNEL_IP_OPTS_ERSPAN
            0500 0100 02 000000      # LWTUNNEL_IP_OPT_ERSPAN_VER
            0800 0200 00000000       # LWTUNNEL_IP_OPT_ERSPAN_INDEX
            0500 0300 01 000000      # LWTUNNEL_IP_OPT_ERSPAN_DIR
            0500 0400 05 000000      # LWTUNNEL_IP_OPT_ERSPAN_HWID
      0600 1500 0200 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast,
      dst: '10.22.0.0/16',
      scope: 253,
      oif: 2,
      encap: {
        type: 'ip',
        id: 5n,
        dst: '192.0.2.9',
        opts: { erspan: { ver: 2, index: 0, dir: 1, hwid: 5 } },
      },
    },
  },
  {
    command: 'ip -6 route add 2001:db8:40::/48 encap ip6 id 5 dst 2001:db8::9 erspan_opts 1:7:0:0 dev br0',
    bytes: `
      8c000000 1800 0506 903b0a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8004000000000000000000000 # RTA_DST
      4c00 1680                      # RTA_ENCAP
        0c00 0100 0000000000000005   # LWTUNNEL_IP6_ID
        1400 0200 20010db8000000000000000000000009 # LWTUNNEL_IP6_DST
        2800 0880                    # LWTUNNEL_IP6_OPTS
          2400 0380                  # LWTUNNEL_IP_OPTS_ERSPAN
            0500 0100 01 000000      # LWTUNNEL_IP_OPT_ERSPAN_VER
            0800 0200 00000007       # LWTUNNEL_IP_OPT_ERSPAN_INDEX
            0500 0300 00 000000      # LWTUNNEL_IP_OPT_ERSPAN_DIR
            0500 0400 00 000000      # LWTUNNEL_IP_OPT_ERSPAN_HWID
      0600 1500 0400 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast6,
      dst: '2001:db8:40::/48',
      oif: 2,
      encap: {
        type: 'ip6',
        id: 5n,
        dst: '2001:db8::9',
        opts: { erspan: { ver: 1, index: 7, dir: 0, hwid: 0 } },
      },
    },
  },
]);
