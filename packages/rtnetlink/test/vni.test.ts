import test from 'ava';
import { type VniMessage, vniMessage } from '../src/vni.ts';
import { check, type Golden } from './golden.ts';

/** A request of iproute2 6.1.0, as strace shows it. */
const request: Golden<VniMessage> = {
  command: 'bridge vni add vni 5,7-9 dev vx2 remote 1.2.3.4',
  bytes: `
    48000000 7800 0500 9a370a6b 00000000 # nlmsghdr: RTM_NEWTUNNEL
    07 00 0000 04000000            # tunnel_msg
    1400 0180                      # VXLAN_VNIFILTER_ENTRY | NLA_F_NESTED
    0800 0100 05000000             # VXLAN_VNIFILTER_ENTRY_START
    0800 0300 01020304             # VXLAN_VNIFILTER_ENTRY_GROUP
    1c00 0180
    0800 0100 07000000
    0800 0200 09000000             # VXLAN_VNIFILTER_ENTRY_END
    0800 0300 01020304
  `,
  value: {
    family: 7,
    flags: [],
    ifindex: 4,
    entry: [
      { start: 5, group: '1.2.3.4' },
      { start: 7, end: 9, group: '1.2.3.4' },
    ],
  },
};

test('VNIs as they are asked for', (t) =>
  check(t, { body: vniMessage, headerLength: 8, isRequest: true }, request));
