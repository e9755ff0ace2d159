import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add xf0 type xfrm dev v0 if_id 7',
    bytes: `
      48000000 1000 0506 613e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 78663000                   # IFLA_IFNAME
      2000 1200                            # IFLA_LINKINFO
        0800 0100 7866726d                 # IFLA_INFO_KIND
        1400 0200                          # IFLA_INFO_DATA
          0800 0200 07000000               # IFLA_XFRM_IF_ID
          0800 0100 03000000               # IFLA_XFRM_LINK
    `,
    value: { ...blank, ifname: 'xf0', kind: 'xfrm', data: { ifId: 7, link: 3 } },
  },
  {
    command: 'ip link add xf1 type xfrm external',
    bytes: `
      3c000000 1000 0506 613e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 78663100                   # IFLA_IFNAME
      1400 1200                            # IFLA_LINKINFO
        0800 0100 7866726d                 # IFLA_INFO_KIND
        0800 0200                          # IFLA_INFO_DATA
          0400 0300                        # IFLA_XFRM_COLLECT_METADATA
    `,
    value: { ...blank, ifname: 'xf1', kind: 'xfrm', data: { collectMetadata: true } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
