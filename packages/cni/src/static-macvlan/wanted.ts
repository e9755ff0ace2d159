import { parseArgs } from '../args.ts';
import { CniError, errorCode } from '../error.ts';
import { parseMac } from '../interface/mac.ts';
import { canonicalAddress, formatPrefix, parsePrefix } from '../ip.ts';
import { type Decoded, list, map, string, struct } from '../json/decode.ts';
import { quote } from '../quote.ts';
import type { Request } from '../request.ts';

/** What a pod says about its interface. The keys are those of its annotations, and the common ones of CNI. */
const wishes = {
  'static-ip': string,
  'static-mac': string,
  vlan: string,
  ips: list(string),
  mac: string,
} as const;

/** The capability by which containerd and CRI-O hand the annotations of a pod on. */
const ANNOTATIONS = 'io.kubernetes.cri.pod-annotations';

export const wishKeys = {
  ...wishes,
  /** The default subnet: a network of the first generation names it here. */
  master: string,
  args: struct('struct { A *main.PodArgs "json:\\"cni\\"" }', { cni: struct('main.PodArgs', wishes) }),
  runtimeConfig: struct('main.RuntimeConfig', { ...wishes, [ANNOTATIONS]: map(string) }),
  /** This plugin finds the addresses itself; networks of the first generation say so by `static-ipam` and `#`. */
  ipam: struct('types.IPAM', { type: string, addresses: list(struct('main.Address', { address: string })) }),
} as const;

const wishConf = struct('main.NetConf', wishKeys);

type WishConf = Decoded<typeof wishConf>;

const wishStruct = struct('main.Wishes', wishes);

/** What one source says, each empty where it says nothing. */
interface Wishes {
  readonly ip: string;
  readonly mac: string;
  readonly vlan: string;
}

/** What an attachment is to get. */
export interface Wanted {
  /** Name of the subnet; empty for the only one. */
  readonly subnet: string;
  /** Addresses to choose from, `a` or `a/len`; `auto` for any that is free. */
  readonly ips: 'auto' | readonly string[];
  /** One address for each of `ips`, or one for all; `auto` for one that follows from the IP address. */
  readonly macs: 'auto' | 'random' | readonly string[];
}

/** Who the interface is for, where the runtime is Kubernetes'. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

const ARGUMENTS = [
  'static-ip',
  'static-mac',
  'vlan',
  'IP',
  'MAC',
  'K8S_POD_NAMESPACE',
  'K8S_POD_NAME',
  'K8S_POD_UID',
] as const;

/**
 * What is wanted, key by key from the nearest source: the configuration is overridden by CNI_ARGS, these by
 * `args.cni`, these by the annotations that the runtime hands on, these by the capabilities. So it is with `mac` and
 * `ips` of the reference plugins.
 *
 * @throws {CniError} code 7
 */
export function wantedOf(conf: WishConf, { args }: Pick<Request, 'args'>): Wanted {
  const given = parseArgs(args, ARGUMENTS);
  const annotations = conf.runtimeConfig[ANNOTATIONS];
  const sources: readonly Wishes[] = [
    wishesOf(conf.runtimeConfig),
    {
      ip: annotations.get('static-ip') ?? '',
      mac: annotations.get('static-mac') ?? '',
      vlan: annotations.get('vlan') ?? '',
    },
    wishesOf(conf.args.cni),
    {
      ip: (given['static-ip'] || given.IP) ?? '',
      mac: (given['static-mac'] || given.MAC) ?? '',
      vlan: given.vlan ?? '',
    },
    configured(conf),
  ];
  const nearest = (key: keyof Wishes): string =>
    sources.map((source) => source[key].trim()).find((value) => value !== '') ?? '';
  const ips = addressesIn(nearest('ip'));
  const macs = macsIn(nearest('mac'));
  if (typeof macs !== 'string' && macs.length > 1 && macs.length !== ips.length)
    throw new CniError(
      errorCode.invalidNetworkConfig,
      `static-mac has ${macs.length} addresses, static-ip ${ips === 'auto' ? 'none of its own' : ips.length}`,
      'a list of MAC addresses has one for each IP address',
    );
  return { subnet: nearest('vlan') || conf.master, ips, macs };
}

/** The pod of CNI_ARGS; undefined when there is none. */
export function podOf({ args }: Pick<Request, 'args'>): Pod | undefined {
  const {
    K8S_POD_NAMESPACE: namespace = '',
    K8S_POD_NAME: name = '',
    K8S_POD_UID: uid = '',
  } = parseArgs(args, ARGUMENTS);
  return name === '' ? undefined : { namespace, name, uid };
}

function wishesOf(source: Decoded<typeof wishStruct>): Wishes {
  const { ips, mac, vlan } = source;
  if (ips.length > 1)
    throw new CniError(
      errorCode.invalidNetworkConfig,
      `an interface of static-macvlan has one address, got ${ips.length}`,
      'to let it have one of several, write "static-ip": "a-b"',
    );
  return { ip: source['static-ip'] || (ips[0] ?? ''), mac: source['static-mac'] || mac, vlan };
}

/** The configuration's own wishes; `#` in the place of an address stands for what the pod says. */
function configured(conf: WishConf): Wishes {
  const { type, addresses } = conf.ipam;
  if (type !== '' && type !== 'static-ipam')
    throw new CniError(
      errorCode.invalidNetworkConfig,
      `static-macvlan finds addresses itself, IPAM plugin ${quote(type)} cannot be used`,
      'leave "ipam" out, or use type "macvlan"',
    );
  const [address = ''] = addresses.map(({ address }) => address).filter((text) => text !== '#');
  const own = wishesOf(conf);
  return { ...own, ip: own.ip || address };
}

/** `auto`, nothing, or `a-b-...`, with or without the length of the prefix. */
function addressesIn(text: string): Wanted['ips'] {
  if (text === '' || text === 'auto') return 'auto';
  return text.split('-').map((part) => {
    const address = part.trim();
    const prefix = parsePrefix(address);
    const canonical = prefix === undefined ? canonicalAddress(address) : formatPrefix(prefix);
    if (canonical !== undefined) return canonical;
    throw new CniError(
      errorCode.invalidNetworkConfig,
      `invalid static-ip ${quote(text)}: ${quote(address)} is no address`,
      'must be "auto", an address as in "192.168.1.10/24", or several as in "192.168.1.10-192.168.1.11"',
    );
  });
}

/** Nothing, `auto`, or `m-m-...`; a MAC address may itself be written with hyphens. */
function macsIn(text: string): Wanted['macs'] {
  if (text === '') return 'random';
  if (text === 'auto') return 'auto';
  if (/^[0-9a-f]{2}(-[0-9a-f]{2})+$/i.test(text)) return [parseMac(text)];
  return text.split('-').map((part) => parseMac(part.trim()));
}
