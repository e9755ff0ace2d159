import { reason } from '../errno.ts';
import { CniError, errorCode } from '../error.ts';
import { decode, object, struct } from '../json/decode.ts';
import { formatJson } from '../json/format.ts';
import { JsonNumber, JsonObject, type JsonValue, parseJson } from '../json/parse.ts';
import { commonKeys } from '../netconf.ts';
import { quote } from '../quote.ts';
import { highestKnown, versionFault } from './versions.ts';

/** One plugin of a network. */
export interface NetworkPlugin {
  /** Name of its executable. */
  readonly type: string;
  /** `name` of the object, which it has seldom: the network's counts. */
  readonly name: string;
  /** What the runtime may tell it by `runtimeConfig`. */
  readonly capabilities: ReadonlySet<string>;
  /** Its object as JSON, unknown keys included. */
  readonly json: string;
}

/** A network: what a network configuration list says (specification, section "Network configuration format"). */
export interface Network {
  readonly name: string;
  /** The version that plugins are spoken to in, as it is written; empty is 0.1.0. */
  readonly cniVersion: string;
  /** CHECK is not to be called. */
  readonly disableCheck: boolean;
  /** GC is not to be called. */
  readonly disableGC: boolean;
  /** Whether plugins come from the list alone, not from the folder of the network's name too. */
  readonly loadOnlyInlinedPlugins: boolean;
  /** In the order of ADD. */
  readonly plugins: readonly NetworkPlugin[];
  /** The list as it was read, which is what the cache keeps. */
  readonly bytes: Uint8Array;
}

type Members = ReadonlyMap<string, JsonValue>;

/**
 * Reads a network configuration list: the content of a `.conflist` file. Without `plugins` it has none; those of the
 * network's folder are {@link loadNetwork}'s matter.
 *
 * @throws {CniError} code 6 or 7, in libcni's words: `error parsing configuration list: no name`
 */
export function parseNetwork(bytes: Uint8Array): Network {
  const members: Members = new Map(parsed(bytes, LIST)?.members);
  const name = members.get('name');
  if (name === undefined) throw badList('no name');
  if (typeof name !== 'string') throw badList(`invalid name type ${goType(name)}`);
  const loadOnlyInlinedPlugins = readBool(members, 'loadOnlyInlinedPlugins');
  if (loadOnlyInlinedPlugins && !members.has('plugins'))
    throw badList("`loadOnlyInlinedPlugins` is true, and no 'plugins' key");
  return {
    name,
    cniVersion: readVersion(members),
    disableCheck: readBool(members, 'disableCheck'),
    disableGC: readBool(members, 'disableGC'),
    loadOnlyInlinedPlugins,
    plugins: readPlugins(members),
    bytes,
  };
}

const pluginConf = struct('types.PluginConf', commonKeys);

/**
 * Reads the object of one plugin: a member of `plugins`, or the content of a file in the folder of a network.
 *
 * @throws {CniError} `error parsing configuration: missing 'type'`
 */
export function parsePlugin(bytes: Uint8Array): NetworkPlugin {
  return pluginOf(parsed(bytes, PLUGIN) ?? null);
}

/**
 * Reads a single plugin configuration, the content of a `.conf` file: a network of one plugin.
 *
 * @throws {CniError} as {@link parsePlugin}
 */
export function parseSingle(bytes: Uint8Array): Network {
  const config = parsed(bytes, PLUGIN) ?? null;
  const { name, cniVersion } = decodePlugin(config);
  const list = new JsonObject([
    ['cniVersion', cniVersion],
    ['name', name],
    ['plugins', [config]],
  ]);
  return parseNetwork(Buffer.from(formatJson(list)));
}

const LIST = 'error parsing configuration list';
const PLUGIN = 'error parsing configuration';

function parsed(bytes: Uint8Array, failing: string): JsonObject | undefined {
  try {
    return decode(object, parseJson(bytes));
  } catch (error) {
    throw new CniError(errorCode.decodingFailure, `${failing}: ${reason(error)}`, '', { cause: error });
  }
}

function badList(what: string): CniError {
  return new CniError(errorCode.invalidNetworkConfig, `${LIST}: ${what}`);
}

function readVersion(members: Members): string {
  const cniVersion = members.get('cniVersion') ?? '';
  if (typeof cniVersion !== 'string' || members.get('cniVersion') === null)
    throw badList(`invalid cniVersion type ${goType(members.get('cniVersion') ?? null)}`);
  const versions = members.get('cniVersions');
  if (versions === undefined) return cniVersion;
  if (!isArray(versions)) throw badList(`invalid type for cniVersions: ${goType(versions)}`);
  const all = versions.map((version, index) => {
    if (typeof version !== 'string')
      throw badList(`invalid type for cniVersions index ${index}: ${goType(version)}`);
    const fault = versionFault(version);
    if (fault !== undefined)
      throw badList(`invalid cniVersions entry ${version} at index ${index}: ${fault}`);
    return version;
  });
  const fault = versionFault(cniVersion);
  if (fault !== undefined) throw badList(`invalid cniVersion ${cniVersion}: ${fault}`);
  return highestKnown([...all, cniVersion]) ?? cniVersion;
}

function readBool(members: Members, key: string): boolean {
  const value = members.get(key);
  if (value === undefined) return false;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') throw badList(`invalid type ${goType(value)} for ${key}`);
  const lower = value.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  throw badList(`invalid value ${quote(lower)} for ${key}`);
}

function readPlugins(members: Members): NetworkPlugin[] {
  const plugins = members.get('plugins');
  if (plugins === undefined) return [];
  if (!isArray(plugins)) throw badList(`invalid 'plugins' type ${goType(plugins)}`);
  if (plugins.length === 0) throw badList('no plugins in list');
  return plugins.map((plugin, index) => {
    try {
      return pluginOf(plugin);
    } catch (error) {
      throw new CniError(
        errorCode.invalidNetworkConfig,
        `failed to parse plugin config ${index}: ${reason(error)}`,
        '',
        { cause: error },
      );
    }
  });
}

function pluginOf(config: JsonValue): NetworkPlugin {
  const { type, name, capabilities } = decodePlugin(config);
  const declared = [...capabilities].flatMap(([capability, has]) => (has ? [capability] : []));
  return { type, name, capabilities: new Set(declared), json: formatJson(config) };
}

function decodePlugin(config: JsonValue) {
  try {
    const decoded = decode(pluginConf, config);
    if (decoded.type !== '') return decoded;
  } catch (error) {
    throw new CniError(errorCode.decodingFailure, `${PLUGIN}: ${reason(error)}`, '', { cause: error });
  }
  throw new CniError(errorCode.invalidNetworkConfig, `${PLUGIN}: missing 'type'`);
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The type that Go gives a decoded value, as it stands in messages. */
function goType(value: JsonValue): string {
  if (value === null) return '<nil>';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (value instanceof JsonNumber) return 'float64';
  return value instanceof JsonObject ? 'map[string]interface {}' : '[]interface {}';
}
