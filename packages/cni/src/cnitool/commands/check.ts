import { loadNetwork } from '../../runtime/load.ts';
import type { Command } from '../command.ts';
import { rememberedArgs } from '../remembered.ts';
import { attachmentOf, confDir, openRuntime } from '../settings.ts';
import { attachmentWords } from '../words.ts';

/** `check`: whether an attachment is as ADD left it. */
export const check: Command = (cli, choose) =>
  cli.command('check <network> <netns>', 'check an attachment', attachmentWords, (words) =>
    choose(async (tool) => {
      const network = await loadNetwork(confDir(tool), words.network);
      const runtime = openRuntime(tool);
      const attachment = attachmentOf(tool, words);
      const key = { network: network.name, ...attachment };
      await runtime.check(network, rememberedArgs(attachment, await runtime.attachment(key)));
    }),
  );
