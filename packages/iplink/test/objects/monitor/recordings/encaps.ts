/** Messages about routes whose packets are encapsulated, with every attribute of each type: never for a kernel. */
import type { RouteMessage } from '@iplink-ts/rtnetlink/codec';
import { route } from './message.ts';

type Encap = NonNullable<RouteMessage['encap']>;

const segments = ['2001:db8:a::1', '2001:db8:b::1'];

const encaps: readonly Encap[] = [
  { type: 'mpls', dst: [16, 1048575], ttl: 64 },
  { type: 'ip', id: 7n, dst: '192.0.2.9', src: '192.0.2.1', ttl: 64, tos: 16, flags: ['csum', 'key'] },
  { type: 'ip', id: 7n, dst: '192.0.2.9', opts: { vxlan: { gbp: 100 } } },
  {
    type: 'ip',
    id: 7n,
    dst: '192.0.2.9',
    opts: { geneve: [{ class: 258, type: 3, data: Uint8Array.of(1, 2, 3, 4) }] },
  },
  { type: 'ip6', id: 7n, dst: '2001:db8::9', opts: { erspan: { ver: 2, index: 0, dir: 1, hwid: 5 } } },
  {
    type: 'ila',
    locator: '2001:db8:0:1',
    csumMode: 'noAction',
    identType: 'useFormat',
    hookType: 'routeOutput',
  },
  { type: 'ip6', id: 2n, dst: '2001:db8::9', src: '2001:db8::1', hoplimit: 63, tc: 5, flags: [] },
  { type: 'seg6', srh: { mode: 'encap', segments } },
  { type: 'seg6', srh: { mode: 'l2encap', segments, hmac: { keyid: 5 } } },
  { type: 'seg6local', action: 'endB6Encap', srh: { segments } },
  { type: 'seg6local', action: 'endDx4', nh4: '192.0.2.2' },
  { type: 'seg6local', action: 'endDx6', nh6: '2001:db8::2' },
  { type: 'seg6local', action: 'endT', table: 100 },
  { type: 'seg6local', action: 'endDt4', vrftable: 10 },
  {
    type: 'seg6local',
    action: 'end',
    flavors: { operation: ['psp'] },
    counters: { packets: 1n, bytes: 2n, errors: 3n },
  },
  { type: 'rpl', srh: { segments } },
  {
    type: 'ioam6',
    mode: 'encap',
    dst: '2001:db8::9',
    trace: { namespaceId: 123, nodelen: 0x08, remlen: 3, type: 0x80000000 },
    freqK: 1,
    freqN: 10,
  },
  { type: 'xfrm', ifId: 5, link: 2 },
];

const isOfIpv6 = ({ type }: Encap): boolean => type !== 'mpls' && type !== 'ip';

export const encapsulated = encaps.map((encap) =>
  route({
    type: 'unicast',
    dst: isOfIpv6(encap) ? '2001:db8:9::/48' : '10.9.0.0/16',
    oif: 1,
    table: 254,
    protocol: 3,
    encap,
  }),
);
