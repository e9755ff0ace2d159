import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkNetworkName } from '../env.ts';
import { hasCode, reason } from '../errno.ts';
import { CniError, errorCode } from '../error.ts';
import { type Network, type NetworkPlugin, parseNetwork, parsePlugin, parseSingle } from './network.ts';

/** A file of the folder of networks, and what is in it. */
export interface NetworkFile {
  readonly file: string;
  readonly network: Network | CniError;
}

/**
 * The network of that name among the files of a folder, as libcni looks for it: `*.conflist` in the order of their
 * names, then `*.conf` and `*.json` with a single plugin. A file that cannot be read ends the search.
 *
 * @throws {CniError} `no net configuration with name "x" in /etc/cni/net.d`
 */
export async function loadNetwork(folder: string, name: string): Promise<Network> {
  const files = await networkFiles(folder);
  for (const file of files) {
    const network = await loadNetworkFile(file);
    if (network.name === name) return network;
  }
  throw new CniError(
    errorCode.invalidNetworkConfig,
    files.length === 0
      ? `no net configurations found in ${folder}`
      : `no net configuration with name "${name}" in ${folder}`,
  );
}

/** All networks of a folder, in the order in which they are looked for; a file that is wrong hides no other. */
export async function listNetworks(folder: string): Promise<NetworkFile[]> {
  const files = await networkFiles(folder);
  return Promise.all(
    files.map(async (file): Promise<NetworkFile> => {
      try {
        return { file, network: await loadNetworkFile(file) };
      } catch (error) {
        if (error instanceof CniError) return { file, network: error };
        throw error;
      }
    }),
  );
}

/**
 * The network of one file: a list when its name ends in `.conflist`, with the plugins of the folder beside it that
 * has the network's name, unless `loadOnlyInlinedPlugins` says otherwise; else a single plugin.
 *
 * @throws {CniError} whose details name the file
 */
export async function loadNetworkFile(file: string): Promise<Network> {
  const bytes = await readWhole(file);
  if (!file.endsWith('.conflist')) return inFile(file, () => parseSingle(bytes));
  const network = inFile(file, () => parseNetwork(bytes));
  const plugins = network.loadOnlyInlinedPlugins
    ? network.plugins
    : [...network.plugins, ...(await pluginsBeside(file, network.name))];
  if (plugins.length > 0) return { ...network, plugins };
  throw new CniError(errorCode.invalidNetworkConfig, 'no plugin configs found', file);
}

async function networkFiles(folder: string): Promise<string[]> {
  return [...(await filesWith(folder, ['.conflist'])), ...(await filesWith(folder, ['.conf', '.json']))];
}

async function pluginsBeside(file: string, name: string): Promise<NetworkPlugin[]> {
  // The name of a folder: one that leads elsewhere is refused by every operation anyway.
  if (!isNetworkName(name)) return [];
  const files = await filesWith(join(dirname(file), name), ['.conf']);
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readWhole(file);
      return inFile(file, () => parsePlugin(bytes));
    }),
  );
}

function isNetworkName(name: string): boolean {
  try {
    checkNetworkName(name);
    return true;
  } catch {
    return false;
  }
}

/** Paths of the files with one of those endings, sorted; none when there is no such folder. */
async function filesWith(folder: string, endings: readonly string[]): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && endings.includes(endingOf(entry.name)))
      .map(({ name }) => join(folder, name))
      .sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw new CniError(errorCode.io, `open ${folder}: ${reason(error)}`, '', { cause: error });
  }
}

/** From the last dot on, which may be the first character: not what `extname` of Node.js takes for one. */
function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}

async function readWhole(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CniError(errorCode.io, `error reading ${file}: ${reason(error)}`, '', { cause: error });
  }
}

function inFile<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof CniError)) throw error;
    throw new CniError(error.code, error.message, file, { cause: error });
  }
}
