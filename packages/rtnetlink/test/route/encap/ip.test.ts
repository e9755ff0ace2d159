import { checkRequests, unicast } from '../requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command:
      'ip route add 10.16.0.0/16 encap ip id 7 dst 192.0.2.9 src 192.0.2.1 tos 16 ttl 64 key csum seq dev br0',
    bytes: `
      6c000000 1800 0506 8e370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03fd0100000000       # rtmsg
      0800 0100 0a100000             # RTA_DST
      3800 1680                      # RTA_ENCAP
        0c00 0100 0000000000000007   # LWTUNNEL_IP_ID
        0800 0200 c0000209           # LWTUNNEL_IP_DST
        0800 0300 c0000201           # LWTUNNEL_IP_SRC
        0500 0500 16 000000          # LWTUNNEL_IP_TOS
        0500 0400 40 000000          # LWTUNNEL_IP_TTL
        0600 0600 000d 0000          # LWTUNNEL_IP_FLAGS
      0600 1500 0200 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast,
      dst: '10.16.0.0/16',
      scope: 253,
      oif: 2,
      encap: {
        type: 'ip',
        id: 7n,
        dst: '192.0.2.9',
        src: '192.0.2.1',
        tos: 22,
        ttl: 64,
        flags: ['csum', 'key', 'seq'],
      },
    },
  },
  {
    command: 'ip route add 10.17.0.0/16 encap ip dst 192.0.2.9 dev br0',
    bytes: `
      40000000 1800 0506 8f370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03fd0100000000       # rtmsg
      0800 0100 0a110000             # RTA_DST
      0c00 1680                      # RTA_ENCAP
        0800 0200 c0000209           # LWTUNNEL_IP_DST
      0600 1500 0200 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...unicast, dst: '10.17.0.0/16', scope: 253, oif: 2, encap: { type: 'ip', dst: '192.0.2.9' } },
  },
]);
