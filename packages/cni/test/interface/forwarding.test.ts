import { openNetns, runInNetns } from '@iplink-ts/socket';
import test from 'ava';
import { enableForwarding } from '../../src/interface/forwarding.ts';
import { netnsPath, OURS, Rig, type Run, sysctl, writeSysctl } from '../rig.ts';

const enabled = (rig: Rig): string[] => [
  sysctl(rig.host, 'ipv4/ip_forward'),
  sysctl(rig.host, 'ipv6/conf/all/forwarding'),
];

test('forwards those families that are asked for', (t) => {
  const rig = new Rig(t);
  using host = openNetns(rig.host);
  t.deepEqual(enabled(rig), ['0', '0']);
  runInNetns(host, () => enableForwarding([4, 4], 'failed'));
  t.deepEqual(enabled(rig), ['1', '0']);
  runInNetns(host, () => enableForwarding([4, 6], 'failed'));
  t.deepEqual(enabled(rig), ['1', '1']);
});

test('what forwards already is not written to', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const readOnly = 'mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys && exec "$0"';
  const ipam = { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] };
  const add = (): Run =>
    rig.runUnder(
      ['unshare', '--mount', 'sh', '-c', readOnly],
      OURS,
      'ptp',
      'ADD',
      { cniVersion: '1.0.0', name: 'net', type: 'ptp', ipam },
      { CNI_NETNS: netnsPath(pod) },
    );
  t.deepEqual(add().output, {
    code: 999,
    msg: 'Could not enable IP forwarding: read-only file system',
    details: 'set net/ipv4/ip_forward to 1',
  });
  writeSysctl(rig.host, 'ipv4/ip_forward', '1');
  t.is(add().status, 0);
});
