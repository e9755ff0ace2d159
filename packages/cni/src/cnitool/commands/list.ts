import { CniError } from '../../error.ts';
import { encodeResult } from '../../result/result.ts';
import type { CachedAttachment } from '../../runtime/cache.ts';
import { throwJoined } from '../../runtime/failure.ts';
import { listNetworks } from '../../runtime/load.ts';
import type { Network } from '../../runtime/network.ts';
import { newestVersion } from '../../version.ts';
import type { Command } from '../command.ts';
import { confDir, openRuntime } from '../settings.ts';
import { table } from '../table.ts';

/** `list`: the networks of the folder, and the attachments that are remembered. */
export const list: Command = (cli, choose) =>
  cli.command(
    'list',
    'list networks and attachments',
    (command) => command,
    ({ json }) =>
      choose(async (tool) => {
        const files = await listNetworks(confDir(tool));
        const attachments = await openRuntime(tool).attachments();
        const networks = files.flatMap(({ file, network }): Found[] =>
          network instanceof CniError ? [] : [{ file, network }],
        );
        tool.out(json ? asJson(networks, attachments) : asTables(networks, attachments));
        throwJoined(files.flatMap(({ network }) => (network instanceof CniError ? [network] : [])));
      }),
  );

interface Found {
  readonly file: string;
  readonly network: Network;
}

function asTables(networks: readonly Found[], attachments: readonly CachedAttachment[]): string {
  const first = table(
    ['NETWORK', 'VERSION', 'PLUGINS', 'FILE'],
    networks.map(({ file, network: { name, cniVersion, plugins } }) => [
      name,
      cniVersion,
      plugins.map(({ type }) => type).join(','),
      file,
    ]),
  );
  const second = table(
    ['NETWORK', 'CONTAINER-ID', 'IFNAME', 'ADDRESSES', 'NETNS'],
    attachments.map(({ network, containerId, ifName, netns, result }) => [
      network,
      containerId,
      ifName,
      result?.ips.map(({ address }) => address).join(',') || '-',
      netns,
    ]),
  );
  return `${first}\n${second}`;
}

function asJson(networks: readonly Found[], attachments: readonly CachedAttachment[]): string {
  const listed = {
    networks: networks.map(({ file, network: { name, cniVersion, plugins } }) => ({
      name,
      cniVersion,
      plugins: plugins.map(({ type }) => type),
      file,
    })),
    attachments: attachments.map(({ network, containerId, ifName, netns, args, capabilityArgs, result }) => ({
      network,
      containerId,
      ifName,
      netns,
      args,
      capabilityArgs,
      result: result && encodeResult(result, newestVersion),
    })),
  };
  return `${JSON.stringify(listed, null, 4)}\n`;
}
