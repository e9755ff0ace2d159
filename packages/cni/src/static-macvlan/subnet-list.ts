import { type Decoder, decode, list, map, optional, string, struct } from '../json/decode.ts';
import { JsonObject, type JsonValue } from '../json/parse.ts';
import { type SubnetSpec, subnetKeys } from './subnet.ts';

/** A subnet as it is written, not judged yet. */
export interface NamedSpec {
  readonly name: string;
  readonly spec: SubnetSpec;
}

const spec = struct('main.SubnetSpec', subnetKeys);

/** The keys beside the name, or a manifest that has them in `spec`. */
const entry = struct('main.Subnet', {
  ...subnetKeys,
  name: string,
  metadata: struct('main.Metadata', { name: string }),
  spec: optional(spec),
});

const entries = list(entry);

const byName = map(spec);

/** Subnets as a list, or as an object by name. */
export const subnetList: Decoder<readonly NamedSpec[]> = {
  goType: '[]main.Subnet',
  zero: () => [],
  decode(value, where) {
    if (value instanceof JsonObject)
      return [...byName.decode(value, where)].map(([name, spec]) => ({ name, spec }));
    return entries.decode(value, where).map(namedBy(''));
  },
};

const manifests = struct('main.List', { kind: string, items: list(entry) });

/**
 * The subnets of one document: a subnet, a list of them, or a Kubernetes `List`.
 *
 * @param defaultName for a subnet that does not say its own
 */
export function documentSubnets(document: JsonValue, defaultName: string): NamedSpec[] {
  if (document === null) return [];
  const subnets = !(document instanceof JsonObject)
    ? decode(entries, document)
    : hasItems(document)
      ? decode(manifests, document).items
      : [decode(entry, document)];
  return subnets.map(namedBy(defaultName));
}

function hasItems({ members }: JsonObject): boolean {
  return members.some(([key]) => key.toLowerCase() === 'items');
}

function namedBy(defaultName: string): (written: ReturnType<typeof entry.zero>) => NamedSpec {
  return (written) => ({
    name: written.name || written.metadata.name || defaultName,
    spec: written.spec ?? written,
  });
}
