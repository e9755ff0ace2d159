import { walk } from '../schema/attributes.ts';
import type { Codec } from '../schema/codec.ts';
import { once } from '../schema/once.ts';
import { describe } from '../schema/scalar.ts';
import type { Shape } from '../schema/shape.ts';

/**
 * Per-device settings of an address family, by the names of /proc/sys/net/{ipv4,ipv6}/conf/DEV in camelCase. A
 * setting that is newer than the table is under its number.
 */
export type Devconf<N extends string> = { [K in N]?: number | undefined } & { [id: number]: number };

/** Of which the length tells how many settings there are. */
interface DevconfCodec<T> extends Codec<T> {
  readonly fields: readonly string[];
  readonly size: 0;
  fieldsWithin(length: number): readonly string[];
}

/**
 * `IFLA_INET_CONF` and `IFLA_INET6_CONF`: the kernel reports an array of `__s32`, in which setting `id` of the
 * enumeration is at `id - first`, and takes a nest of attributes of type `id`.
 */
export function devconf<const N extends string>(
  first: number,
  names: readonly N[],
): DevconfCodec<Devconf<N>> {
  const ids = once(() => new Map<string, number>(names.map((name, index) => [name, index + first])));
  const idOf = (name: string): number | undefined =>
    ids().get(name) ?? (/^[0-9]+$/.test(name) ? Number(name) : undefined);
  return {
    get shape(): Shape {
      return { of: 'settings', words: Object.fromEntries(ids()) };
    },
    fields: names,
    size: 0,
    fieldsWithin: (length) =>
      Array.from({ length: length >> 2 }, (_, index) => names[index] ?? String(index + first)),
    read(reader, start, end) {
      if ((end - start) % 4 !== 0) return undefined;
      const conf: Record<string, number> = {};
      for (let at = start, id = first; at < end; at += 4, id++)
        conf[names[id - first] ?? String(id)] = reader.s32[at >> 2] ?? 0;
      return conf as Devconf<N>;
    },
    write(writer, conf) {
      const settings: [number, number][] = [];
      for (const [name, value] of Object.entries<number | undefined>(conf)) {
        const id = idOf(name);
        if (id === undefined || id < first) throw writer.error(`no setting is called ${describe(name)}`);
        if (value !== undefined) settings.push([id, value]);
      }
      if (writer.isRequest) {
        for (const [id, value] of settings) {
          const at = writer.open(id);
          writer.u32(value >>> 0);
          writer.close(at);
        }
        return;
      }
      const byId = new Map(settings);
      const count = settings.length === 0 ? 0 : Math.max(...byId.keys()) - first + 1;
      for (let id = first; id < first + count; id++) writer.u32((byId.get(id) ?? 0) >>> 0);
    },
    locate(reader, start, end, target, path) {
      walk(reader, start, end, (type, at, _payload, next) => {
        if (target >= at && target < next) path.push(names[type - first] ?? String(type));
      });
      return undefined;
    },
  };
}

/** `IPV4_DEVCONF_*` (linux/ip.h), which begins at 1 */
export const inetConf = devconf(1, [
  'forwarding',
  'mcForwarding',
  'proxyArp',
  'acceptRedirects',
  'secureRedirects',
  'sendRedirects',
  'sharedMedia',
  'rpFilter',
  'acceptSourceRoute',
  'bootpRelay',
  'logMartians',
  'tag',
  'arpFilter',
  'mediumId',
  'noxfrm',
  'nopolicy',
  'forceIgmpVersion',
  'arpAnnounce',
  'arpIgnore',
  'promoteSecondaries',
  'arpAccept',
  'arpNotify',
  'acceptLocal',
  'srcVmark',
  'proxyArpPvlan',
  'routeLocalnet',
  'igmpv2UnsolicitedReportInterval',
  'igmpv3UnsolicitedReportInterval',
  'ignoreRoutesWithLinkdown',
  'dropUnicastInL2Multicast',
  'dropGratuitousArp',
  'bcForwarding',
  'arpEvictNocarrier',
]);

/** `DEVCONF_*` (linux/ipv6.h), which begins at 0 */
export const inet6Conf = devconf(0, [
  'forwarding',
  'hoplimit',
  'mtu6',
  'acceptRa',
  'acceptRedirects',
  'autoconf',
  'dadTransmits',
  'rtrSolicits',
  'rtrSolicitInterval',
  'rtrSolicitDelay',
  'useTempaddr',
  'tempValidLft',
  'tempPreferedLft',
  'regenMaxRetry',
  'maxDesyncFactor',
  'maxAddresses',
  'forceMldVersion',
  'acceptRaDefrtr',
  'acceptRaPinfo',
  'acceptRaRtrPref',
  'rtrProbeInterval',
  'acceptRaRtInfoMaxPlen',
  'proxyNdp',
  'optimisticDad',
  'acceptSourceRoute',
  'mcForwarding',
  'disableIpv6',
  'acceptDad',
  'forceTllao',
  'ndiscNotify',
  'mldv1UnsolicitedReportInterval',
  'mldv2UnsolicitedReportInterval',
  'suppressFragNdisc',
  'acceptRaFromLocal',
  'useOptimistic',
  'acceptRaMtu',
  'stableSecret',
  'useOifAddrsOnly',
  'acceptRaMinHopLimit',
  'ignoreRoutesWithLinkdown',
  'dropUnicastInL2Multicast',
  'dropUnsolicitedNa',
  'keepAddrOnDown',
  'rtrSolicitMaxInterval',
  'seg6Enabled',
  'seg6RequireHmac',
  'enhancedDad',
  'addrGenMode',
  'disablePolicy',
  'acceptRaRtInfoMinPlen',
  'ndiscTclass',
  'rplSegEnabled',
  'raDefrtrMetric',
  'ioam6Enabled',
  'ioam6Id',
  'ioam6IdWide',
  'ndiscEvictNocarrier',
  'acceptUntrackedNa',
  'acceptRaMinLft',
  'forceForwarding',
]);
