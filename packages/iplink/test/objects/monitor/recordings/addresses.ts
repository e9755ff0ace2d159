/** Messages about addresses, and about prefixes that routers announce. */
import {
  type AddressMessage,
  type PrefixMessage,
  RTM_DELADDR,
  RTM_NEWADDR,
  RTM_NEWPREFIX,
} from '@iplink-ts/rtnetlink/codec';
import { address, prefix, zeros } from './message.ts';

const lifetimes = (prefered: number, valid: number): NonNullable<AddressMessage['cacheinfo']> => ({
  prefered,
  valid,
  cstamp: 5,
  tstamp: 6,
});

export const V4: AddressMessage = {
  family: 2,
  prefixlen: 24,
  index: 1,
  address: '10.0.0.1',
  local: '10.0.0.1',
};
const V6: AddressMessage = { family: 10, prefixlen: 64, index: 1, address: '2001:db8::1', scope: 253 };

export const addresses = [
  address({ ...V4, broadcast: '10.0.0.255', label: 'lo:1', flags: ['permanent'] }),
  address({ ...V4, index: 7, address: '10.0.0.2', rtPriority: 5, cacheinfo: lifetimes(1, 2) }),
  address({ ...V4, cacheinfo: lifetimes(0xffffffff, 0xffffffff), flags: ['secondary'] }),
  address(V4, RTM_DELADDR),
  address({ ...V6, flags: ['tentative', 'permanent'], cacheinfo: lifetimes(100, 200) }),
  address({ ...V6, local: '2001:db8::2', flags: ['deprecated'] }, RTM_DELADDR),
  zeros(RTM_NEWADDR, 4),
  zeros(RTM_DELADDR, 8),
];

const announced = (flags: NonNullable<PrefixMessage['flags']>): PrefixMessage => ({
  address: '2001:db8::/64',
  ifindex: 1,
  type: 3,
  flags,
  cacheinfo: { preferredTime: 100, validTime: 0xffffffff },
});

export const prefixes = [
  prefix(announced([])),
  prefix(announced(['onlink'])),
  prefix(announced(['onlink', 'autoconf'])),
  prefix(announced([1])),
  prefix(announced([2])),
  prefix(announced([3, 'autoconf'])),
  prefix({ family: 10, ifindex: 7, type: 3 }),
  prefix({ address: '2001:db8::/64', ifindex: 1, type: 4 }),
  prefix({ family: 2, ifindex: 1, type: 3 }),
  zeros(RTM_NEWPREFIX, 8),
];
