import { openNetns, runInNetns } from '@iplink-ts/socket';
import test from 'ava';
import { enableForwarding } from '../../src/interface/forwarding.ts';
import { Rig, sysctl } from '../rig.ts';

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
