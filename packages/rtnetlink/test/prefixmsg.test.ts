import test from 'ava';
import { type PrefixNotice, prefixMessage } from '../src/prefixmsg.ts';
import { check, type Golden } from './golden.ts';

/** A notification of Linux 6.18. */
const announced: Golden<PrefixNotice> = {
  command: 'a router advertisement of 2001:db8:7::/64 with both flags (0xc0), valid for an hour',
  bytes: `
    3c000000 3400 0000 00000000 00000000 # nlmsghdr: RTM_NEWPREFIX
    0a000000 02000000 03 40 c0 00    # prefixmsg
    1400 0100 20010db8000700000000000000000000 # PREFIX_ADDRESS
    0c00 0200 08070000 100e0000      # PREFIX_CACHEINFO
  `,
  value: {
    family: 10,
    ifindex: 2,
    type: 3,
    len: 64,
    flags: ['autoconf', 'onlink'],
    address: '2001:db8:7::/64',
    cacheinfo: { preferredTime: 1800, validTime: 3600 },
  },
};

test(announced.command, (t) =>
  check(t, { body: prefixMessage, headerLength: 12, isRequest: false }, announced),
);
