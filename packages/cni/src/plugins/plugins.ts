import { staticIpam } from '../ipam/static.ts';
import { isPluginType, type PluginType } from '../registry.ts';
import type { Plugin } from '../request.ts';

/** All plugins of this executable. */
export const plugins: Readonly<Record<PluginType, Plugin>> = {
  ipvlan: staticIpam,
  macvlan: staticIpam,
  static: staticIpam,
};

export function findPlugin(type: string): Plugin | undefined {
  return isPluginType(type) ? plugins[type] : undefined;
}
