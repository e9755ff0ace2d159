import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { type SpecVersion, supportedVersions } from '../../src/version.ts';
import { hasReference, REFERENCE } from '../rig.ts';
import { type TwinCase, twin } from '../twin.ts';

const ONE = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };
const MAC = '02:11:22:33:44:55';

const hostDevice = (config: object, more: Partial<TwinCase> = {}): TwinCase => ({
  type: 'host-device',
  config: { device: 'm0', ...config },
  env: { CNI_IFNAME: 'net1' },
  ...more,
});

function withMac(host: string): void {
  using rtnl = RtnlSync.open({ netns: host });
  rtnl.links.set('m0', { address: MAC });
}

/** In each form of a result that the reference has. */
const everyVersion: Readonly<Record<string, TwinCase>> = {
  'one address': hostDevice({ ipam: { ...ONE, routes: [{ dst: '0.0.0.0/0' }] } }),
};

/** In 1.0.0. */
const cases: Readonly<Record<string, TwinCase>> = {
  'without addresses': hostDevice({}),
  'by MAC address': hostDevice(
    { device: '', hwaddr: MAC, ipam: ONE },
    { prepare: withMac, executable: true },
  ),
  'keys in capitals': hostDevice({ device: undefined, DEVICE: 'm0', ipam: {} }),
  'dns of the configuration, not of the ipam': hostDevice({
    dns: { nameservers: ['9.9.9.9'] },
    ipam: { ...ONE, dns: { domain: 'ipam' } },
  }),
  'the same name': hostDevice({ ipam: ONE }, { env: { CNI_IFNAME: 'm0' } }),
  'error: no key': hostDevice({ device: '' }),
  'error: device missing': hostDevice({ device: 'nope' }),
  'error: device of the wrong type': hostDevice({ device: 5 }),
  'error: hwaddr': hostDevice({ device: '', hwaddr: 'zz' }),
  'error: nobody has that hwaddr': hostDevice({ device: '', hwaddr: '02:00:00:00:00:99' }),
  'error: kernelpath': hostDevice({ device: '', kernelpath: '/etc' }),
  'error: no such PCI device': hostDevice({ device: '', pciBusID: '0000:00:1f.6' }),
  'error: deviceID of the wrong type': hostDevice({ runtimeConfig: { deviceID: 5 } }),
  'error: no address': hostDevice({ ipam: { type: 'static' } }),
};

function twinTest(title: string, twinCase: TwinCase, version: SpecVersion): void {
  test.serial(`twin ${version}: ${title}`, (t) => {
    if (!hasReference) {
      t.log(`skipped: no ${REFERENCE}/host-device (Debian package containernetworking-plugins)`);
      t.pass();
      return;
    }
    twin(t, twinCase, version);
  });
}

for (const [title, twinCase] of Object.entries(everyVersion))
  for (const version of supportedVersions.filter((version) => ['0.2.0', '0.4.0', '1.0.0'].includes(version)))
    twinTest(title, twinCase, version);
for (const [title, twinCase] of Object.entries(cases)) twinTest(title, twinCase, '1.0.0');
