import type { PluginType } from '../registry.ts';
import type { Plugin } from '../request.ts';

/** How each plugin is loaded: a run needs one, and perhaps that of its IPAM type. */
export const loaders: Readonly<Record<PluginType, () => Promise<Plugin>>> = {
  bridge: async () => (await import('./bridge.ts')).bridge,
  dummy: async () => (await import('./dummy.ts')).dummy,
  'host-device': async () => (await import('./host-device.ts')).hostDevice,
  'host-local': async () => (await import('../ipam/host-local.ts')).hostLocal,
  ipvlan: async () => (await import('./ipvlan.ts')).ipvlan,
  loopback: async () => (await import('./loopback.ts')).loopback,
  macvlan: async () => (await import('./macvlan.ts')).macvlan,
  ptp: async () => (await import('./ptp.ts')).ptp,
  'static-macvlan': async () => (await import('./static-macvlan.ts')).staticMacvlan,
  // As the first generation called it.
  'static-macvlan-cni': async () => (await import('./static-macvlan.ts')).staticMacvlan,
  static: async () => (await import('../ipam/static.ts')).staticIpam,
  tuning: async () => (await import('./tuning.ts')).tuning,
  vlan: async () => (await import('./vlan.ts')).vlan,
};
