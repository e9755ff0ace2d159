import { addresses } from '../../src/client/addresses.ts';
import type { Row } from './row.ts';

/** `ip address` */
export const addressRows: readonly Row[] = [
  ['ip address add 192.0.2.1/24 dev v0', () => addresses.add({ dev: 'v0', address: '192.0.2.1/24' })],
  ['ip address add 192.0.2.2 dev v0', () => addresses.add({ dev: 'v0', address: '192.0.2.2' })],
  ['ip address add 2001:db8::1/64 dev v0', () => addresses.add({ dev: 'v0', address: '2001:db8::1/64' })],
  [
    'ip address add 192.0.2.3/24 broadcast 192.0.2.255 dev v0 label v0:x',
    () => addresses.add({ dev: 'v0', address: '192.0.2.3/24', broadcast: '192.0.2.255', label: 'v0:x' }),
  ],
  [
    'ip address add 192.0.2.4/24 broadcast + dev v0',
    () => addresses.add({ dev: 'v0', address: '192.0.2.4/24', broadcast: '192.0.2.255' }),
  ],
  [
    'ip address add 192.0.2.5 peer 192.0.2.6/32 dev v0',
    () => addresses.add({ dev: 'v0', local: '192.0.2.5', address: '192.0.2.6/32' }),
  ],
  [
    'ip address add 192.0.2.7/24 dev v0 scope link',
    () => addresses.add({ dev: 'v0', address: '192.0.2.7/24', scope: 253 }),
  ],
  [
    'ip address add 192.0.2.8/24 dev v0 metric 500',
    () => addresses.add({ dev: 'v0', address: '192.0.2.8/24', rtPriority: 500 }),
  ],
  [
    'ip address add 192.0.2.9/24 dev v0 valid_lft 600 preferred_lft 300',
    () => addresses.add({ dev: 'v0', address: '192.0.2.9/24', cacheinfo: lifetimes(600, 300) }),
  ],
  [
    'ip address add 2001:db8::2/64 dev v0 valid_lft forever preferred_lft 0',
    () => addresses.add({ dev: 'v0', address: '2001:db8::2/64', cacheinfo: lifetimes(0xffffffff, 0) }),
  ],
  [
    'ip address add 2001:db8::3/64 dev v0 nodad',
    () => addresses.add({ dev: 'v0', address: '2001:db8::3/64', flags: ['nodad'] }),
  ],
  [
    'ip address add 2001:db8::4/64 dev v0 home nodad',
    () => addresses.add({ dev: 'v0', address: '2001:db8::4/64', flags: ['nodad', 'homeaddress'] }),
  ],
  [
    'ip address add 2001:db8::5/64 dev v0 noprefixroute mngtmpaddr',
    () =>
      addresses.add({
        dev: 'v0',
        address: '2001:db8::5/64',
        flags: ['managetempaddr', 'noprefixroute'],
      }),
  ],
  [
    'ip address add 2001:db8::6/64 dev v0 optimistic',
    () => addresses.add({ dev: 'v0', address: '2001:db8::6/64', flags: ['optimistic'] }),
  ],
  [
    'ip address add 239.1.1.1/32 dev v0 autojoin',
    () => addresses.add({ dev: 'v0', address: '239.1.1.1/32', flags: ['mcautojoin'] }),
  ],
  [
    'ip address replace 192.0.2.1/24 dev v0 metric 7',
    () => addresses.replace({ dev: 'v0', address: '192.0.2.1/24', rtPriority: 7 }),
  ],
  [
    'ip address change 2001:db8::1/64 dev v0 preferred_lft 100 valid_lft 200',
    () => addresses.change({ dev: 'v0', address: '2001:db8::1/64', cacheinfo: lifetimes(200, 100) }),
  ],
  ['ip address del 192.0.2.1/24 dev v0', () => addresses.delete({ dev: 'v0', address: '192.0.2.1/24' })],
  ['ip address del 2001:db8::1/64 dev v0', () => addresses.delete({ dev: 'v0', address: '2001:db8::1/64' })],
  ['ip -4 address show dev v0', () => addresses.list({ family: 2, dev: 'v0' })],
  ['ip -6 address show', () => addresses.list({ family: 10 })],
];

function lifetimes(valid: number, prefered: number) {
  return { valid, prefered, cstamp: 0, tstamp: 0 };
}
