import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { supportedVersions } from '../../src/version.ts';
import { hasReference, REFERENCE } from '../rig.ts';
import { type TwinCase, twin } from '../twin.ts';

const ONE = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };
const ROUTED = { ...ONE, routes: [{ dst: '0.0.0.0/0' }, { dst: '10.9.0.0/16', gw: '10.1.2.9' }] };
const DUAL = {
  type: 'static',
  addresses: [
    { address: '10.1.2.3/24', gateway: '10.1.2.1' },
    { address: '2001:db8::3/64', gateway: '2001:db8::1' },
  ],
  routes: [{ dst: '0.0.0.0/0' }, { dst: '::/0' }, { dst: '2001:db8:9::5/48' }],
};

const macvlan = (config: object, more: Partial<TwinCase> = {}): TwinCase => ({
  type: 'macvlan',
  config: { master: 'm0', ...config },
  ...more,
});

function defaultRoute(host: string): void {
  using rtnl = RtnlSync.open({ netns: host });
  rtnl.addresses.add({ dev: 'm0', address: '192.0.0.1/24' });
  rtnl.routes.add({ dst: 'default', via: '192.0.0.254', dev: 'm0' });
}

/** In every version that the reference has. */
const everyVersion: Readonly<Record<string, TwinCase>> = {
  'one address': macvlan({ ipam: ROUTED }),
  L2: macvlan({ ipam: {} }),
  'several addresses of a family': macvlan({
    ipam: { ...ONE, addresses: [...ONE.addresses, { address: '10.1.3.4/25' }] },
  }),
};

/** In 1.0.0. */
const cases: Readonly<Record<string, TwinCase>> = {
  'without ipam': macvlan({}),
  'without master: the interface of the default route': macvlan(
    { master: '', ipam: ONE },
    { prepare: defaultRoute },
  ),
  'without master and default route': macvlan({ master: '', ipam: ONE }),
  'mode private': macvlan({ mode: 'private', ipam: ONE }),
  'mode vepa': macvlan({ mode: 'vepa', ipam: ONE }),
  'mode passthru': macvlan({ mode: 'passthru', ipam: ONE }),
  mtu: macvlan({ mtu: 1400, ipam: ONE }),
  mac: macvlan({ mac: 'c2:11:22:33:44:55', ipam: ONE }),
  'MAC in CNI_ARGS': macvlan(
    { mac: 'c2:11:22:33:44:00', ipam: ONE },
    { env: { CNI_ARGS: 'IgnoreUnknown=true;MAC=c2:11:22:33:44:55' } },
  ),
  'MAC as capability': macvlan(
    { capabilities: { mac: true }, runtimeConfig: { mac: 'C2-11-22-33-44-66' }, ipam: ONE },
    { env: { CNI_ARGS: 'IgnoreUnknown=true;MAC=c2:11:22:33:44:55' } },
  ),
  'addresses in CNI_ARGS': macvlan(
    { ipam: ONE },
    { env: { CNI_ARGS: 'IgnoreUnknown=1;IP=10.5.0.1/16;GATEWAY=10.5.0.254' } },
  ),
  'addresses as capability': macvlan({ RuntimeConfig: { ips: ['10.7.0.1/16'] }, ipam: { type: 'static' } }),
  'dns of the configuration, not of the ipam': macvlan({
    dns: { nameservers: ['9.9.9.9'], search: ['a'] },
    ipam: { ...ONE, dns: { domain: 'ipam' } },
  }),
  'keys in capitals': macvlan({
    master: undefined,
    MASTER: 'm0',
    Mode: 'vepa',
    IPAM: { Type: 'static', ADDRESSES: ONE.addresses },
  }),
  'several gateways for one destination': macvlan({
    ipam: { ...ONE, routes: ['10.1.2.7', '10.1.2.8'].map((gw) => ({ dst: '10.44.0.0/16', gw })) },
  }),
  'routes without a gateway': macvlan({
    ipam: {
      type: 'static',
      addresses: [{ address: '10.1.2.3/24' }],
      routes: [{ dst: '0.0.0.0/0' }, { dst: '10.44.0.0/16' }],
    },
  }),
  'prefixes of a point-to-point link': macvlan(
    {
      ipam: { type: 'static', addresses: ['10.1.2.2/31', '10.1.4.4/32'].map((address) => ({ address })) },
    },
    { onlyOurCheck: true },
  ),
  'error: master missing': macvlan({ master: 'nope', ipam: ONE }),
  'error: mode': macvlan({ mode: 'Bridge', ipam: ONE }),
  'error: mtu beyond the master': macvlan({ mtu: 9000, ipam: ONE }),
  'error: mtu of the wrong type': macvlan({ mtu: 'x', ipam: ONE }),
  'error: mac': macvlan({ mac: 'zz', ipam: ONE }),
  'error: CNI_ARGS': macvlan({ ipam: ONE }, { env: { CNI_ARGS: 'foo' } }),
  'error: ipam missing': macvlan({ ipam: { type: 'nope' } }, { executable: true }),
  'error: ipam with a slash': macvlan({ ipam: { type: '../macvlan' } }),
  'error: no address': macvlan({ ipam: { type: 'static' } }),
  'error: no static ipam key': macvlan({ ipam: { type: 'static', addresses: [{ address: '10.1.2.3' }] } }),
  'error: dns of the wrong type': macvlan({ dns: { nameservers: 5 } }),
};

/** Where the reference waits for duplicate address detection. */
const slow: Readonly<Record<string, TwinCase>> = {
  'both families': macvlan({ ipam: DUAL }, { onlyOurCheck: true, executable: true }),
  'both families, waiting as the reference does': macvlan(
    { dad: 'wait', ipam: DUAL },
    { onlyOurCheck: true },
  ),
};

function twinTest(title: string, twinCase: TwinCase, version: (typeof supportedVersions)[number]): void {
  test.serial(`twin ${version}: ${title}`, (t) => {
    if (!hasReference) {
      t.log(`skipped: no ${REFERENCE}/macvlan (Debian package containernetworking-plugins)`);
      t.pass();
      return;
    }
    twin(t, twinCase, version);
  });
}

for (const [title, twinCase] of Object.entries(everyVersion))
  for (const version of supportedVersions.filter((version) => version !== '1.1.0'))
    twinTest(title, twinCase, version);
for (const [title, twinCase] of Object.entries({ ...cases, ...slow })) twinTest(title, twinCase, '1.0.0');
twinTest('both families', slow['both families'] ?? macvlan({}), '0.2.0');
