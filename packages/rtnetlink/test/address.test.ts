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
  {
    command: 'ip addr add 2001:db8:1::1/64 dev br0 mngtmpaddr home',
    bytes: `
      48000000 1400 0506 f8370a6b 00000000 # nlmsghdr: RTM_NEWADDR
      0a40000002000000               # ifaddrmsg
      1400 0200 20010db8000100000000000000000001 # IFA_LOCAL
      0800 0800 10010000             # IFA_FLAGS
      1400 0100 20010db8000100000000000000000001 # IFA_ADDRESS
    `,
    value: {
      family: 10,
      prefixlen: 64,
      scope: 0,
      index: 2,
      flags: ['homeaddress', 'managetempaddr'],
      local: '2001:db8:1::1',
      address: '2001:db8:1::1/64',
    },
  },
  {
    command: 'ip addr add 2001:db8:2::1/64 dev br0 optimistic',
    bytes: `
      40000000 1400 0506 fb370a6b 00000000 # nlmsghdr: RTM_NEWADDR
      0a40040002000000               # ifaddrmsg
      1400 0200 20010db8000200000000000000000001 # IFA_LOCAL
      1400 0100 20010db8000200000000000000000001 # IFA_ADDRESS
    `,
    value: {
      family: 10,
      prefixlen: 64,
      scope: 0,
      index: 2,
      flags: ['optimistic'],
      local: '2001:db8:2::1',
      address: '2001:db8:2::1/64',
    },
  },
  {
    command: 'ip addr add 239.1.2.3/32 dev br0 autojoin',
    bytes: `
      30000000 1400 0506 fd370a6b 00000000 # nlmsghdr: RTM_NEWADDR
      0220000002000000               # ifaddrmsg
      0800 0200 ef010203             # IFA_LOCAL
      0800 0800 00040000             # IFA_FLAGS
      0800 0100 ef010203             # IFA_ADDRESS
    `,
    value: {
      family: 2,
      prefixlen: 32,
      scope: 0,
      index: 2,
      flags: ['mcautojoin'],
      local: '239.1.2.3',
      address: '239.1.2.3/32',
    },
  },
  {
    command: 'ip addr add 2001:db8:4::1 peer 2001:db8:4::2/128 dev br0',
    bytes: `
      40000000 1400 0506 00380a6b 00000000 # nlmsghdr: RTM_NEWADDR
      0a80000002000000               # ifaddrmsg
      1400 0200 20010db8000400000000000000000001 # IFA_LOCAL
      1400 0100 20010db8000400000000000000000002 # IFA_ADDRESS
    `,
    value: {
      family: 10,
      prefixlen: 128,
      scope: 0,
      index: 2,
      flags: [],
      local: '2001:db8:4::1',
      address: '2001:db8:4::2/128',
    },
  },
  {
    command: 'ip addr add 192.0.2.61/24 brd 192.0.2.127 anycast 192.0.2.62 dev br0 scope host',
    bytes: `
      38000000 1400 0506 01380a6b 00000000 # nlmsghdr: RTM_NEWADDR
      021800fe02000000               # ifaddrmsg
      0800 0200 c000023d             # IFA_LOCAL
      0800 0400 c000027f             # IFA_BROADCAST
      0800 0500 c000023e             # IFA_ANYCAST
      0800 0100 c000023d             # IFA_ADDRESS
    `,
    value: {
      family: 2,
      prefixlen: 24,
      scope: 254,
      index: 2,
      flags: [],
      local: '192.0.2.61',
      broadcast: '192.0.2.127',
      anycast: '192.0.2.62',
      address: '192.0.2.61/24',
    },
  },
  {
    command: 'ip addr change 2001:db8:1::1/64 dev br0 valid_lft 100 preferred_lft 50',
    bytes: `
      54000000 1400 0501 01380a6b 00000000 # nlmsghdr: RTM_NEWADDR
      0a40000002000000               # ifaddrmsg
      1400 0200 20010db8000100000000000000000001 # IFA_LOCAL
      1400 0100 20010db8000100000000000000000001 # IFA_ADDRESS
      1400 0600 32000000640000000000000000000000 # IFA_CACHEINFO
    `,
    value: {
      family: 10,
      prefixlen: 64,
      scope: 0,
      index: 2,
      flags: [],
      local: '2001:db8:1::1',
      address: '2001:db8:1::1/64',
      cacheinfo: { prefered: 50, valid: 100, cstamp: 0, tstamp: 0 },
    },
  },
  {
    command: 'ip addr replace 192.0.2.60/24 dev br0 noprefixroute',
    bytes: `
      30000000 1400 0505 02380a6b 00000000 # nlmsghdr: RTM_NEWADDR
      0218000002000000               # ifaddrmsg
      0800 0200 c000023c             # IFA_LOCAL
      0800 0800 00020000             # IFA_FLAGS
      0800 0100 c000023c             # IFA_ADDRESS
    `,
    value: {
      family: 2,
      prefixlen: 24,
      scope: 0,
      index: 2,
      flags: ['noprefixroute'],
      local: '192.0.2.60',
      address: '192.0.2.60/24',
    },
  },
  {
    command: 'ip addr del 2001:db8:4::1 peer 2001:db8:4::2/128 dev br0',
    bytes: `
      40000000 1500 0500 02380a6b 00000000 # nlmsghdr: RTM_DELADDR
      0a80000002000000               # ifaddrmsg
      1400 0200 20010db8000400000000000000000001 # IFA_LOCAL
      1400 0100 20010db8000400000000000000000002 # IFA_ADDRESS
    `,
    value: {
      family: 10,
      prefixlen: 128,
      scope: 0,
      index: 2,
      flags: [],
      local: '2001:db8:4::1',
      address: '2001:db8:4::2/128',
    },
  },
  {
    command: 'ip addr show dev br0',
    bytes: `
      18000000 1600 0103 04380a6b 00000000 # nlmsghdr: RTM_GETADDR
      0000000002000000               # ifaddrmsg
    `,
    value: { family: 0, prefixlen: 0, scope: 0, index: 2, flags: [] },
  },
  {
    command: 'ip address add 192.0.2.60/24 dev br0 valid_lft forever preferred_lft 0',
    bytes: `
      3c000000 1400 0506 893b0a6b 00000000 # nlmsghdr: RTM_NEWADDR
      0218000002000000               # ifaddrmsg
      0800 0200 c000023c             # IFA_LOCAL
      0800 0100 c000023c             # IFA_ADDRESS
      1400 0600 00000000ffffffff0000000000000000 # IFA_CACHEINFO
    `,
    value: {
      family: 2,
      prefixlen: 24,
      scope: 0,
      index: 2,
      flags: [],
      local: '192.0.2.60',
      address: '192.0.2.60/24',
      cacheinfo: { prefered: 0, valid: 4294967295, cstamp: 0, tstamp: 0 },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: addressMessage, headerLength: 8, isRequest: true }, golden));
