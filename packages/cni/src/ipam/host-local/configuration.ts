import { parseArgs } from '../../args.ts';
import { reason } from '../../errno.ts';
import { failure } from '../../error.ts';
import { addressOf, canonicalAddress, ip, parsePrefix, prefixOf } from '../../ip.ts';
import {
  bool,
  type Decoded,
  decode,
  JsonTypeError,
  list,
  object,
  optional,
  string,
  struct,
  text,
} from '../../json/decode.ts';
import { named } from '../../netconf.ts';
import { quote } from '../../quote.ts';
import type { Request } from '../../request.ts';
import { type Route, routes } from '../../result/route.ts';
import { atLeast } from '../../version.ts';
import { canonicalSet, type RangeSet, setsOverlap, type WrittenRange, type WrittenSubnet } from './range.ts';

const DATA_DIR = '/var/lib/cni/networks';

const subnet = text<WrittenSubnet | undefined>('string', undefined, (value) => ({
  prefix: prefixOf(value),
  mapped: value.includes(':') && !canonicalAddress(value.slice(0, value.indexOf('/')))?.includes(':'),
}));

const rangeKeys = { rangeStart: ip, rangeEnd: ip, subnet, gateway: ip } as const;

const rangeSets = list(
  list(struct('allocator.Range', rangeKeys), 'allocator.RangeSet'),
  '[]allocator.RangeSet',
);

/** The reference library's ip.IP: an address with or without a length, of which only the address counts here. */
const requestedIp = text<string | undefined>('*ip.IP', undefined, (value) => {
  if (value === '') return undefined;
  const address = requestedAddress(value);
  if (address === undefined) throw new JsonTypeError(`invalid IP address ${value}`);
  return address;
});

const ips = list(requestedIp);

const net = struct('allocator.Net', {
  ipam: optional(
    struct('allocator.IPAMConfig', {
      ...rangeKeys,
      Name: string,
      type: string,
      routes,
      dataDir: string,
      resolvConf: string,
      ranges: rangeSets,
      sticky: bool,
    }),
  ),
  runtimeConfig: struct(
    'struct { IPRanges []allocator.RangeSet "json:\\"ipRanges,omitempty\\""; IPs []*ip.IP "json:\\"ips,omitempty\\"" }',
    { ipRanges: rangeSets, ips },
  ),
  args: struct('struct { A *allocator.IPAMArgs "json:\\"cni\\"" }', {
    cni: struct('allocator.IPAMArgs', { ips }),
  }),
  prevResult: object,
});

/** What a configuration comes to for one attachment. */
export interface HostLocalConfig {
  /** At least one; no address is in two of them. */
  readonly sets: readonly RangeSet[];
  /** Addresses asked for, each once, canonical. */
  readonly requested: readonly string[];
  readonly routes: readonly Route[];
  readonly resolvConf: string;
  /** Pods get the addresses back that they had. */
  readonly sticky: boolean;
  /** `NAMESPACE/NAME`, when the addresses are sticky and the runtime has named the pod. */
  readonly pod: string | undefined;
  readonly prevResult: Decoded<typeof object>;
}

/** @throws {CniError} in the words of the reference */
export function loadConfiguration(request: Request): HostLocalConfig {
  const { ipam, runtimeConfig, args, prevResult } = decode(net, request.config);
  if (ipam === undefined) throw failure("IPAM config missing 'ipam' key");
  const { requested, pod } = fromArguments(request, ipam.sticky);
  const all = [...requested, ...args.cni.ips, ...runtimeConfig.ips].map((address) => {
    if (address === undefined) throw failure('cannot understand ip: IP <nil> not v4 nor v6');
    return address;
  });
  const own: (readonly WrittenRange[])[] = ipam.subnet === undefined ? [] : [[ipam]];
  const sets = canonicalSets([...runtimeConfig.ipRanges, ...own, ...ipam.ranges], request);
  return {
    sets,
    requested: [...new Set(all)],
    routes: ipam.routes,
    resolvConf: ipam.resolvConf,
    sticky: ipam.sticky,
    pod,
    prevResult,
  };
}

function canonicalSets(written: readonly (readonly WrittenRange[])[], { version }: Request): RangeSet[] {
  if (written.length === 0) throw failure('no IP ranges specified');
  const sets = written.map((set, index) => {
    try {
      return canonicalSet(set);
    } catch (error) {
      throw failure(`invalid range set ${index}: ${reason(error)}`);
    }
  });
  const families = sets.map((set) => set[0]?.family);
  if (!atLeast(version, '0.3.0') && new Set(families).size < families.length)
    throw failure(`CNI version ${version} does not support more than 1 address per family`);
  for (const [index, set] of sets.entries()) {
    const other = sets.findIndex((later, at) => at > index && setsOverlap(set, later));
    if (other >= 0) throw failure(`range set ${index} overlaps with ${other}`);
  }
  return sets;
}

/** CNI_ARGS: `IP` asks for an address; with `sticky`, kubelet's names say whose it is. */
function fromArguments({ args }: Request, sticky: boolean): { requested: string[]; pod: string | undefined } {
  const podKeys = sticky ? (['K8S_POD_NAMESPACE', 'K8S_POD_NAME'] as const) : [];
  const values = parseArgs(args, ['IP', ...podKeys]);
  const { IP = '', K8S_POD_NAMESPACE = '', K8S_POD_NAME = '' } = values;
  const pod = K8S_POD_NAME === '' ? undefined : `${K8S_POD_NAMESPACE}/${K8S_POD_NAME}`;
  if (IP === '') return { requested: [], pod };
  const address = requestedAddress(IP);
  if (address === undefined)
    throw failure(`ARGS: error parsing value of pair ${quote(`IP=${IP}`)}: invalid IP address ${IP}`);
  return { requested: [address], pod };
}

function requestedAddress(text: string): string | undefined {
  if (!text.includes('/')) return canonicalAddress(text);
  const prefix = parsePrefix(text);
  return prefix && addressOf(prefix);
}

const placed = struct('allocator.Net', { ipam: struct('allocator.IPAMConfig', { dataDir: string }) });

/**
 * The folder in which a network's reservations are: all that DEL and GC need, so that they work with whatever else has
 * become of the configuration.
 */
export function networkFolder({ config }: Pick<Request, 'config'>): string {
  const { dataDir } = decode(placed, config).ipam;
  return `${dataDir === '' ? DATA_DIR : dataDir}/${decode(named, config).name}`;
}
