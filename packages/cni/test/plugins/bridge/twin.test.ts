import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { masqueradeRules } from '../../firewall/namespace.ts';
import { hasReference, REFERENCE, sysctl } from '../../rig.ts';
import { type TwinCase, twin } from '../../twin.ts';
import { addressed, bridgeState, ONE, output } from './lab.ts';

const DUAL = addressed('10.1.2.3/24', '2001:db8::3/64');

/** The bridge and its ports, and whether the host forwards. */
function ofHost(host: string): unknown {
  return {
    bridges: bridgeState(host),
    forwarding: [sysctl(host, 'ipv4/ip_forward'), sysctl(host, 'ipv6/conf/all/forwarding')],
  };
}

function withRules(host: string): unknown {
  return {
    links: ofHost(host),
    masquerade: masqueradeRules(host),
    spoofCheck: output(host, 'nft', 'list', 'ruleset', 'bridge').replaceAll(
      /(veth[0-9a-f]{8})|(([0-9a-f]{2}:){5}[0-9a-f]{2})/g,
      'CHOSEN',
    ),
  };
}

const bridge = (config: object, more: Partial<TwinCase> = {}): TwinCase => ({
  type: 'bridge',
  config: { bridge: 'br0', ...config },
  ofHost,
  leaves: true,
  ...more,
});

const withBridge =
  (...addresses: readonly string[]) =>
  (host: string): void => {
    using rtnl = RtnlSync.open({ netns: host });
    rtnl.links.add({ kind: 'bridge', ifname: 'br0' });
    for (const address of addresses) rtnl.addresses.add({ dev: 'br0', address });
  };

/** In versions of each form of results. */
const everyForm: Readonly<Record<string, TwinCase>> = {
  'default gateway': bridge({ isDefaultGateway: true, ipam: ONE }),
};

/** In 1.0.0. */
const cases: Readonly<Record<string, TwinCase>> = {
  // The reference does not check it.
  L2: bridge({ ipam: {} }, { onlyOurCheck: true }),
  'no gateway': bridge({ ipam: ONE }),
  'gateway of both families': bridge({ isDefaultGateway: true, ipam: DUAL }),
  'routes of the ipam': bridge({
    isDefaultGateway: true,
    ipam: { ...ONE, routes: [{ dst: '10.9.0.0/16', gw: '10.1.2.9' }] },
  }),
  'default route of the ipam, with a gateway': bridge({
    isDefaultGateway: true,
    ipam: { ...ONE, routes: [{ dst: '0.0.0.0/0', gw: '10.1.2.77' }] },
  }),
  'gateway that the ipam names': bridge({
    isGateway: true,
    ipam: { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.254' }] },
  }),
  'ipMasq by iptables, macspoofchk': bridge(
    { isGateway: true, ipMasq: true, macspoofchk: true, ipam: ONE },
    { ofHost: withRules, executable: true },
  ),
  'mtu, promiscMode': bridge({ mtu: 1400, promiscMode: true, ipam: ONE }),
  'hairpinMode, capital letters': bridge({ HAIRPINMODE: true, Mtu: -5, IPAM: ONE }),
  'a bridge that is there, with another address': bridge(
    { isGateway: true, ipam: ONE },
    { prepare: withBridge('192.0.2.1/24') },
  ),
  'a bridge that is there, with another address to be replaced': bridge(
    { isGateway: true, forceAddress: true, ipam: ONE },
    { prepare: withBridge('192.0.2.1/24') },
  ),
  'a bridge that is there, with the gateway': bridge(
    { isGateway: true, ipam: ONE },
    { prepare: withBridge('10.1.2.1/24') },
  ),
  'dns of the configuration: an empty list': bridge({
    dns: { nameservers: [] },
    ipam: { ...ONE, dns: { domain: 'ipam' } },
  }),
  'the bridge is none': bridge({ bridge: 'm0', ipam: ONE }),
  'the vlan is none': bridge({ vlan: 5000, ipam: ONE }),
  'a MAC address of a wrong type': bridge({ runtimeConfig: { mac: 5 }, ipam: ONE }),
};

if (hasReference) {
  for (const [title, one] of Object.entries(everyForm))
    for (const version of ['0.2.0', '0.4.0', '1.0.0'] as const)
      test.serial(`${version}: ${title}, as the reference does it`, (t) => twin(t, one, version));
  for (const [title, one] of Object.entries(cases))
    test.serial(`${title}, as the reference does it`, (t) => twin(t, one, '1.0.0'));
} else {
  test('as the reference does it', (t) => {
    t.log(`skipped: there are no reference plugins in ${REFERENCE}`);
    t.pass();
  });
}
