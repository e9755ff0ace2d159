import { cidr, familyOf, ip } from '../ip.ts';
import {
  decode,
  derive,
  int,
  JsonTypeError,
  list,
  opaque,
  optional,
  string,
  struct,
  uint,
} from '../json/decode.ts';
import type { JsonValue } from '../json/parse.ts';
import { atLeast, type SpecVersion } from '../version.ts';
import { dns, encodeDns } from './dns.ts';
import type { Interface, IpConfig, Result } from './result.ts';
import { routes } from './route.ts';

const ipConfig = opaque(
  derive(
    struct('types100.ipConfig', { interface: optional(int), address: cidr, gateway: ip }),
    ({ interface: index, address, gateway }): IpConfig => {
      if (address === undefined) throw new JsonTypeError('invalid CIDR address: ');
      return { interface: index, address, gateway };
    },
  ),
);

const interfaceOf = derive(
  struct('types100.Interface', {
    name: string,
    mac: string,
    mtu: uint,
    sandbox: string,
    socketPath: string,
    pciID: string,
  }),
  (read): Interface => ({
    name: read.name,
    mac: read.mac || undefined,
    mtu: read.mtu || undefined,
    sandbox: read.sandbox || undefined,
    socketPath: read.socketPath || undefined,
    pciID: read.pciID || undefined,
  }),
);

const listed = struct('types100.Result', {
  interfaces: list(interfaceOf, '[]*types100.Interface'),
  ips: list(ipConfig, '[]*types100.IPConfig'),
  routes,
  dns,
});

/** Reads the form of 0.3.0 and later, with lists of interfaces, addresses and routes. */
export function decodeListed(value: JsonValue): Result {
  return decode(listed, value);
}

/**
 * Writes that form. Up to 0.4.0 each address names its family; `mtu`, `socketPath` and `pciID` of interfaces came
 * with 1.1.0, with which the reference also stopped to print an empty `dns`.
 */
export function encodeListed(result: Result, version: SpecVersion): object {
  const named = !atLeast(version, '1.0.0');
  const full = atLeast(version, '1.1.0');
  const dnsObject = encodeDns(result.dns);
  return {
    cniVersion: version,
    ...(result.interfaces.length > 0 && {
      interfaces: result.interfaces.map(({ name, mac, mtu, sandbox, socketPath, pciID }) => ({
        name,
        mac,
        ...(full && { mtu }),
        sandbox,
        ...(full && { socketPath, pciID }),
      })),
    }),
    ...(result.ips.length > 0 && {
      ips: result.ips.map(({ interface: index, address, gateway }) => ({
        ...(named && { version: String(familyOf(address)) }),
        interface: index,
        address,
        gateway,
      })),
    }),
    ...(result.routes.length > 0 && { routes: result.routes }),
    ...((!full || Object.keys(dnsObject).length > 0) && { dns: dnsObject }),
  };
}
