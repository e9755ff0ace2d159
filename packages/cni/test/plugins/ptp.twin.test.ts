import test from 'ava';
import type { SpecVersion } from '../../src/version.ts';
import { masqueradeRules } from '../firewall/namespace.ts';
import { hasReference, REFERENCE, state } from '../rig.ts';
import { type TwinCase, twin } from '../twin.ts';

const V4 = { address: '10.1.2.3/24', gateway: '10.1.2.1' };
const V6 = { address: '2001:db8::3/64', gateway: '2001:db8::1' };
const ONE = { type: 'static', addresses: [V4] };
const ROUTED = { ...ONE, routes: [{ dst: '0.0.0.0/0' }, { dst: '10.9.0.0/16', gw: '10.1.2.1' }] };
const DUAL = { type: 'static', addresses: [V4, V6], routes: [{ dst: '0.0.0.0/0' }, { dst: '::/0' }] };

/** The host's ends of pairs, with their addresses, and what leads to them. */
function ofHost(host: string): unknown {
  const text = JSON.stringify(state(host))
    // The reference's addresses take their time to be found to be no duplicates.
    .replaceAll(/"(tentative|nodad)":true,/g, '')
    .replaceAll(/veth[0-9a-f]{8}/g, 'VETH');
  return JSON.parse(text);
}

function withRules(host: string): unknown {
  return { links: ofHost(host), masquerade: masqueradeRules(host) };
}

const ptp = (config: object, more: Partial<TwinCase> = {}): TwinCase => ({
  type: 'ptp',
  config,
  ofHost,
  ...more,
});

/** In each form of a result that the reference has. */
const everyForm: Readonly<Record<string, TwinCase>> = {
  'one address': ptp({ ipam: ROUTED }),
};

/** In 1.0.0. */
const cases: Readonly<Record<string, TwinCase>> = {
  ipMasq: ptp({ ipMasq: true, ipam: ROUTED }, { ofHost: withRules, executable: true }),
  'ipMasq, two addresses of different families': ptp(
    { ipMasq: true, ipam: DUAL },
    { ofHost: withRules, onlyOurCheck: true },
  ),
  'two networks': ptp({
    ipam: { ...ONE, addresses: [V4, { address: '10.1.3.3/25', gateway: '10.1.3.1' }] },
  }),
  mtu: ptp({ mtu: 1400, ipam: ONE }),
  'mtu below zero': ptp({ mtu: -1, ipam: ONE }),
  'gateway outside of the network': ptp({
    ipam: { ...ONE, addresses: [{ address: '10.1.2.3/24', gateway: '10.9.9.9' }] },
  }),
  'dns of the ipam': ptp({ ipam: { ...ONE, dns: { domain: 'ipam', nameservers: ['9.9.9.9'] } } }),
  'dns of the configuration': ptp({ dns: { search: ['a'] }, ipam: { ...ONE, dns: { domain: 'ipam' } } }),
  'dns of the configuration: an empty list': ptp({
    dns: { nameservers: [] },
    ipam: { ...ONE, dns: { domain: 'ipam' } },
  }),
  'dns of the configuration: an empty object': ptp({ dns: {}, ipam: { ...ONE, dns: { domain: 'ipam' } } }),
  'keys in capitals': ptp(
    { MTU: 1400, IPMASQ: true, IPAM: { Type: 'static', ADDRESSES: ONE.addresses } },
    { ofHost: withRules },
  ),
  'error: no address': ptp({ ipam: { type: 'static' } }),
  'error: ipam missing': ptp({ ipam: { type: 'nope' } }),
  'error: without ipam': ptp({}),
  'error: mtu too small': ptp({ mtu: 5, ipam: ONE }),
  'error: ipMasq of the wrong type': ptp({ ipMasq: 'x', ipam: ONE }),
};

function twinTest(title: string, twinCase: TwinCase, version: SpecVersion): void {
  test.serial(`twin ${version}: ${title}`, (t) => {
    if (!hasReference) {
      t.log(`skipped: no ${REFERENCE}/ptp (Debian package containernetworking-plugins)`);
      t.pass();
      return;
    }
    twin(t, twinCase, version);
  });
}

for (const [title, twinCase] of Object.entries(everyForm))
  for (const version of ['0.2.0', '0.4.0', '1.0.0'] as const) twinTest(title, twinCase, version);
for (const [title, twinCase] of Object.entries(cases)) twinTest(title, twinCase, '1.0.0');
