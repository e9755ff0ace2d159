import { failure } from '../error.ts';
import { cidr, familyOf, ip } from '../ip.ts';
import { decode, derive, JsonTypeError, optional, struct } from '../json/decode.ts';
import type { JsonValue } from '../json/parse.ts';
import type { SpecVersion } from '../version.ts';
import { dns, encodeDns } from './dns.ts';
import type { IpConfig, Result } from './result.ts';
import { type Route, routes } from './route.ts';

interface Family {
  readonly ip: string;
  readonly gateway?: string | undefined;
  readonly routes: readonly Route[];
}

const family = optional(
  derive(struct('types020.IPConfig', { ip: cidr, gateway: ip, routes }), (read): Family => {
    if (read.ip === undefined) throw new JsonTypeError('invalid CIDR address: ');
    return { ip: read.ip, gateway: read.gateway, routes: read.routes };
  }),
);

const legacy = struct('types020.Result', { ip4: family, ip6: family, dns });

/** Reads the form of 0.1.0 and 0.2.0: one address for each family, with its routes. */
export function decodeLegacy(value: JsonValue): Result {
  const { ip4, ip6, dns } = decode(legacy, value);
  const families = [ip4, ip6].filter((family) => family !== undefined);
  return {
    interfaces: [],
    ips: families.map((family): IpConfig => ({ address: family.ip, gateway: family.gateway })),
    routes: families.flatMap((family) => family.routes.map(({ dst, gw }): Route => ({ dst, gw }))),
    dns,
  };
}

/** Writes that form: the first address of each family, and of routes what it can say. */
export function encodeLegacy(result: Result, version: SpecVersion): object {
  const ip4 = encodeFamily(result, 4);
  const ip6 = encodeFamily(result, 6);
  if (ip4 === undefined && ip6 === undefined) throw failure('cannot convert: no valid IP addresses');
  return { cniVersion: version, ip4, ip6, dns: encodeDns(result.dns) };
}

function encodeFamily(result: Result, wanted: 4 | 6): object | undefined {
  const first = result.ips.find(({ address }) => familyOf(address) === wanted);
  if (first === undefined) return undefined;
  const routes = result.routes
    .filter(({ dst }) => familyOf(dst) === wanted)
    .map(({ dst, gw }) => ({ dst, gw }));
  return { ip: first.address, gateway: first.gateway, ...(routes.length > 0 && { routes }) };
}
