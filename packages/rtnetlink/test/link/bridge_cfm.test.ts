import test from 'ava';
import { type Link, linkMessage } from '../../src/link/link.ts';
import { check, type Golden } from '../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests that iproute2 6.1.0 cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_bridge.h: a maintenance end point',
    bytes: `
      d8000000 1300 0500 01000000 00000000 # nlmsghdr: RTM_SETLINK
      07000000020000000000000000000000     # ifinfomsg
      b800 1a00                            # IFLA_AF_SPEC
        b400 0580                          # IFLA_BRIDGE_CFM
          2400 0180                        # IFLA_BRIDGE_CFM_MEP_CREATE
            0800 0100 01000000             # IFLA_BRIDGE_CFM_MEP_CREATE_INSTANCE
            0800 0200 00000000             # IFLA_BRIDGE_CFM_MEP_CREATE_DOMAIN
            0800 0300 01000000             # IFLA_BRIDGE_CFM_MEP_CREATE_DIRECTION
            0800 0400 03000000             # IFLA_BRIDGE_CFM_MEP_CREATE_IFINDEX
          2800 0380                        # IFLA_BRIDGE_CFM_MEP_CONFIG
            0800 0100 01000000             # IFLA_BRIDGE_CFM_MEP_CONFIG_INSTANCE
            0a00 0200 020000000001 0000    # IFLA_BRIDGE_CFM_MEP_CONFIG_UNICAST_MAC
            0800 0300 04000000             # IFLA_BRIDGE_CFM_MEP_CONFIG_MDLEVEL
            0800 0400 0a000000             # IFLA_BRIDGE_CFM_MEP_CONFIG_MEPID
          5000 0480                        # IFLA_BRIDGE_CFM_CC_CONFIG
            0800 0100 01000000             # IFLA_BRIDGE_CFM_CC_CONFIG_INSTANCE
            0800 0200 01000000             # IFLA_BRIDGE_CFM_CC_CONFIG_ENABLE
            0800 0300 04000000             # IFLA_BRIDGE_CFM_CC_CONFIG_EXP_INTERVAL
            3400 0400 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f # IFLA_BRIDGE_CFM_CC_CONFIG_EXP_MAID
          1400 0580                        # IFLA_BRIDGE_CFM_CC_PEER_MEP_ADD
            0800 0100 01000000             # IFLA_BRIDGE_CFM_CC_PEER_MEP_INSTANCE
            0800 0200 0b000000             # IFLA_BRIDGE_CFM_CC_PEER_MEPID
    `,
    value: {
      ...blank,
      family: 7,
      index: 2,
      bridgeAfSpec: {
        cfm: {
          mepCreate: { instance: 1, domain: 'port', direction: 'up', ifindex: 3 },
          mepConfig: { instance: 1, unicastMac: '02:00:00:00:00:01', mdlevel: 4, mepid: 10 },
          ccConfig: {
            instance: 1,
            enable: 1,
            expInterval: '1Sec',
            expMaid: Uint8Array.from([
              0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
              26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
            ]),
          },
          ccPeerMepAdd: { instance: 1, mepid: 11 },
        },
      },
    },
  },
  {
    command: 'composed by hand from linux/if_bridge.h: its messages and its end',
    bytes: `
      a4000000 1300 0500 01000000 00000000 # nlmsghdr: RTM_SETLINK
      07000000020000000000000000000000     # ifinfomsg
      8400 1a00                            # IFLA_AF_SPEC
        8000 0580                          # IFLA_BRIDGE_CFM
          0c00 0280                        # IFLA_BRIDGE_CFM_MEP_DELETE
            0800 0100 01000000             # IFLA_BRIDGE_CFM_MEP_DELETE_INSTANCE
          1400 0680                        # IFLA_BRIDGE_CFM_CC_PEER_MEP_REMOVE
            0800 0100 01000000             # IFLA_BRIDGE_CFM_CC_PEER_MEP_INSTANCE
            0800 0200 0b000000             # IFLA_BRIDGE_CFM_CC_PEER_MEPID
          1400 0780                        # IFLA_BRIDGE_CFM_CC_RDI
            0800 0100 01000000             # IFLA_BRIDGE_CFM_CC_RDI_INSTANCE
            0800 0200 01000000             # IFLA_BRIDGE_CFM_CC_RDI_RDI
          4800 0880                        # IFLA_BRIDGE_CFM_CC_CCM_TX
            0800 0100 01000000             # IFLA_BRIDGE_CFM_CC_CCM_TX_INSTANCE
            0a00 0200 020000000001 0000    # IFLA_BRIDGE_CFM_CC_CCM_TX_DMAC
            0800 0300 01000000             # IFLA_BRIDGE_CFM_CC_CCM_TX_SEQ_NO_UPDATE
            0800 0400 3c000000             # IFLA_BRIDGE_CFM_CC_CCM_TX_PERIOD
            0800 0500 01000000             # IFLA_BRIDGE_CFM_CC_CCM_TX_IF_TLV
            0500 0600 02 000000            # IFLA_BRIDGE_CFM_CC_CCM_TX_IF_TLV_VALUE
            0800 0700 01000000             # IFLA_BRIDGE_CFM_CC_CCM_TX_PORT_TLV
            0500 0800 03 000000            # IFLA_BRIDGE_CFM_CC_CCM_TX_PORT_TLV_VALUE
    `,
    value: {
      ...blank,
      family: 7,
      index: 2,
      bridgeAfSpec: {
        cfm: {
          mepDelete: { instance: 1 },
          ccPeerMepRemove: { instance: 1, mepid: 11 },
          ccRdi: { instance: 1, rdi: 1 },
          ccCcmTx: {
            instance: 1,
            dmac: '02:00:00:00:00:01',
            seqNoUpdate: 1,
            period: 60,
            ifTlv: 1,
            ifTlvValue: 2,
            portTlv: 1,
            portTlvValue: 3,
          },
        },
      },
    },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_bridge.h: what is reported of CFM',
    bytes: `
      a4010000 1000 0000 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      07000000020000000000000000000000     # ifinfomsg
      8401 1a00                            # IFLA_AF_SPEC
        8001 0580                          # IFLA_BRIDGE_CFM
          2400 0980                        # IFLA_BRIDGE_CFM_MEP_CREATE_INFO
            0800 0100 01000000             # IFLA_BRIDGE_CFM_MEP_CREATE_INSTANCE
            0800 0200 00000000             # IFLA_BRIDGE_CFM_MEP_CREATE_DOMAIN
            0800 0300 01000000             # IFLA_BRIDGE_CFM_MEP_CREATE_DIRECTION
            0800 0400 03000000             # IFLA_BRIDGE_CFM_MEP_CREATE_IFINDEX
          2800 0a80                        # IFLA_BRIDGE_CFM_MEP_CONFIG_INFO
            0800 0100 01000000             # IFLA_BRIDGE_CFM_MEP_CONFIG_INSTANCE
            0a00 0200 020000000001 0000    # IFLA_BRIDGE_CFM_MEP_CONFIG_UNICAST_MAC
            0800 0300 04000000             # IFLA_BRIDGE_CFM_MEP_CONFIG_MDLEVEL
            0800 0400 0a000000             # IFLA_BRIDGE_CFM_MEP_CONFIG_MEPID
          5000 0b80                        # IFLA_BRIDGE_CFM_CC_CONFIG_INFO
            0800 0100 01000000             # IFLA_BRIDGE_CFM_CC_CONFIG_INSTANCE
            0800 0200 01000000             # IFLA_BRIDGE_CFM_CC_CONFIG_ENABLE
            0800 0300 04000000             # IFLA_BRIDGE_CFM_CC_CONFIG_EXP_INTERVAL
            3400 0400 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f # IFLA_BRIDGE_CFM_CC_CONFIG_EXP_MAID
          1400 0c80                        # IFLA_BRIDGE_CFM_CC_RDI_INFO
            0800 0100 01000000             # IFLA_BRIDGE_CFM_CC_RDI_INSTANCE
            0800 0200 01000000             # IFLA_BRIDGE_CFM_CC_RDI_RDI
          4800 0d80                        # IFLA_BRIDGE_CFM_CC_CCM_TX_INFO
            0800 0100 01000000             # IFLA_BRIDGE_CFM_CC_CCM_TX_INSTANCE
            0a00 0200 020000000001 0000    # IFLA_BRIDGE_CFM_CC_CCM_TX_DMAC
            0800 0300 01000000             # IFLA_BRIDGE_CFM_CC_CCM_TX_SEQ_NO_UPDATE
            0800 0400 3c000000             # IFLA_BRIDGE_CFM_CC_CCM_TX_PERIOD
            0800 0500 01000000             # IFLA_BRIDGE_CFM_CC_CCM_TX_IF_TLV
            0500 0600 02 000000            # IFLA_BRIDGE_CFM_CC_CCM_TX_IF_TLV_VALUE
            0800 0700 01000000             # IFLA_BRIDGE_CFM_CC_CCM_TX_PORT_TLV
            0500 0800 03 000000            # IFLA_BRIDGE_CFM_CC_CCM_TX_PORT_TLV_VALUE
          1400 0e80                        # IFLA_BRIDGE_CFM_CC_PEER_MEP_INFO
            0800 0100 01000000             # IFLA_BRIDGE_CFM_CC_PEER_MEP_INSTANCE
            0800 0200 0b000000             # IFLA_BRIDGE_CFM_CC_PEER_MEPID
          2400 0f80                        # IFLA_BRIDGE_CFM_MEP_STATUS_INFO
            0800 0100 01000000             # IFLA_BRIDGE_CFM_MEP_STATUS_INSTANCE
            0800 0200 01000000             # IFLA_BRIDGE_CFM_MEP_STATUS_OPCODE_UNEXP_SEEN
            0800 0300 00000000             # IFLA_BRIDGE_CFM_MEP_STATUS_VERSION_UNEXP_SEEN
            0800 0400 00000000             # IFLA_BRIDGE_CFM_MEP_STATUS_RX_LEVEL_LOW_SEEN
          4c00 1080                        # IFLA_BRIDGE_CFM_CC_PEER_STATUS_INFO
            0800 0100 01000000             # IFLA_BRIDGE_CFM_CC_PEER_STATUS_INSTANCE
            0800 0200 0b000000             # IFLA_BRIDGE_CFM_CC_PEER_STATUS_PEER_MEPID
            0800 0300 01000000             # IFLA_BRIDGE_CFM_CC_PEER_STATUS_CCM_DEFECT
            0800 0400 00000000             # IFLA_BRIDGE_CFM_CC_PEER_STATUS_RDI
            0500 0500 01 000000            # IFLA_BRIDGE_CFM_CC_PEER_STATUS_PORT_TLV_VALUE
            0500 0600 02 000000            # IFLA_BRIDGE_CFM_CC_PEER_STATUS_IF_TLV_VALUE
            0800 0700 01000000             # IFLA_BRIDGE_CFM_CC_PEER_STATUS_SEEN
            0800 0800 00000000             # IFLA_BRIDGE_CFM_CC_PEER_STATUS_TLV_SEEN
            0800 0900 00000000             # IFLA_BRIDGE_CFM_CC_PEER_STATUS_SEQ_UNEXP_SEEN
    `,
    value: {
      ...blank,
      family: 7,
      index: 2,
      bridgeAfSpec: {
        cfm: {
          mepCreateInfo: [{ instance: 1, domain: 'port', direction: 'up', ifindex: 3 }],
          mepConfigInfo: [{ instance: 1, unicastMac: '02:00:00:00:00:01', mdlevel: 4, mepid: 10 }],
          ccConfigInfo: [
            {
              instance: 1,
              enable: 1,
              expInterval: '1Sec',
              expMaid: Uint8Array.from([
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
                26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
              ]),
            },
          ],
          ccRdiInfo: [{ instance: 1, rdi: 1 }],
          ccCcmTxInfo: [
            {
              instance: 1,
              dmac: '02:00:00:00:00:01',
              seqNoUpdate: 1,
              period: 60,
              ifTlv: 1,
              ifTlvValue: 2,
              portTlv: 1,
              portTlvValue: 3,
            },
          ],
          ccPeerMepInfo: [{ instance: 1, mepid: 11 }],
          mepStatusInfo: [{ instance: 1, opcodeUnexpSeen: 1, versionUnexpSeen: 0, rxLevelLowSeen: 0 }],
          ccPeerStatusInfo: [
            {
              instance: 1,
              peerMepid: 11,
              ccmDefect: 1,
              rdi: 0,
              portTlvValue: 1,
              ifTlvValue: 2,
              seen: 1,
              tlvSeen: 0,
              seqUnexpSeen: 0,
            },
          ],
        },
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
