import { staticIpam } from '../ipam/static.ts';
import { isPluginType, type PluginType } from '../registry.ts';
import type { Plugin } from '../request.ts';
import { ipvlan } from './ipvlan.ts';
import { macvlan } from './macvlan.ts';

/** All plugins of this executable. */
export const plugins: Readonly<Record<PluginType, Plugin>> = { ipvlan, macvlan, static: staticIpam };

export function findPlugin(type: string): Plugin | undefined {
  return isPluginType(type) ? plugins[type] : undefined;
}
