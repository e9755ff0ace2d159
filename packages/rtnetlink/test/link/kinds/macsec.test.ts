import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command:
      'ip link add link v0 name ms0 type macsec port 11 cipher gcm-aes-256 icvlen 16 encrypt on send_sci on replay on window 32 validate strict encodingsa 2 protect on',
    bytes: `
      98000000 1000 0506 5f3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0500 03000000                   # IFLA_LINK
      0800 0300 6d733000                   # IFLA_IFNAME
      6800 1200                            # IFLA_LINKINFO
        0a00 0100 6d6163736563 0000        # IFLA_INFO_KIND
        5800 0200                          # IFLA_INFO_DATA
          0600 0200 000b 0000              # IFLA_MACSEC_PORT
          0500 0700 01 000000              # IFLA_MACSEC_ENCRYPT
          0500 0900 01 000000              # IFLA_MACSEC_INC_SCI
          0500 0d00 02 000000              # IFLA_MACSEC_VALIDATION
          0500 0800 01 000000              # IFLA_MACSEC_PROTECT
          0c00 0400 0200000100c28000       # IFLA_MACSEC_CIPHER_SUITE
          0500 0300 10 000000              # IFLA_MACSEC_ICV_LEN
          0800 0500 20000000               # IFLA_MACSEC_WINDOW
          0500 0c00 01 000000              # IFLA_MACSEC_REPLAY_PROTECT
          0500 0600 02 000000              # IFLA_MACSEC_ENCODING_SA
    `,
    value: {
      ...blank,
      ifname: 'ms0',
      link: 3,
      kind: 'macsec',
      data: {
        port: 11,
        encrypt: 1,
        incSci: 1,
        validation: 'strict',
        protect: 1,
        cipherSuite: 'gcmAes256',
        icvLen: 16,
        window: 32,
        replayProtect: 1,
        encodingSa: 2,
      },
    },
  },
  {
    command:
      'ip link add link v0 name ms1 type macsec sci 0200000000010001 end_station off scb off offload phy',
    bytes: `
      68000000 1000 0506 5f3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0500 03000000                   # IFLA_LINK
      0800 0300 6d733100                   # IFLA_IFNAME
      3800 1200                            # IFLA_LINKINFO
        0a00 0100 6d6163736563 0000        # IFLA_INFO_KIND
        2800 0200                          # IFLA_INFO_DATA
          0c00 0100 0200000000010001       # IFLA_MACSEC_SCI
          0500 0a00 00 000000              # IFLA_MACSEC_ES
          0500 0b00 00 000000              # IFLA_MACSEC_SCB
          0500 0f00 01 000000              # IFLA_MACSEC_OFFLOAD
    `,
    value: {
      ...blank,
      ifname: 'ms1',
      link: 3,
      kind: 'macsec',
      data: { sci: 0x200000000010001n, es: 0, scb: 0, offload: 'phy' },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
