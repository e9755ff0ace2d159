import { CniError, errorCode } from '../error.ts';
import { string } from '../json/decode.ts';
import { quote } from '../quote.ts';
import { type Subnet, subnetOf } from './subnet.ts';
import { readSubnetFolder, SUBNET_DIR } from './subnet-folder.ts';
import { type NamedSpec, subnetList } from './subnet-list.ts';

/** Where a network configuration has its subnets. */
export const subnetSources = { subnets: subnetList, subnetDir: string } as const;

interface Sources {
  readonly subnets: readonly NamedSpec[];
  readonly subnetDir: string;
}

/**
 * The subnet of that name: the configuration's own, else that of a file. Without a name, the only one there is.
 *
 * @throws {CniError} code 7
 */
export function findSubnet(sources: Sources, name: string): Subnet {
  const { known, broken } = knownSubnets(sources);
  const found = name !== '' ? known.get(name) : known.size === 1 ? [...known.values()][0] : undefined;
  if (found !== undefined) return subnetOf(found.name, found.spec);
  const names = [...known.keys()].map(quote).join(', ');
  throw new CniError(
    errorCode.invalidNetworkConfig,
    name === '' ? 'no subnet was asked for' : `there is no subnet ${quote(name)}`,
    [
      names === '' ? 'no subnet is known' : `known are ${names}`,
      name === ''
        ? '"vlan" must name one'
        : `describe it in "subnets" or in a file of ${sources.subnetDir || SUBNET_DIR}`,
      ...broken,
    ].join('; '),
  );
}

/** Every subnet there is, by name. The first of a name counts. */
function knownSubnets({ subnets, subnetDir }: Sources): {
  known: ReadonlyMap<string, NamedSpec>;
  broken: readonly string[];
} {
  const folder = readSubnetFolder(subnetDir);
  const known = new Map<string, NamedSpec>();
  for (const subnet of [...subnets, ...folder.subnets])
    if (!known.has(subnet.name)) known.set(subnet.name, subnet);
  return { known, broken: folder.broken };
}

/** The subnets that pods of the network can get: the one that it names, or all. @throws {CniError} code 7 */
export function subnetsInReach(sources: Sources, name: string): Subnet[] {
  if (name !== '') return [findSubnet(sources, name)];
  const { known, broken } = knownSubnets(sources);
  if (known.size === 0) return [findSubnet(sources, name)];
  if (broken.length > 0)
    throw new CniError(errorCode.invalidNetworkConfig, broken[0] ?? '', broken.slice(1).join('; '));
  return [...known.values()].map((subnet) => subnetOf(subnet.name, subnet.spec));
}
