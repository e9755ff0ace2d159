import type { Argv } from 'yargs';
import type { CommonOptions } from './command.ts';

/** `<network>`, behind the command. */
export function networkWord(cli: Argv<CommonOptions>) {
  return cli.positional('network', {
    type: 'string',
    demandOption: true,
    describe: 'name of a network of NETCONFPATH',
  });
}

/** `<network> <netns>` and the interface. */
export function attachmentWords(cli: Argv<CommonOptions>) {
  return networkWord(cli)
    .positional('netns', {
      type: 'string',
      demandOption: true,
      describe: 'path of the network namespace',
    })
    .option('ifname', {
      alias: 'i',
      type: 'string',
      describe: 'interface in the container; CNI_IFNAME, else eth0',
    });
}

/** `[netns]`, which cnitool wants where it is not needed. */
export function unusedNetns<T extends CommonOptions>(cli: Argv<T>) {
  return cli.positional('netns', { type: 'string', describe: 'not used' });
}
