import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { otherKind } from '../../../src/link/linkinfo.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link set dev v0 type bond_slave queue_id 3 prio -7',
    bytes: `
      48000000 1000 0500 5c3e0a6b 00000000  # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000      # ifinfomsg
      2800 1200                             # IFLA_LINKINFO
        0e00 0100 626f6e645f736c617665 0000 # IFLA_INFO_KIND
        1400 0500                           # IFLA_INFO_SLAVE_DATA
          0600 0500 0300 0000               # IFLA_BOND_SLAVE_QUEUE_ID
          0800 0900 f9ffffff                # IFLA_BOND_SLAVE_PRIO
    `,
    value: {
      ...blank,
      index: 3,
      kind: otherKind('bond_slave'),
      linkinfoUnknown: [
        { type: 5, bytes: Uint8Array.from([6, 0, 5, 0, 3, 0, 0, 0, 8, 0, 9, 0, 249, 255, 255, 255]) },
      ],
    },
  },
  {
    command: 'composed by hand from linux/if_link.h of Linux 6.18: actorPortPrio',
    bytes: `
      54000000 1000 0500 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0700 0300 703000 00                  # IFLA_IFNAME
      0800 0a00 07000000                   # IFLA_MASTER
      2400 1200                            # IFLA_LINKINFO
        0900 0400 626f6e6400 000000        # IFLA_INFO_SLAVE_KIND
        1400 0500                          # IFLA_INFO_SLAVE_DATA
          0800 0900 05000000               # IFLA_BOND_SLAVE_PRIO
          0600 0a00 0a00 0000              # IFLA_BOND_SLAVE_ACTOR_PORT_PRIO
    `,
    value: {
      ...blank,
      ifname: 'p0',
      master: 7,
      slaveKind: 'bond',
      slaveData: { prio: 5, actorPortPrio: 10 },
    },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h of Linux 7.1: what is reported of a port',
    bytes: `
      a8000000 1000 0000 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0700 0300 703000 00                  # IFLA_IFNAME
      0800 0a00 07000000                   # IFLA_MASTER
      7800 1200                            # IFLA_LINKINFO
        0900 0400 626f6e6400 000000        # IFLA_INFO_SLAVE_KIND
        6800 0500                          # IFLA_INFO_SLAVE_DATA
          0500 0100 01 000000              # IFLA_BOND_SLAVE_STATE
          0500 0200 02 000000              # IFLA_BOND_SLAVE_MII_STATUS
          0800 0300 03000000               # IFLA_BOND_SLAVE_LINK_FAILURE_COUNT
          0a00 0400 020000000001 0000      # IFLA_BOND_SLAVE_PERM_HWADDR
          0600 0500 0400 0000              # IFLA_BOND_SLAVE_QUEUE_ID
          0600 0600 0100 0000              # IFLA_BOND_SLAVE_AD_AGGREGATOR_ID
          0500 0700 3d 000000              # IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE
          0600 0800 3d00 0000              # IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE
          0800 0900 f9ffffff               # IFLA_BOND_SLAVE_PRIO
          0600 0a00 ff00 0000              # IFLA_BOND_SLAVE_ACTOR_PORT_PRIO
          0500 0b00 02 000000              # IFLA_BOND_SLAVE_AD_CHURN_ACTOR_STATE
          0500 0c00 01 000000              # IFLA_BOND_SLAVE_AD_CHURN_PARTNER_STATE
    `,
    value: {
      ...blank,
      ifname: 'p0',
      master: 7,
      slaveKind: 'bond',
      slaveData: {
        state: 'backup',
        miiStatus: 'down',
        linkFailureCount: 3,
        permHwaddr: '02:00:00:00:00:01',
        queueId: 4,
        adAggregatorId: 1,
        adActorOperPortState: [
          'lacpActivity',
          'aggregation',
          'synchronization',
          'collecting',
          'distributing',
        ],
        adPartnerOperPortState: [
          'lacpActivity',
          'aggregation',
          'synchronization',
          'collecting',
          'distributing',
        ],
        prio: -7,
        actorPortPrio: 255,
        adChurnActorState: 'noChurn',
        adChurnPartnerState: 'churn',
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
