import { readdirSync } from 'node:fs';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { temporaryFolder } from '../folder.ts';
import { bridgeState } from '../plugins/bridge/lab.ts';
import { hasReference, netnsPath, REFERENCE, Rig, state } from '../rig.ts';

/**
 * A second ADD of an attachment fails, and takes nothing from the first. An IPAM plugin that is not ours gets DEL after
 * an ADD of its own that failed, as the specification has it, and host-local of the reference would then give back the
 * address that the attachment has.
 */
const plugins = {
  bridge: { bridge: 'br0' },
  'host-device': { device: 'd0' },
  macvlan: { master: 'm0' },
  ptp: {},
} as const;

for (const type of ['bridge', 'host-device', 'macvlan', 'ptp'] as const)
  test.serial(`${type} with host-local of the reference: a second ADD takes nothing from the first`, (t) => {
    if (!hasReference) {
      t.log('skipped: no reference plugins here (Debian package containernetworking-plugins)');
      t.pass();
      return;
    }
    const rig = new Rig(t);
    const pod = rig.container();
    {
      using host = RtnlSync.open({ netns: rig.host });
      host.links.add({ kind: 'veth', ifname: 'd0', data: { peer: { ifname: 'd1' } } });
    }
    const dataDir = temporaryFolder(t);
    const ipam = { type: 'host-local', dataDir, subnet: '10.1.2.0/24' };
    const config = { cniVersion: '1.0.0', name: 'net', type, ...plugins[type], ipam };
    const env = { CNI_NETNS: netnsPath(pod), CNI_PATH: REFERENCE };
    const left = (): unknown => [bridgeState(rig.host), state(pod), readdirSync(`${dataDir}/net`).sort()];
    t.is(rig.call(type, 'ADD', config, env).status, 0);
    const before = left();
    t.regex(JSON.stringify(before), /"10\.1\.2\.2"/);
    t.is(rig.call(type, 'ADD', config, env).status, 1);
    t.deepEqual(left(), before);
    t.is(rig.call(type, 'DEL', config, env).status, 0);
    t.false(readdirSync(`${dataDir}/net`).includes('10.1.2.2'));
  });
