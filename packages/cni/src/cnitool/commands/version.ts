import { toCniError } from '../../error.ts';
import { describe } from '../../runtime/failure.ts';
import { loadNetwork } from '../../runtime/load.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { packageVersion, supportedVersions } from '../../version.ts';
import type { Command } from '../command.ts';
import { confDir, openRuntime } from '../settings.ts';
import { table } from '../table.ts';
import type { Tool } from '../tool.ts';

/** `version`: of the tool, or of what the plugins of a network speak, and whether that will do. */
export const version: Command = (cli, choose) =>
  cli.command(
    'version [network]',
    'print the version of this program, or those that the plugins of a network speak',
    (command) =>
      command.positional('network', { type: 'string', describe: 'name of a network of NETCONFPATH' }),
    ({ network, json }) =>
      choose((tool) => (network === undefined ? ofTool(tool, json) : ofPlugins(tool, network, json))),
  );

async function ofTool({ out }: Tool, json: boolean): Promise<void> {
  out(
    json
      ? `${JSON.stringify({ version: packageVersion, supportedVersions }, null, 4)}\n`
      : `cnitool-ts ${packageVersion}, CNI ${supportedVersions.join(', ')}\n`,
  );
}

async function ofPlugins(tool: Tool, name: string, json: boolean): Promise<void> {
  const network = await loadNetwork(confDir(tool), name);
  const runtime = openRuntime(tool);
  const types = [...new Set(network.plugins.map(({ type }) => type))];
  const plugins = await Promise.all(types.map((type) => askVersions(runtime, type)));
  tool.out(
    json
      ? `${JSON.stringify({ cniVersion: network.cniVersion, plugins }, null, 4)}\n`
      : table(
          ['PLUGIN', 'VERSIONS'],
          plugins.map(({ type, supportedVersions, error }) => [type, error ?? supportedVersions.join(', ')]),
        ),
  );
  await runtime.validate(network);
}

interface Versions {
  readonly type: string;
  readonly supportedVersions: readonly string[];
  readonly error?: string;
}

async function askVersions(runtime: Runtime, type: string): Promise<Versions> {
  try {
    return { type, supportedVersions: await runtime.versions(type) };
  } catch (error) {
    return { type, supportedVersions: [], error: describe(toCniError(error)) };
  }
}
