import { decode, string, struct } from '../../json/decode.ts';
import { parseJson } from '../../json/parse.ts';
import { listNetworks, loadNetwork } from '../../runtime/load.ts';
import type { Network } from '../../runtime/network.ts';
import { type PodEntry, podEntry } from '../../static-macvlan/pods.ts';
import { DATA_DIR, readRecords } from '../../static-macvlan/records.ts';
import type { Command } from '../command.ts';
import { confDir } from '../settings.ts';
import { table } from '../table.ts';
import type { Tool } from '../tool.ts';

/** `pods`: who holds which address, by the records of static-macvlan. */
export const pods: Command = (cli, choose) =>
  cli.command(
    'pods [network]',
    'list the addresses that static-macvlan gave, and who holds them',
    (command) =>
      command
        .positional('network', {
          type: 'string',
          describe: 'name of a network of NETCONFPATH; without it those of all',
        })
        .option('data-dir', {
          type: 'string',
          describe: `folder of the records; those of the networks, and ${DATA_DIR}`,
        }),
    ({ network, dataDir, json }) =>
      choose(async (tool) => {
        const folders = dataDir === undefined ? await foldersOf(tool, network) : [dataDir];
        const records = folders.flatMap((folder) => readRecords(folder));
        const entries = records
          .filter((record) => network === undefined || record.network === network)
          .map(podEntry);
        tool.out(json ? `${JSON.stringify({ pods: entries }, null, 4)}\n` : asTable(entries));
      }),
  );

function asTable(entries: readonly PodEntry[]): string {
  return table(
    ['NAME', 'VLAN', 'POD-ID', 'IP', 'MAC'],
    entries.map((entry) => [entry.name, entry.vlan, entry['pod-id'], entry.ip, entry.mac]),
  );
}

/** Where networks keep their records. Those of Kubernetes are in no file, and keep them in the usual folder. */
async function foldersOf(tool: Tool, name: string | undefined): Promise<string[]> {
  if (name !== undefined) return foldersIn(await loadNetwork(confDir(tool), name));
  const files = await listNetworks(confDir(tool));
  const known = files.flatMap(({ network }) => ('plugins' in network ? foldersIn(network) : []));
  return [...new Set([...known, DATA_DIR])];
}

const types: readonly string[] = ['static-macvlan', 'static-macvlan-cni'];

const plugin = struct('main.NetConf', { dataDir: string });

function foldersIn({ plugins }: Network): string[] {
  return plugins
    .filter(({ type }) => types.includes(type))
    .map(({ json }) => decode(plugin, parseJson(Buffer.from(json))).dataDir || DATA_DIR);
}
