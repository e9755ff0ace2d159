import { netnsPath, type Rig, type Run } from '../rig.ts';

/** What the tests of plugin `ptp` have in common. */

export const V4 = { address: '10.1.2.3/24', gateway: '10.1.2.1' };
export const V6 = { address: '2001:db8::3/64', gateway: '2001:db8::1' };
export const STATIC = { type: 'static', addresses: [V4], routes: [{ dst: '0.0.0.0/0' }] };
export const DUAL = {
  type: 'static',
  addresses: [V4, V6],
  routes: [{ dst: '0.0.0.0/0' }, { dst: '::/0' }],
};

export const conf = (config: object = {}): object => ({
  cniVersion: '1.0.0',
  name: 'net',
  type: 'ptp',
  ipam: STATIC,
  ...config,
});

export const run = (rig: Rig, pod: string, command: string, config: object, env = {}): Run =>
  rig.call('ptp', command, config, { CNI_NETNS: netnsPath(pod), ...env });
