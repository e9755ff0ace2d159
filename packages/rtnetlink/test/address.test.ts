import test from 'ava';
import { type Address, addressMessage } from '../src/address.ts';
import { check, type Golden } from './golden.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Address>[] = [
  {
    command: 'ip address add 192.0.2.1/24 broadcast + dev br0',
    bytes: `
      30000000 1400 0506 6819016b 00000000 # nlmsghdr: RTM_NEWADDR
      0218000002000000               # ifaddrmsg
      0800 0200 c0000201             # IFA_LOCAL
      0800 0100 c0000201             # IFA_ADDRESS
      0800 0400 c00002ff             # IFA_BROADCAST
    `,
    value: {
      family: 2,
      prefixlen: 24,
      scope: 0,
      index: 2,
      flags: [],
      address: '192.0.2.1/24',
      local: '192.0.2.1',
      broadcast: '192.0.2.255',
    },
  },
  {
    command: 'ip address add 192.0.2.9 peer 192.0.2.10/32 dev br0 label br0:1 scope link',
    bytes: `
      34000000 1400 0506 6819016b 00000000 # nlmsghdr: RTM_NEWADDR
      022000fd02000000               # ifaddrmsg
      0800 0200 c0000209             # IFA_LOCAL
      0800 0100 c000020a             # IFA_ADDRESS
      0a00 0300 6272303a3100 0000    # IFA_LABEL
    `,
    value: {
      family: 2,
      prefixlen: 32,
      scope: 253,
      index: 2,
      flags: [],
      address: '192.0.2.10/32',
      local: '192.0.2.9',
      label: 'br0:1',
    },
  },
  {
    command: 'ip address add 2001:db8::1/64 dev br0 nodad valid_lft 3600 preferred_lft 1800',
    bytes: `
      54000000 1400 0506 6819016b 00000000 # nlmsghdr: RTM_NEWADDR
      0a40020002000000               # ifaddrmsg
      1400 0200 20010db8000000000000000000000001 # IFA_LOCAL
      1400 0100 20010db8000000000000000000000001 # IFA_ADDRESS
      1400 0600 08070000100e00000000000000000000 # IFA_CACHEINFO
    `,
    value: {
      family: 10,
      prefixlen: 64,
      scope: 0,
      index: 2,
      flags: ['nodad'],
      address: '2001:db8::1/64',
      local: '2001:db8::1',
      cacheinfo: { prefered: 1800, valid: 3600, cstamp: 0, tstamp: 0 },
    },
  },
  {
    command: 'ip address add 198.51.100.1/24 dev br0 metric 77 noprefixroute',
    bytes: `
      38000000 1400 0506 0b19016b 00000000 # nlmsghdr: RTM_NEWADDR
      0218000002000000               # ifaddrmsg
      0800 0200 c6336401             # IFA_LOCAL
      0800 0900 4d000000             # IFA_RT_PRIORITY
      0800 0800 00020000             # IFA_FLAGS
      0800 0100 c6336401             # IFA_ADDRESS
    `,
    value: {
      family: 2,
      prefixlen: 24,
      scope: 0,
      index: 2,
      flags: ['noprefixroute'],
      address: '198.51.100.1/24',
      local: '198.51.100.1',
      rtPriority: 77,
    },
  },
  {
    command: 'ip address del 192.0.2.1/24 dev br0',
    bytes: `
      28000000 1500 0500 8319016b 00000000 # nlmsghdr: RTM_DELADDR
      0218000002000000               # ifaddrmsg
      0800 0200 c0000201             # IFA_LOCAL
      0800 0100 c0000201             # IFA_ADDRESS
    `,
    value: {
      family: 2,
      prefixlen: 24,
      scope: 0,
      index: 2,
      flags: [],
      address: '192.0.2.1/24',
      local: '192.0.2.1',
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: addressMessage, headerLength: 8, isRequest: true }, golden));
