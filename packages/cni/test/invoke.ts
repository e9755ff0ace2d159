import type { Answer } from '../src/answer.ts';
import { perform } from '../src/perform.ts';
import { loaders } from '../src/plugins/plugins.ts';
import { isPluginType, type PluginType, pluginTypes } from '../src/registry.ts';
import type { Plugin } from '../src/request.ts';
import { receive } from '../src/skel.ts';

/** All plugins, loaded beforehand: tests run them within synchronous calls. */
const plugins = Object.fromEntries(
  await Promise.all(pluginTypes.map(async (type) => [type, await loaders[type]()])),
) as Readonly<Record<PluginType, Plugin>>;

/** A complete environment of a request; variables given as undefined are left out. */
export function environment(
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const all = {
    CNI_COMMAND: 'ADD',
    CNI_CONTAINERID: 'dummy',
    CNI_NETNS: '/nowhere',
    CNI_IFNAME: 'eth0',
    CNI_PATH: '/nowhere',
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/**
 * One run of a plugin inside this process, as the executable does it. `config` is text, or an object to write.
 *
 * @param plugin in place of the one that the executable has
 */
export function invoke(
  type: PluginType,
  changes: Readonly<Record<string, string | undefined>>,
  config: string | Uint8Array | object,
  plugin: Plugin = plugins[type],
): Answer {
  const stdin = typeof config === 'string' || config instanceof Uint8Array ? config : JSON.stringify(config);
  const received = receive(type, { env: environment(changes), readStdin: () => Buffer.from(stdin) });
  if (received.kind === 'answer') return received;
  return perform(plugin, received, (asked) => (isPluginType(asked) ? plugins[asked] : undefined));
}
