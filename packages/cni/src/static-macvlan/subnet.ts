import { CniError, errorCode } from '../error.ts';
import { MAX_VLAN } from '../interface/vlan-id.ts';
import { canonicalAddress, formatPrefix, networkOf, type Prefix, parsePrefix } from '../ip.ts';
import { bool, type Decoded, type Decoder, int, list, optional, string, struct } from '../json/decode.ts';
import { quote } from '../quote.ts';
import { hostsOf, isWithin, numberOf, type Range, textOf, wholeOf } from './addresses.ts';
import { type SubnetRoute, subnetRoutes } from './routes.ts';

/** The modes of a macvlan that share a master (MACVLAN_MODE_* of linux/if_link.h), and the one that does not. */
export const subnetModes = ['bridge', 'private', 'vepa', 'passthru'] as const;

export type SubnetMode = (typeof subnetModes)[number];

/** A network that pods get interfaces in: where it is on the host, and which addresses it has. */
export interface Subnet {
  readonly name: string;
  readonly master: string;
  /** 802.1Q VLAN on the master; 0 for none. */
  readonly vlan: number;
  /** The interface that macvlans are made on: the VLAN's, or the master itself. */
  readonly parent: string;
  readonly cidr: Prefix;
  /** Where `auto` looks for addresses. */
  readonly ranges: readonly Range[];
  /** Addresses that nobody gets. */
  readonly exclude: readonly Range[];
  readonly gateway: string | undefined;
  readonly mode: SubnetMode | undefined;
  readonly routes: readonly SubnetRoute[];
  /** Whether pods get a default route to the gateway. */
  readonly isDefaultGateway: boolean;
  /** What goes by the first interface of a pod even so; empty for nothing. */
  readonly serviceCidr: string;
}

interface RangeText {
  readonly first: string;
  readonly last: string;
}

const rangeObject = struct('main.Range', { rangeStart: string, rangeEnd: string, from: string, to: string });

/** `{"rangeStart", "rangeEnd"}` of a MacvlanSubnet, `{"from", "to"}` of its successor, or `"a-b"`, `"a/len"`, `"a"`. */
const rangeText: Decoder<RangeText> = {
  goType: 'main.Range',
  zero: () => ({ first: '', last: '' }),
  decode(value, where) {
    if (typeof value === 'string') {
      const [first = '', last = first] = value.split('-').map((part) => part.trim());
      return { first, last };
    }
    const { rangeStart, rangeEnd, from, to } = rangeObject.decode(value, where);
    return { first: rangeStart || from, last: rangeEnd || to };
  },
};

/** What a VLANSubnet or MacvlanSubnet has in its `spec`. `exclude` and `parent` are ours. */
export const subnetKeys = {
  master: string,
  vlan: optional(int),
  parent: string,
  cidr: string,
  ranges: list(rangeText),
  exclude: list(rangeText),
  gateway: string,
  mode: string,
  routes: subnetRoutes,
  podDefaultGateway: struct('main.PodDefaultGateway', { enable: bool, serviceCidr: string }),
} as const;

const subnetSpec = struct('main.SubnetSpec', subnetKeys);

export type SubnetSpec = Decoded<typeof subnetSpec>;

/** Longest name of an interface: IFNAMSIZ (linux/if.h) less the final zero. */
const MAX_IFNAME = 15;

/** @throws {CniError} code 7, with the name of the subnet and what is wrong */
export function subnetOf(name: string, spec: SubnetSpec): Subnet {
  const invalid = (what: string, remedy = ''): CniError =>
    new CniError(errorCode.invalidNetworkConfig, `invalid subnet ${quote(name)}: ${what}`, remedy);
  if (spec.master === '')
    throw invalid('no master', '"master" is the interface of the host that the subnet is on');
  const { vlan, parent } = placeOf(name, spec);
  if (vlan < 0 || vlan > MAX_VLAN)
    throw invalid(`vlan ${vlan} is not in 0..${MAX_VLAN}`, '0 is for a subnet without a VLAN');
  if (Buffer.byteLength(parent) > MAX_IFNAME)
    throw invalid(
      `the name of its VLAN interface, ${quote(parent)}, is too long`,
      `choose one of at most ${MAX_IFNAME} bytes: "parent": "vlan${vlan}"`,
    );
  const cidr = parsePrefix(spec.cidr);
  if (cidr === undefined) throw invalid(`cidr ${quote(spec.cidr)} is none`, 'as in "192.168.1.0/24"');
  const mode = subnetModes.find((known) => known === spec.mode);
  if (mode === undefined && spec.mode !== '')
    throw invalid(`unknown mode ${quote(spec.mode)}`, `must be one of ${subnetModes.join(', ')}`);
  const network = networkOf(cidr);
  const range = (what: string, { first, last }: RangeText): Range => {
    const ends = [boundsOf(first), boundsOf(last)];
    if (ends.some((end) => end?.family !== network.family))
      throw invalid(
        `${what} ${quote(`${first}-${last}`)} is no range of addresses of ${formatPrefix(network)}`,
      );
    return { first: ends[0]?.first ?? 0n, last: ends[1]?.last ?? 0n };
  };
  const { serviceCidr } = spec.podDefaultGateway;
  if (serviceCidr !== '' && parsePrefix(serviceCidr) === undefined)
    throw invalid(`serviceCidr ${quote(serviceCidr)} is none`);
  const whole = wholeOf(network);
  const ranges = spec.ranges.map((text) => {
    const { first, last } = range('range', text);
    if (first > last || !isWithin(first, whole) || !isWithin(last, whole))
      throw invalid(`range ${quote(`${text.first}-${text.last}`)} is not within ${formatPrefix(network)}`);
    return { first, last };
  });
  return {
    name,
    master: spec.master,
    vlan,
    parent,
    cidr: network,
    ranges: ranges.length > 0 ? ranges : [hostsOf(network)],
    exclude: spec.exclude.map((text) => range('exclude', text)),
    gateway: gatewayOf(network, spec.gateway, invalid),
    mode,
    routes: spec.routes,
    isDefaultGateway: spec.podDefaultGateway.enable,
    serviceCidr,
  };
}

/**
 * A MacvlanSubnet says its VLAN, on an interface `<master>.<vlan>`. A VLANSubnet, the older form, has no key for it:
 * it is called as its interface is, `mv1.100`.
 */
function placeOf(name: string, { master, vlan, parent }: SubnetSpec): Pick<Subnet, 'vlan' | 'parent'> {
  if (vlan !== undefined) return { vlan, parent: vlan === 0 ? master : parent || `${master}.${vlan}` };
  const named = /\.([1-9][0-9]{0,3})$/.exec(name)?.[1];
  return named === undefined ? { vlan: 0, parent: master } : { vlan: Number(named), parent: parent || name };
}

/** First and last address of `a` or `a/len`. */
function boundsOf(text: string): (Range & Pick<Prefix, 'family'>) | undefined {
  const prefix = parsePrefix(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
  return prefix && { family: prefix.family, ...wholeOf(prefix) };
}

/** Without a word about it, the gateway is the first host of the network, as in a MacvlanSubnet. */
function gatewayOf(cidr: Prefix, text: string, invalid: (what: string) => CniError): string | undefined {
  if (text === '') {
    const { first, last } = hostsOf(cidr);
    return first === wholeOf(cidr).first || first > last ? undefined : textOf(cidr, first);
  }
  const bounds = boundsOf(text);
  const address = canonicalAddress(text);
  if (address === undefined || bounds?.family !== cidr.family || !isWithin(bounds.first, wholeOf(cidr)))
    throw invalid(`gateway ${quote(text)} is no address of ${formatPrefix(cidr)}`);
  return address;
}

/** Whether an interface may have the address at all. */
export function isUsable({ cidr, exclude, gateway }: Subnet, number: bigint): boolean {
  return (
    isWithin(number, hostsOf(cidr)) &&
    !exclude.some((range) => isWithin(number, range)) &&
    (gateway === undefined || textOf(cidr, number) !== gateway)
  );
}

/** What `auto` must not give: what is excluded, the gateway, and what is no host. */
export function unusableOf({ cidr, exclude, gateway }: Subnet): Range[] {
  const whole = wholeOf(cidr);
  const hosts = hostsOf(cidr);
  const bounds = gateway === undefined ? undefined : boundsOf(gateway);
  return [
    ...exclude,
    ...(bounds === undefined ? [] : [bounds]),
    ...(whole.first < hosts.first ? [{ first: whole.first, last: hosts.first - 1n }] : []),
    ...(whole.last > hosts.last ? [{ first: hosts.last + 1n, last: whole.last }] : []),
  ];
}

/** Subnets of one VLAN of one master share their addresses. */
export function isSameSegment(
  one: Pick<Subnet, 'master' | 'vlan'>,
  other: Pick<Subnet, 'master' | 'vlan'>,
): boolean {
  return one.master === other.master && one.vlan === other.vlan;
}

/** A number of an address of the subnet, given as `a/len`. */
export function numberIn({ cidr }: Subnet, address: Prefix): bigint | undefined {
  return address.family === cidr.family && isWithin(numberOf(address), wholeOf(cidr))
    ? numberOf(address)
    : undefined;
}
