import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command:
      'ip link add amt0 type amt mode gateway local 192.0.2.1 discovery 192.0.2.2 gateway_port 2269 relay_port 2268 dev v0',
    bytes: `
      6c000000 1000 0506 5b3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 616d743000 000000          # IFLA_IFNAME
      4000 1200                            # IFLA_LINKINFO
        0700 0100 616d74 00                # IFLA_INFO_KIND
        3400 0200                          # IFLA_INFO_DATA
          0800 0100 00000000               # IFLA_AMT_MODE
          0800 0500 c0000201               # IFLA_AMT_LOCAL_IP
          0800 0700 c0000202               # IFLA_AMT_DISCOVERY_IP
          0600 0300 08dd 0000              # IFLA_AMT_GATEWAY_PORT
          0600 0200 08dc 0000              # IFLA_AMT_RELAY_PORT
          0800 0400 03000000               # IFLA_AMT_LINK
    `,
    value: {
      ...blank,
      ifname: 'amt0',
      kind: 'amt',
      data: {
        mode: 'gateway',
        localIp: '192.0.2.1',
        discoveryIp: '192.0.2.2',
        gatewayPort: 2269,
        relayPort: 2268,
        link: 3,
      },
    },
  },
  {
    command: 'ip link add amt1 type amt mode relay local 192.0.2.1 relay_port 2268 max_tunnels 16 dev v0',
    bytes: `
      64000000 1000 0506 5b3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 616d743100 000000          # IFLA_IFNAME
      3800 1200                            # IFLA_LINKINFO
        0700 0100 616d74 00                # IFLA_INFO_KIND
        2c00 0200                          # IFLA_INFO_DATA
          0800 0100 01000000               # IFLA_AMT_MODE
          0800 0500 c0000201               # IFLA_AMT_LOCAL_IP
          0600 0200 08dc 0000              # IFLA_AMT_RELAY_PORT
          0800 0800 10000000               # IFLA_AMT_MAX_TUNNELS
          0800 0400 03000000               # IFLA_AMT_LINK
    `,
    value: {
      ...blank,
      ifname: 'amt1',
      kind: 'amt',
      data: { mode: 'relay', localIp: '192.0.2.1', relayPort: 2268, maxTunnels: 16, link: 3 },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
