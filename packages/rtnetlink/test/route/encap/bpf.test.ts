import { checkRequests, unicast } from '../requests.ts';

/**
 * Composed by hand from linux/lwtunnel.h: `ip` names programs by object files that it loads itself. Bytes only, as
 * is all that is exotic: the kernels that tests run on are needed.
 */
checkRequests([
  {
    command:
      'ip route add 10.30.0.0/16 encap bpf in obj in.o section in xmit obj x.o section x headroom 14 dev br0',
    bytes: `
      70000000 1800 0506 00000000 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03fd0100000000       # rtmsg
      0800 0100 0a1e0000             # RTA_DST
      3c00 1680                      # RTA_ENCAP
        1800 0180                    # LWT_BPF_IN
          0800 0100 05000000         # LWT_BPF_PROG_FD
          0a00 0200 696e2e6f3a00 0000 # LWT_BPF_PROG_NAME: in.o:
        1800 0380                    # LWT_BPF_XMIT
          0800 0100 06000000         # LWT_BPF_PROG_FD
          0a00 0200 782e6f3a7800 0000 # LWT_BPF_PROG_NAME: x.o:x
        0800 0400 0e000000           # LWT_BPF_XMIT_HEADROOM
      0600 1500 0600 0000            # RTA_ENCAP_TYPE
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast,
      scope: 253,
      dst: '10.30.0.0/16',
      oif: 2,
      encap: {
        type: 'bpf',
        in: { fd: 5, name: 'in.o:' },
        xmit: { fd: 6, name: 'x.o:x' },
        xmitHeadroom: 14,
      },
    },
  },
]);
