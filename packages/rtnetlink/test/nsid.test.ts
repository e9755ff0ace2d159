import test from 'ava';
import { type Nsid, nsidMessage } from '../src/nsid.ts';
import { check, type Golden } from './golden.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Nsid>[] = [
  {
    command: 'ip netns set rtcap2 7',
    bytes: `
      24000000 5800 0500 cc16016b 00000000 # nlmsghdr: RTM_NEWNSID
      00000000                       # rtgenmsg
      0800 0300 06000000             # NETNSA_FD
      0800 0100 07000000             # NETNSA_NSID
    `,
    value: { family: 0, fd: 6, nsid: 7 },
  },
  {
    command: 'ip netns list-id',
    bytes: `
      14000000 5a00 0103 cc16016b 00000000 # nlmsghdr: RTM_GETNSID
      00000000                       # rtgenmsg
    `,
    value: { family: 0 },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: nsidMessage, headerLength: 4, isRequest: true }, golden));
