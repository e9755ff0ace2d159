/** Messages about routes, those of `ip mroute` included. */
import { type RouteMessage, RTM_DELROUTE } from '@iplink-ts/rtnetlink/codec';
import { route } from './message.ts';

export const routes = [
  route({ type: 'unicast', dst: '10.1.0.0/16', gateway: '10.0.0.1', oif: 1, table: 254, protocol: 3 }),
  route({
    type: 'unicast',
    dst: 'default',
    family: 2,
    oif: 7,
    table: 300,
    protocol: 2,
    scope: 253,
    prefsrc: '10.0.0.1',
  }),
  route({ dst: '10.1.0.1/32', type: 'local', table: 255, protocol: 2, scope: 254, oif: 1 }, RTM_DELROUTE),
  route({ type: 'unicast', dst: '10.1.0.2/32', flags: ['cloned'], oif: 1 }),
  route({
    type: 'unicast',
    dst: '2001:db8::/64',
    oif: 1,
    priority: 1024,
    table: 254,
    protocol: 2,
    pref: 'medium',
  }),
  route(
    { dst: '2001:db8:1::/48', type: 'unreachable', oif: 1, table: 254, metrics: { mtu: 1400 } },
    RTM_DELROUTE,
  ),
  route({
    type: 'unicast',
    dst: '10.2.0.0/16',
    table: 254,
    multipath: [
      { oif: 1, weight: 1, gateway: '10.0.0.1', flags: [] },
      { oif: 7, weight: 5, gateway: '10.0.0.2', flags: ['linkdown'] },
    ],
  }),
  route({ dst: '224.0.0.0/4', type: 'multicast', oif: 1, table: 254 }),
];

/** What `ip mroute` knows: families RTNL_FAMILY_IPMR and RTNL_FAMILY_IP6MR. */
const MFC: RouteMessage = {
  family: 128,
  src: '10.0.0.5/32',
  dst: '224.1.1.1/32',
  type: 'multicast',
  protocol: 17,
  table: 253,
  iif: 1,
};

export const multicastRoutes = [
  route(MFC),
  route({
    ...MFC,
    multipath: [
      { oif: 1, weight: 2, flags: [] },
      { oif: 7, weight: 6, flags: [] },
    ],
  }),
  route({ ...MFC, mfcStats: { packets: 10n, bytes: 1000n, wrongIf: 3n } }),
  route({ ...MFC, mfcStats: { packets: 10n, bytes: 1000n, wrongIf: 0n }, idle: 12345n }),
  route({ ...MFC, idle: 5n, table: 300 }, RTM_DELROUTE),
  route({ ...MFC, iif: undefined, flags: ['unresolved'], table: 254 }),
  route({ ...MFC, src: undefined, dst: 'default' }),
  route({ ...MFC, iif: 7 }),
  route({ ...MFC, type: 'unicast' }),
  route({ ...MFC, family: 129, src: '2001:db8::5/128', dst: 'ff05::5/128', idle: 1200n }),
];
