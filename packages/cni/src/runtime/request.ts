import { formatJson } from '../json/format.ts';
import { JsonObject, type JsonValue, parseJson } from '../json/parse.ts';
import type { CapabilityArgs } from './attachment.ts';
import type { Network, NetworkPlugin } from './network.ts';

/** What a plugin is told besides its own object. */
export interface Told {
  readonly prevResult?: JsonValue | undefined;
  readonly capabilityArgs?: CapabilityArgs | undefined;
  /** Further keys. */
  readonly more?: readonly (readonly [key: string, value: JsonValue])[];
}

/**
 * The configuration that a plugin reads from stdin: its object, unknown keys untouched, with what the runtime adds
 * (specification, section "Deriving request configuration from plugin configuration"). `capabilities` stays in it, as
 * libcni leaves it.
 */
export function requestOf(network: Network, plugin: NetworkPlugin, told: Told = {}): string {
  const { prevResult, capabilityArgs = {}, more = [] } = told;
  const runtimeConfig = Object.entries(capabilityArgs).filter(
    ([capability, value]) => value !== undefined && plugin.capabilities.has(capability),
  );
  const added: [string, JsonValue][] = [
    ['cniVersion', network.cniVersion],
    ['name', network.name],
    ...more.map(([key, value]): [string, JsonValue] => [key, value]),
  ];
  if (prevResult !== undefined) added.push(['prevResult', prevResult]);
  if (runtimeConfig.length > 0) added.push(['runtimeConfig', jsonOf(Object.fromEntries(runtimeConfig))]);
  const keys = new Set(added.map(([key]) => key));
  const own = parseJson(Buffer.from(plugin.json));
  const kept = own instanceof JsonObject ? own.members.filter(([key]) => !keys.has(key)) : [];
  // At the end: of keys that differ in their case only, the last counts to plugins.
  return formatJson(new JsonObject([...kept, ...added]));
}

/** A plain value as JSON. */
export function jsonOf(value: unknown): JsonValue {
  return parseJson(Buffer.from(JSON.stringify(value)));
}
