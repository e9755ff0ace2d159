import { CniError, errorCode } from '../../error.ts';
import type { ValidAttachment } from '../../gc.ts';
import { quote } from '../../quote.ts';
import { loadNetwork } from '../../runtime/load.ts';
import type { Command } from '../command.ts';
import { confDir, openRuntime } from '../settings.ts';
import { networkWord, unusedNetns } from '../words.ts';

/** `gc`: takes away what is left of a network's attachments; without `--valid` of all of them. */
export const gc: Command = (cli, choose) =>
  cli.command(
    'gc <network> [netns]',
    'take away all attachments of a network but the valid ones',
    (command) =>
      unusedNetns(networkWord(command)).option('valid', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        describe: 'CONTAINERID/IFNAME of an attachment in use; may be repeated',
      }),
    ({ network: name, valid }) =>
      choose(async (tool) => {
        const network = await loadNetwork(confDir(tool), name);
        if (network.disableGC)
          tool.err(`cnitool-ts: network ${network.name} has disableGC: nothing is done\n`);
        await openRuntime(tool).gc(network, valid.map(parseValid));
      }),
  );

function parseValid(text: string): ValidAttachment {
  const [containerID = '', ifname = '', ...more] = text.split('/');
  if (containerID !== '' && ifname !== '' && more.length === 0) return { containerID, ifname };
  throw new CniError(errorCode.invalidEnvironment, `invalid attachment ${quote(text)}`, 'CONTAINERID/IFNAME');
}
