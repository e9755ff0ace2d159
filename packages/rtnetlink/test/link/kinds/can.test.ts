import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command:
      'ip link set v0 type can bitrate 500000 sample-point 0.875 dbitrate 2000000 fd on listen-only on restart-ms 100 termination 120',
    bytes: `
      94000000 1000 0500 613e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      7400 1200                            # IFLA_LINKINFO
        0700 0100 63616e 00                # IFLA_INFO_KIND
        6800 0200                          # IFLA_INFO_DATA
          0800 0600 64000000               # IFLA_CAN_RESTART_MS
          0600 0b00 7800 0000              # IFLA_CAN_TERMINATION
          2400 0100 20a107006b030000000000000000000000000000000000000000000000000000 # IFLA_CAN_BITTIMING
          2400 0900 80841e0000000000000000000000000000000000000000000000000000000000 # IFLA_CAN_DATA_BITTIMING
          0c00 0500 2200000022000000       # IFLA_CAN_CTRLMODE
    `,
    value: {
      ...blank,
      index: 3,
      kind: 'can',
      data: {
        restartMs: 100,
        termination: 120,
        bittiming: {
          bitrate: 500000,
          samplePoint: 875,
          tq: 0,
          propSeg: 0,
          phaseSeg1: 0,
          phaseSeg2: 0,
          sjw: 0,
          brp: 0,
        },
        dataBittiming: {
          bitrate: 2000000,
          samplePoint: 0,
          tq: 0,
          propSeg: 0,
          phaseSeg1: 0,
          phaseSeg2: 0,
          sjw: 0,
          brp: 0,
        },
        ctrlmode: { mask: ['listenonly', 'fd'], flags: ['listenonly', 'fd'] },
      },
    },
  },
  {
    command:
      'ip link set v0 type can tq 125 prop-seg 6 phase-seg1 7 phase-seg2 2 sjw 1 tdc-mode manual tdcv 3 tdco 15 tdcf 0',
    bytes: `
      7c000000 1000 0500 613e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      5c00 1200                            # IFLA_LINKINFO
        0700 0100 63616e 00                # IFLA_INFO_KIND
        5000 0200                          # IFLA_INFO_DATA
          2400 0100 00000000000000007d0000000600000007000000020000000100000000000000 # IFLA_CAN_BITTIMING
          0c00 0500 0004000000040000       # IFLA_CAN_CTRLMODE
          1c00 1080                        # IFLA_CAN_TDC
            0800 0700 03000000             # IFLA_CAN_TDC_TDCV
            0800 0800 0f000000             # IFLA_CAN_TDC_TDCO
            0800 0900 00000000             # IFLA_CAN_TDC_TDCF
    `,
    value: {
      ...blank,
      index: 3,
      kind: 'can',
      data: {
        bittiming: {
          bitrate: 0,
          samplePoint: 0,
          tq: 125,
          propSeg: 6,
          phaseSeg1: 7,
          phaseSeg2: 2,
          sjw: 1,
          brp: 0,
        },
        ctrlmode: { mask: ['tdcManual'], flags: ['tdcManual'] },
        tdc: { tdcv: 3, tdco: 15, tdcf: 0 },
      },
    },
  },
  {
    command: 'ip link set v0 type can restart',
    bytes: `
      38000000 1000 0500 613e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      1800 1200                            # IFLA_LINKINFO
        0700 0100 63616e 00                # IFLA_INFO_KIND
        0c00 0200                          # IFLA_INFO_DATA
          0800 0700 01000000               # IFLA_CAN_RESTART
    `,
    value: { ...blank, index: 3, kind: 'can', data: { restart: 1 } },
  },
  {
    command: 'composed by hand from linux/can/netlink.h of Linux 7.0: CAN XL',
    bytes: `
      94000000 1000 0500 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 63616e3000 000000          # IFLA_IFNAME
      6800 1200                            # IFLA_LINKINFO
        0800 0100 63616e00                 # IFLA_INFO_KIND
        5c00 0200                          # IFLA_INFO_DATA
          0c00 0500 00f8000000900000       # IFLA_CAN_CTRLMODE
          2400 1200 002d310100000000000000000000000000000000000000000000000000000000 # IFLA_CAN_XL_DATA_BITTIMING
          0c00 1580                        # IFLA_CAN_XL_TDC
            0800 0800 07000000             # IFLA_CAN_TDC_TDCO
          1c00 1680                        # IFLA_CAN_XL_PWM
            0800 0700 02000000             # IFLA_CAN_PWM_PWMS
            0800 0800 06000000             # IFLA_CAN_PWM_PWML
            0800 0900 00000000             # IFLA_CAN_PWM_PWMO
    `,
    value: {
      ...blank,
      ifname: 'can0',
      kind: 'can',
      data: {
        ctrlmode: { mask: ['restricted', 'xl', 'xlTdcAuto', 'xlTdcManual', 'xlTms'], flags: ['xl', 'xlTms'] },
        xlDataBittiming: {
          bitrate: 20000000,
          samplePoint: 0,
          tq: 0,
          propSeg: 0,
          phaseSeg1: 0,
          phaseSeg2: 0,
          sjw: 0,
          brp: 0,
        },
        xlTdc: { tdco: 7 },
        xlPwm: { pwms: 2, pwml: 6, pwmo: 0 },
      },
    },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/can/netlink.h: what is reported of a controller',
    bytes: `
      48010000 1000 0000 01000000 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0900 0300 63616e3000 000000                  # IFLA_IFNAME
      1c01 1200                                    # IFLA_LINKINFO
        0800 0100 63616e00                         # IFLA_INFO_KIND
        f400 0200                                  # IFLA_INFO_DATA
          2400 0100 20a107006b0300007d0000000600000007000000020000000100000002000000 # IFLA_CAN_BITTIMING
          3400 0200 766375000000000000000000000000000100000010000000010000000800000004000000010000004000000001000000 # IFLA_CAN_BITTIMING_CONST
          0800 0300 0024f400                       # IFLA_CAN_CLOCK
          0800 0400 03000000                       # IFLA_CAN_STATE
          0c00 0500 0000000031000000               # IFLA_CAN_CTRLMODE
          0800 0600 00000000                       # IFLA_CAN_RESTART_MS
          0800 0800 01000200                       # IFLA_CAN_BERR_COUNTER
          0600 0b00 7800 0000                      # IFLA_CAN_TERMINATION
          0800 0c00 00007800                       # IFLA_CAN_TERMINATION_CONST
          0c00 0d00 48e8010020a10700               # IFLA_CAN_BITRATE_CONST
          0800 0e00 80841e00                       # IFLA_CAN_DATA_BITRATE_CONST
          0800 0f00 00127a00                       # IFLA_CAN_BITRATE_MAX
          3400 1080                                # IFLA_CAN_TDC
            0800 0100 00000000                     # IFLA_CAN_TDC_TDCV_MIN
            0800 0200 3f000000                     # IFLA_CAN_TDC_TDCV_MAX
            0800 0300 00000000                     # IFLA_CAN_TDC_TDCO_MIN
            0800 0400 7f000000                     # IFLA_CAN_TDC_TDCO_MAX
            0800 0500 01000000                     # IFLA_CAN_TDC_TDCF_MIN
            0800 0600 7f000000                     # IFLA_CAN_TDC_TDCF_MAX
          0c00 1180                                # IFLA_CAN_CTRLMODE_EXT
            0800 0100 7b000000                     # IFLA_CAN_CTRLMODE_SUPPORTED
        1c00 0300 010000000200000003000000040000000500000006000000 # IFLA_INFO_XSTATS
    `,
    value: {
      ...blank,
      ifname: 'can0',
      kind: 'can',
      data: {
        bittiming: {
          bitrate: 500000,
          samplePoint: 875,
          tq: 125,
          propSeg: 6,
          phaseSeg1: 7,
          phaseSeg2: 2,
          sjw: 1,
          brp: 2,
        },
        bittimingConst: {
          name: 'vcu',
          tseg1Min: 1,
          tseg1Max: 16,
          tseg2Min: 1,
          tseg2Max: 8,
          sjwMax: 4,
          brpMin: 1,
          brpMax: 64,
          brpInc: 1,
        },
        clock: { freq: 16000000 },
        state: 'busOff',
        ctrlmode: { mask: [], flags: ['loopback', 'berrReporting', 'fd'] },
        restartMs: 0,
        berrCounter: { txerr: 1, rxerr: 2 },
        termination: 120,
        terminationConst: [0, 120],
        bitrateConst: [125000, 500000],
        dataBitrateConst: [2000000],
        bitrateMax: 8000000,
        tdc: { tdcvMin: 0, tdcvMax: 63, tdcoMin: 0, tdcoMax: 127, tdcfMin: 1, tdcfMax: 127 },
        ctrlmodeExt: {
          supported: ['loopback', 'listenonly', 'oneShot', 'berrReporting', 'fd', 'presumeAck'],
        },
      },
      xstats: { busError: 1, errorWarning: 2, errorPassive: 3, busOff: 4, arbitrationLost: 5, restarts: 6 },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
