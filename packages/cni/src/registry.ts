/** The types that this executable serves, by the name that it is called by. */
export const pluginTypes = [
  'bridge',
  'dummy',
  'host-device',
  'host-local',
  'ipvlan',
  'loopback',
  'macvlan',
  'ptp',
  'static',
  'static-macvlan',
  'static-macvlan-cni',
  'tuning',
  'vlan',
] as const;

export type PluginType = (typeof pluginTypes)[number];

export function isPluginType(name: string): name is PluginType {
  return pluginTypes.some((type) => type === name);
}
