import { loadNetwork } from '../../runtime/load.ts';
import type { Command } from '../command.ts';
import { attachmentOf, confDir, openRuntime } from '../settings.ts';
import { attachmentWords } from '../words.ts';

/** `add`: attaches a container, and prints the result. */
export const add: Command = (cli, choose) =>
  cli.command('add <network> <netns>', 'attach a container, print the result', attachmentWords, (words) =>
    choose(async (tool) => {
      const network = await loadNetwork(confDir(tool), words.network);
      const attachment = attachmentOf(tool, words);
      const runtime = openRuntime(tool);
      try {
        const { json } = await runtime.add(network, attachment);
        tool.out(`${json}\n`);
      } catch (error) {
        const i = attachment.ifName === 'eth0' ? '' : ` -i ${attachment.ifName}`;
        tool.err(
          `cnitool-ts: the plugins before the one that failed are not undone: cnitool-ts del${i} ${network.name} ${attachment.netns}\n`,
        );
        throw error;
      }
    }),
  );
