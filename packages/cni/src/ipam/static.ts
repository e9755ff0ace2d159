import { parseArgs } from '../args.ts';
import { failure } from '../error.ts';
import { canonicalAddress, contains, familyOf, formatPrefix, ip, parsePrefix, prefixOf } from '../ip.ts';
import { type Decoded, decode, list, object, optional, string, struct } from '../json/decode.ts';
import type { Plugin, Request } from '../request.ts';
import { dns } from '../result/dns.ts';
import { decodePrevResult } from '../result/result.ts';
import { routes } from '../result/route.ts';
import { atLeast } from '../version.ts';

/** `gateways` is ours. */
const ipamConfig = struct('main.IPAMConfig', {
  addresses: list(struct('main.Address', { address: string, gateway: ip })),
  gateways: list(ip),
  routes,
  dns,
});

const ips = list(string);

const net = struct('main.Net', {
  ipam: optional(ipamConfig),
  prevResult: object,
  args: struct('struct { A *main.IPAMArgs "json:\\"cni\\"" }', { cni: struct('main.IPAMArgs', { ips }) }),
  runtimeConfig: struct('struct { IPs []string "json:\\"ips,omitempty\\"" }', { ips }),
});

type Net = Decoded<typeof net>;

interface Address {
  readonly address: string;
  readonly gateway?: string | undefined;
}

/** IPAM `static`: the addresses that the configuration or the runtime names. It keeps nothing anywhere. */
export const staticIpam: Plugin = {
  add(request) {
    const config = decode(net, request.config);
    const { addresses, routes, dns } = configured(request, config);
    return { interfaces: [], ips: addresses, routes, dns };
  },

  // Nothing was reserved, and a configuration that is broken by now must not keep a pod from being removed.
  del() {},

  check(request) {
    const config = decode(net, request.config);
    const { addresses } = configured(request, config);
    if (config.prevResult === undefined) throw failure('Required prevResult missing');
    const { ips } = decodePrevResult(config.prevResult, request.version);
    for (const { address, gateway } of addresses) {
      const found = ips.find((ip) => withoutLength(ip.address) === withoutLength(address));
      if (found === undefined || gateway === undefined || found.gateway === gateway) continue;
      throw failure(
        `static: Failed to match addr ${withoutLength(address)} on interface ${request.ifName}`,
        `prevResult has gateway ${found.gateway ?? 'none'}, the configuration ${gateway}`,
      );
    }
  },
};

type Configured = Pick<Decoded<typeof ipamConfig>, 'routes' | 'dns'> & {
  readonly addresses: readonly Address[];
};

/** What the configuration comes to for this attachment. */
function configured(request: Request, { ipam, args, runtimeConfig }: Net): Configured {
  if (ipam === undefined) throw failure("IPAM config missing 'ipam' key");
  const own = [...ipam.addresses, ...argumentAddresses(request)];
  // Both are judged even if only the second counts, as the reference does.
  const [fromArgs, fromRuntime] = [args.cni.ips.map(requested), runtimeConfig.ips.map(requested)];
  const chosen = fromRuntime.length > 0 ? fromRuntime : fromArgs;
  // Those chosen by the runtime come without a gateway. The reference leaves it at that, and default routes then lead
  // nowhere (containernetworking/plugins#654).
  const [given, gateways] =
    chosen.length > 0
      ? [chosen, [...ipam.addresses.map(({ gateway }) => gateway), ...ipam.gateways]]
      : [own, ipam.gateways];
  const addresses = given.map(canonical).map((address) => withGateway(address, gateways));
  checkFamilies(addresses, request);
  return { ...ipam, addresses };
}

/** CNI_ARGS: `IP` adds addresses; `GATEWAY` gives these a gateway where it lies in their network. */
function argumentAddresses({ args }: Request): Address[] {
  const { IP = '', GATEWAY = '' } = parseArgs(args, ['IP', 'GATEWAY']);
  const gateways = split(GATEWAY).map((text) => {
    const gateway = canonicalAddress(text);
    if (gateway === undefined) throw failure(`invalid gateway address: ${text}`);
    return gateway;
  });
  return split(IP).map((address) => {
    const prefix = parsePrefix(address);
    if (prefix === undefined)
      throw failure(`the 'ip' field is expected to be in CIDR notation, got: '${address}'`);
    return { address, gateway: gateways.findLast((gateway) => contains(prefix, gateway)) };
  });
}

/** An entry of `args.cni.ips` or of the capability `ips`. */
function requested(address: string): Address {
  if (parsePrefix(address) === undefined)
    throw failure(`an entry in the 'ips' field is NOT in CIDR notation, got: '${address}'`);
  return { address };
}

/** An address without a gateway gets the first that lies in its network. */
function withGateway(address: Address, gateways: readonly (string | undefined)[]): Address {
  if (address.gateway !== undefined) return address;
  const prefix = prefixOf(address.address);
  return {
    ...address,
    gateway: gateways.find((gateway) => gateway !== undefined && contains(prefix, gateway)),
  };
}

function canonical({ address, gateway }: Address): Address {
  const prefix = parsePrefix(address);
  if (prefix === undefined)
    throw failure(`the 'address' field is expected to be in CIDR notation, got: '${address}'`);
  return { address: formatPrefix(prefix), gateway };
}

/** 0.1.0 and 0.2.0 have room for one address of each family. */
function checkFamilies(addresses: readonly Address[], { version }: Request): void {
  if (atLeast(version, '0.3.0')) return;
  for (const family of [4, 6]) {
    if (addresses.filter(({ address }) => familyOf(address) === family).length > 1)
      throw failure(`CNI version ${version} does not support more than 1 address per family`);
  }
}

/** The elements of a comma-separated list; none of empty text. */
function split(list: string): string[] {
  return list === '' ? [] : list.split(',').map((element) => element.trim());
}

function withoutLength(address: string): string {
  return address.slice(0, address.lastIndexOf('/'));
}
