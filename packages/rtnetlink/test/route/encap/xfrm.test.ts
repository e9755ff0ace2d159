import { checkRequests, unicast } from '../requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command: 'ip route add 10.18.0.0/16 encap xfrm if_id 5 link_dev br0 dev br0',
    bytes: `
      40000000 1800 0506 ad370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03fd0100000000       # rtmsg
      0800 0100 0a120000             # RTA_DST
      1400 1680                      # RTA_ENCAP
        0800 0100 05000000           # LWT_XFRM_IF_ID
        0800 0200 02000000           # LWT_XFRM_LINK
      0600 1500 0a00 0000            # RTA_ENCAP_TYPE
    `,
    value: { ...unicast, dst: '10.18.0.0/16', scope: 253, encap: { type: 'xfrm', ifId: 5, link: 2 } },
  },
]);
