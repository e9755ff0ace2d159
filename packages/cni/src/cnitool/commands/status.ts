import { loadNetwork } from '../../runtime/load.ts';
import type { Command } from '../command.ts';
import { confDir, openRuntime } from '../settings.ts';
import { networkWord, unusedNetns } from '../words.ts';

/** `status`: whether a network is ready for `add`. */
export const status: Command = (cli, choose) =>
  cli.command(
    'status <network> [netns]',
    'ask whether a network is ready',
    (command) => unusedNetns(networkWord(command)),
    ({ network }) =>
      choose(async (tool) => {
        await openRuntime(tool).status(await loadNetwork(confDir(tool), network));
      }),
  );
