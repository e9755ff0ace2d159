import { nexthops } from '../../src/client/nexthops.ts';
import { routes } from '../../src/client/routes.ts';
import type { Row } from './row.ts';

const four = { family: 2, address: '192.0.2.99' };

/** `encap` of `ip route` and `ip nexthop`, and `ip -f mpls route`; never with options of a tunnel. */
export const encapsulationRows: readonly Row[] = [
  [
    'ip route add 10.50.0.0/16 encap mpls 100/200/1048575 ttl 64 via 192.0.2.99 dev v0',
    () =>
      routes.add({
        dst: '10.50.0.0/16',
        via: '192.0.2.99',
        dev: 'v0',
        encap: { type: 'mpls', dst: [100, 200, 1_048_575], ttl: 64 },
      }),
  ],
  [
    'ip route add 10.51.0.0/16 encap ip id 7 dst 192.0.2.9 src 192.0.2.1 tos 0x10 ttl 64 key csum seq dev v0',
    () =>
      routes.add({
        dst: '10.51.0.0/16',
        dev: 'v0',
        encap: {
          type: 'ip',
          id: 7n,
          dst: '192.0.2.9',
          src: '192.0.2.1',
          tos: 16,
          ttl: 64,
          flags: ['key', 'csum', 'seq'],
        },
      }),
  ],
  [
    'ip -6 route add 2001:db8:50::/48 encap ip6 id 7 dst 2001:db8::9 src 2001:db8::1 tc 5 hoplimit 63 key dev v0',
    () =>
      routes.add({
        dst: '2001:db8:50::/48',
        dev: 'v0',
        encap: {
          type: 'ip6',
          id: 7n,
          dst: '2001:db8::9',
          src: '2001:db8::1',
          tc: 5,
          hoplimit: 63,
          flags: ['key'],
        },
      }),
  ],
  [
    'ip -6 route add 2001:db8:51::/48 encap seg6 mode encap segs 2001:db8:a::1,2001:db8:b::1 dev v0',
    () =>
      routes.add({
        dst: '2001:db8:51::/48',
        dev: 'v0',
        encap: { type: 'seg6', srh: { mode: 'encap', segments: ['2001:db8:a::1', '2001:db8:b::1'] } },
      }),
  ],
  [
    'ip -6 route add 2001:db8:52::/48 encap seg6 mode inline segs 2001:db8:a::1 dev v0',
    () =>
      routes.add({
        dst: '2001:db8:52::/48',
        dev: 'v0',
        encap: { type: 'seg6', srh: { mode: 'inline', segments: ['2001:db8:a::1', '::'] } },
      }),
  ],
  [
    'ip route add 10.52.0.0/16 encap seg6 mode l2encap segs 2001:db8:a::1 hmac 5 dev v0',
    () =>
      routes.add({
        dst: '10.52.0.0/16',
        dev: 'v0',
        encap: { type: 'seg6', srh: { mode: 'l2encap', segments: ['2001:db8:a::1'], hmac: { keyid: 5 } } },
      }),
  ],
  [
    'ip nexthop add id 50 encap mpls 100/200 via 192.0.2.99 dev v0',
    () => nexthops.add({ id: 50, via: '192.0.2.99', dev: 'v0', encap: { type: 'mpls', dst: [100, 200] } }),
  ],
  [
    'ip nexthop add id 51 encap ip id 4 dst 192.0.2.7 via 192.0.2.99 dev v0',
    () =>
      nexthops.add({
        id: 51,
        via: '192.0.2.99',
        dev: 'v0',
        encap: { type: 'ip', id: 4n, dst: '192.0.2.7' },
      }),
  ],
  [
    'ip -f mpls route add 100 as 200/300 via inet 192.0.2.99 dev v0',
    () => routes.add({ dst: '100', newdst: [200, 300], via: four, dev: 'v0' }),
  ],
  [
    'ip -f mpls route add 101 via inet 192.0.2.99 dev v0 ttl-propagate enabled',
    () => routes.add({ dst: '101', via: four, dev: 'v0', ttlPropagate: 1 }),
  ],
  [
    'ip -f mpls route add 102 as 300 via link 02:00:00:00:00:07 dev v0',
    () =>
      routes.add({ dst: '102', newdst: [300], via: { family: 17, address: '02:00:00:00:00:07' }, dev: 'v0' }),
  ],
  ['ip -f mpls route del 102', () => routes.delete({ dst: '102' })],
];
