import type { ExecutionContext } from 'ava';
import type { RouteRequest } from '../../src/client/routes.ts';
import type { Route } from '../../src/route/route.ts';
import { plain } from '../golden.ts';
import { type Host, has } from '../live.ts';

/** A route to try, and what `list` must show of it. */
export interface RouteTrial {
  readonly request: RouteRequest & { readonly dst: string };
  readonly shown: object;
}

const segments = ['2001:db8:a::1', '2001:db8:b::1'];

/** Fields in which a route is the same whenever it is listed. */
function stable({ cacheinfo, ...route }: Route): unknown {
  return plain({ ...route, error: cacheinfo?.error });
}

/** Adds a route, deletes it as it is listed, and makes it again from that. */
export async function tryRoute(
  t: ExecutionContext,
  host: Host,
  { request, shown }: RouteTrial,
): Promise<void> {
  const find = async (): Promise<Route | undefined> =>
    (await host.routes.list()).find(
      ({ dst, family }) => dst === request.dst && (request.family ?? family) === family,
    );
  try {
    await host.routes.add(request);
  } catch (error) {
    if (request.encap === undefined || !has(error, { code: 'EOPNOTSUPP' })) throw error;
    return t.log(`skipped: the kernel has no encapsulation ${request.encap.type}`);
  }
  const made = await find();
  if (made === undefined) return t.fail(`${request.dst} is not listed`);
  t.true(has(made, shown), `${request.dst}: ${JSON.stringify(plain(made), bigints)}`);
  t.is(made.unknown, undefined);
  await host.routes.delete(made);
  t.is(await find(), undefined, `${request.dst} is deleted by what was listed`);
  await host.routes.add(made);
  const again = await find();
  t.deepEqual(again && stable(again), stable(made), `${request.dst} is made again by what was listed`);
}

const bigints = (_name: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;

const trial = (request: RouteTrial['request'], shown: object = {}): RouteTrial => ({ request, shown });

/** Every metric that a route can have (`RTAX_*`). */
const everyMetric = {
  lock: ['mtu', 'rtoMin'],
  mtu: 1400,
  window: 1000,
  rtt: 800,
  rttvar: 200,
  ssthresh: 5,
  cwnd: 6,
  advmss: 1300,
  reordering: 4,
  hoplimit: 60,
  initcwnd: 10,
  features: ['ecn'],
  rtoMin: 300,
  initrwnd: 20,
  quickack: 1,
  ccAlgo: 'reno',
  fastopenNoCookie: 1,
} as const;

/** What the kernels of the development machines and that of the VM have. */
export const hostTrials: readonly RouteTrial[] = [
  trial(
    {
      dst: '10.1.0.0/16',
      dev: 'v0',
      encap: {
        type: 'ip',
        id: 7n,
        dst: '192.0.2.9',
        src: '192.0.2.1',
        ttl: 64,
        tos: 16,
        flags: ['csum', 'key'],
      },
    },
    { encap: { type: 'ip', id: 7n, dst: '192.0.2.9', src: '192.0.2.1', ttl: 64, tos: 16 } },
  ),
  trial(
    {
      dst: '2001:db8:1::/48',
      dev: 'v0',
      encap: { type: 'ip6', id: 2n ** 63n, dst: '2001:db8::9', src: '2001:db8::1', hoplimit: 63, tc: 5 },
    },
    { encap: { type: 'ip6', id: 2n ** 63n, dst: '2001:db8::9', src: '2001:db8::1', hoplimit: 63, tc: 5 } },
  ),
  trial(
    { dst: '2001:db8:2::/48', dev: 'v0', encap: { type: 'seg6', srh: { mode: 'encap', segments } } },
    { encap: { type: 'seg6', srh: { mode: 'encap', segments, segmentsLeft: 1 } } },
  ),
  trial(
    {
      dst: '2001:db8:3::/48',
      dev: 'v0',
      encap: { type: 'seg6', srh: { mode: 'inline', segments: ['2001:db8:a::1', '::'] } },
    },
    { encap: { srh: { mode: 'inline', segments: ['2001:db8:a::1', '::'] } } },
  ),
  trial(
    { dst: '10.2.0.0/16', dev: 'v0', encap: { type: 'seg6', srh: { mode: 'encap.red', segments } } },
    { encap: { srh: { mode: 'encap.red', segments } } },
  ),
  trial(
    {
      dst: '10.4.0.0/16',
      multipath: [
        { via: '192.0.2.2', dev: 'v0', encap: { type: 'ip', id: 1n, dst: '192.0.2.8' } },
        { via: '2001:db8::2', dev: 'v0', weight: 256, onlink: true },
      ],
    },
    {
      multipath: [
        { gateway: '192.0.2.2', weight: 1, encap: { type: 'ip', id: 1n, dst: '192.0.2.8' } },
        { via: { family: 10, address: '2001:db8::2' }, weight: 256, flags: ['onlink'] },
      ],
    },
  ),
  trial(
    {
      dst: '2001:db8:4::/48',
      multipath: [
        { via: '2001:db8::2', dev: 'v0', weight: 5 },
        { via: 'fe80::3', dev: 'v0' },
      ],
    },
    {
      multipath: [
        { gateway: '2001:db8::2', weight: 5 },
        { gateway: 'fe80::3', weight: 1 },
      ],
    },
  ),
  trial(
    { dst: '2001:db8:5::/48', via: '2001:db8::2', pref: 'high', priority: 5 },
    { pref: 'high', priority: 5 },
  ),
  trial(
    { dst: '203.0.113.0/24', via: '198.51.100.9', dev: 'v0', onlink: true },
    { gateway: '198.51.100.9', flags: ['onlink'] },
  ),
  trial(
    {
      dst: '10.5.0.0/16',
      dev: 'v0',
      metrics: everyMetric,
    },
    {
      metrics: everyMetric,
    },
  ),
  trial(
    { dst: '2001:db8:6::/48', dev: 'v0', metrics: { lock: ['mtu'], mtu: 1400, ccAlgo: 'reno' } },
    { metrics: { lock: ['mtu'], mtu: 1400, ccAlgo: 'reno' } },
  ),
  trial({ dst: '2001:db8:7::/48', src: '2001:db8::/32', dev: 'v0' }, { src: '2001:db8::/32' }),
  trial(
    {
      dst: '10.7.0.0/16',
      dev: 'v0',
      tos: 16,
      priority: 5,
      protocol: 186,
      prefsrc: '192.0.2.1',
      table: 70000,
    },
    { tos: 16, priority: 5, protocol: 186, prefsrc: '192.0.2.1', table: 70000, scope: 253 },
  ),
  ...(['local', 'broadcast', 'anycast'] as const).map((type, index) =>
    trial({ dst: `10.8.${index}.0/24`, type, dev: 'v0' }, { type, table: 255 }),
  ),
  trial({ dst: '239.0.0.0/8', type: 'multicast', dev: 'v0' }, { type: 'multicast', scope: 253 }),
  ...(['blackhole', 'unreachable', 'prohibit', 'throw'] as const).flatMap((type, index) => [
    trial({ dst: `10.9.${index}.0/24`, type }, { type }),
    trial({ dst: `2001:db8:9:${index + 1}::/64`, type, family: 10 }, { type }),
  ]),
];
