import { CniError } from '../../error.ts';
import { type CachedAttachment, networkOf } from '../../runtime/cache.ts';
import { describe } from '../../runtime/failure.ts';
import { loadNetwork } from '../../runtime/load.ts';
import type { Network } from '../../runtime/network.ts';
import type { Command } from '../command.ts';
import { rememberedArgs } from '../remembered.ts';
import { attachmentOf, confDir, openRuntime } from '../settings.ts';
import type { Tool } from '../tool.ts';
import { attachmentWords } from '../words.ts';

/** `del`: detaches a container, also from a network whose configuration is gone. */
export const del: Command = (cli, choose) =>
  cli.command('del <network> <netns>', 'detach a container', attachmentWords, (words) =>
    choose(async (tool) => {
      const runtime = openRuntime(tool);
      const attachment = attachmentOf(tool, words);
      // A file of the cache that cannot be read must not be in the way.
      const cached = await runtime
        .attachment({ network: words.network, ...attachment })
        .catch(() => undefined);
      await runtime.del(await networkFor(tool, words.network, cached), rememberedArgs(attachment, cached));
    }),
  );

async function networkFor(tool: Tool, name: string, cached: CachedAttachment | undefined): Promise<Network> {
  try {
    return await loadNetwork(confDir(tool), name);
  } catch (error) {
    if (cached === undefined || !(error instanceof CniError)) throw error;
    tool.err(`cnitool-ts: ${describe(error)}: going by the configuration of its ADD\n`);
    return networkOf(cached);
  }
}
