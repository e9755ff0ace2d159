import { decode, string, struct } from '../json/decode.ts';
import type { PluginLookup } from '../perform.ts';
import { isPluginType, type PluginType } from '../registry.ts';
import type { Plugin, Request } from '../request.ts';
import { loaders } from './plugins.ts';

/** What a run needs of this executable. */
export interface Loaded {
  readonly plugin: Plugin;
  readonly inProcess: PluginLookup;
}

const delegating = struct('types.PluginConf', { ipam: struct('types.IPAM', { type: string }) });

/** The plugin of a type, and with it the one that it may hand the addresses to. */
export async function loadPlugins(type: PluginType, { config }: Pick<Request, 'config'>): Promise<Loaded> {
  const ipam = ipamType(config);
  const [plugin, delegate] = await Promise.all([
    loaders[type](),
    isPluginType(ipam) ? loaders[ipam]() : undefined,
  ]);
  return { plugin, inProcess: (asked) => (asked === ipam ? delegate : undefined) };
}

/** Empty for a configuration that the plugin is about to refuse, in better words than would be found here. */
function ipamType(config: Request['config']): string {
  try {
    return decode(delegating, config).ipam.type;
  } catch {
    return '';
  }
}
