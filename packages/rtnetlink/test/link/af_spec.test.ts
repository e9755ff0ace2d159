import test from 'ava';
import { type Link, type LinkMessage, linkMessage } from '../../src/link/link.ts';
import { bytesOf, canonical, check, encode, type Golden } from '../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link set v0 addrgenmode stable_secret',
    bytes: `
      30000000 1000 0500 f43e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      1000 1a00                            # IFLA_AF_SPEC
        0c00 0a00                          # AF_INET6
          0500 0800 02 000000              # IFLA_INET6_ADDR_GEN_MODE
    `,
    value: { ...blank, index: 3, afSpec: { inet6: { addrGenMode: 'stablePrivacy' } } },
  },
  {
    command: 'ip token set ::1 dev v0',
    bytes: `
      3c000000 1300 0500 f53e0a6b 00000000         # nlmsghdr: RTM_SETLINK
      0a000000030000000000000000000000             # ifinfomsg
      1c00 1a00                                    # IFLA_AF_SPEC
        1800 0a00                                  # AF_INET6
          1400 0700 00000000000000000000000000000001 # IFLA_INET6_TOKEN
    `,
    value: { ...blank, family: 10, index: 3, afSpec: { inet6: { token: '::1' } } },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h: what is reported, the first settings and counters',
    bytes: `
      d0000000 1000 0000 01000000 00000000         # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000             # ifinfomsg
      b000 1a00                                    # IFLA_AF_SPEC
        1400 0200                                  # AF_INET
          1000 0100 010000000000000001000000       # IFLA_INET_CONF
        8400 0a00                                  # AF_INET6
          0800 0100 20000080                       # IFLA_INET6_FLAGS
          1000 0200 0000000040000000dc050000       # IFLA_INET6_CONF
          1c00 0300 03000000000000000700000000000000bc02000000000000 # IFLA_INET6_STATS
          1400 0500 ffff00006400000030750000e8030000 # IFLA_INET6_CACHEINFO
          1400 0600 02000000000000000900000000000000 # IFLA_INET6_ICMP6STATS
          1400 0700 00000000000000000000000000000001 # IFLA_INET6_TOKEN
          0500 0800 02 000000                      # IFLA_INET6_ADDR_GEN_MODE
          0800 0900 78050000                       # IFLA_INET6_RA_MTU
        1400 2d00                                  # AF_MCTP
          0800 0100 01000000                       # IFLA_MCTP_NET
          0500 0200 04 000000                      # IFLA_MCTP_PHYS_BINDING
    `,
    value: {
      ...blank,
      index: 3,
      afSpec: {
        inet: { conf: { forwarding: 1, mcForwarding: 0, proxyArp: 1 } },
        inet6: {
          flags: ['raRcvd', 'ready'],
          conf: { forwarding: 0, hoplimit: 64, mtu6: 1500 },
          stats: { num: 3n, inpkts: 7n, inoctets: 700n },
          cacheinfo: { maxReasmLen: 65535, tstamp: 100, reachableTime: 30000, retransTime: 1000 },
          icmp6stats: { num: 2n, inmsgs: 9n },
          token: '::1',
          addrGenMode: 'stablePrivacy',
          raMtu: 1400,
        },
        mctp: { net: 1, physBinding: 'kcs' },
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));

/** The kernel reports an array, and takes a nest. */
const settings: Golden<LinkMessage> = {
  command: 'composed by hand from linux/ip.h: settings of IPv4',
  bytes: `
      44000000 1000 0500 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      2400 1a00                            # IFLA_AF_SPEC
        2000 0200                          # AF_INET
          1c00 0180                        # IFLA_INET_CONF
            0800 0100 01000000             # IPV4_DEVCONF_FORWARDING
            0800 0800 02000000             # IPV4_DEVCONF_RP_FILTER
            0800 0f00 ffffffff             # IPV4_DEVCONF_NOXFRM
    `,
  value: {
    ...blank,
    index: 3,
    afSpec: {
      inet: {
        conf: { forwarding: 1, rpFilter: 2, noxfrm: -1 },
      },
    },
  },
};

test(settings.command, (t) => {
  const expected = bytesOf(settings.bytes);
  const encoded = encode(linkMessage, settings.value, true, expected);
  t.is(canonical(encoded.subarray(16), 16), canonical(expected.subarray(16), 16));
});
