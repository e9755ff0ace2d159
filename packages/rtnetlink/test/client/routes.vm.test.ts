import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { runInNetns } from '@iplink-ts/socket';
import test, { type ExecutionContext } from 'ava';
import type { RtnlSync } from '../../src/client/rtnl.ts';
import { AF_MPLS } from '../../src/route/labels.ts';
import { plain } from '../golden.ts';
import { ownNetns, syncHost } from '../live.ts';
import { withAddresses } from './device.ts';
import { hostTrials, type RouteTrial, tryRoute } from './route_trials.ts';

/** A client in a namespace that forwards packets with labels. */
async function mplsHost(t: ExecutionContext): Promise<RtnlSync | undefined> {
  spawnSync('modprobe', ['-a', 'mpls_router', 'mpls_iptunnel', 'vrf']);
  const netns = ownNetns(t);
  const host = syncHost(t, netns);
  try {
    runInNetns(netns, () => writeFileSync('/proc/sys/net/mpls/platform_labels', '1000'));
  } catch {
    t.log('skipped: the kernel has no MPLS');
    t.pass();
    return undefined;
  }
  await withAddresses(host);
  runInNetns(netns, () => writeFileSync('/proc/sys/net/mpls/conf/v0/input', '1'));
  return host;
}

const viaFour = { family: 2, address: '192.0.2.2' };
const viaSix = { family: 10, address: '2001:db8::2' };

const labelled: readonly RouteTrial[] = [
  {
    request: { dst: '100', via: viaFour, dev: 'v0', newdst: [200, 300] },
    shown: { family: AF_MPLS, via: viaFour, newdst: [200, 300] },
  },
  {
    request: { dst: '101', via: viaSix, dev: 'v0', ttlPropagate: 0 },
    shown: { via: viaSix, ttlPropagate: 0 },
  },
  { request: { dst: '102', dev: 'lo' }, shown: { dst: '102' } },
  {
    request: {
      dst: '103',
      multipath: [
        { via: viaFour, dev: 'v0', newdst: [200] },
        { via: viaSix, dev: 'v0', newdst: [16, 1_048_575] },
      ],
    },
    shown: {
      multipath: [
        { via: viaFour, newdst: [200] },
        { via: viaSix, newdst: [16, 1_048_575] },
      ],
    },
  },
  {
    request: { dst: '104', via: { family: 17, address: '02:00:00:00:00:07' }, dev: 'v0', newdst: [300] },
    shown: { via: { family: 17, address: '02:00:00:00:00:07' } },
  },
  {
    request: { dst: '10.3.0.0/16', via: '192.0.2.2', encap: { type: 'mpls', dst: [100, 200], ttl: 64 } },
    shown: { encap: { type: 'mpls', dst: [100, 200], ttl: 64 } },
  },
  {
    request: { dst: '2001:db8:3::/48', via: '2001:db8::2', encap: { type: 'mpls', dst: [16] } },
    shown: { encap: { type: 'mpls', dst: [16] } },
  },
];

test('routes by label', async (t) => {
  const host = await mplsHost(t);
  if (host === undefined) return;
  for (const trial of labelled) await tryRoute(t, host, trial);
  t.deepEqual(
    host.routes.list({ family: AF_MPLS }).map(({ dst, scope, table, type }) => [dst, scope, table, type]),
    ['100', '101', '102', '103', '104'].map((dst) => [dst, 0, 254, 'unicast']),
  );
  t.like(plain(host.routes.get({ dst: '100' })), { dst: '100', newdst: [200, 300], via: viaFour });
  t.like(plain(host.routes.get({ dst: '100', fibMatch: true })), { dst: '100', newdst: [200, 300] });
  host.routes.delete({ dst: '100' });
  t.throws(() => host.routes.get({ dst: '100' }), { code: 'ENETUNREACH' });
  host.nexthops.add({ id: 1, via: '192.0.2.4', dev: 'v0', encap: { type: 'mpls', dst: [100, 200] } });
  t.deepEqual(plain(host.nexthops.get(1).encap), { type: 'mpls', dst: [100, 200] });
  await t.throwsAsync(async () => host.routes.add({ dst: '2000', via: viaFour, dev: 'v0' }), {
    code: 'EINVAL',
  });
});

test('what is listed of a route makes it again', async (t) => {
  const host = syncHost(t);
  await withAddresses(host);
  for (const trial of hostTrials) await tryRoute(t, host, trial);
});

const local = (action: RouteTrial['request']['encap'], dst: string): RouteTrial => ({
  request: { dst, dev: 'v0', encap: action },
  shown: { encap: action },
});

/** What the kernel of the VM knows of SRv6, not to be tried on a kernel that is needed. */
const segmentTrials: readonly RouteTrial[] = [
  local({ type: 'seg6local', action: 'endX', nh6: '2001:db8::2' }, '2001:db8:20::2/128'),
  local({ type: 'seg6local', action: 'endT', table: 100 }, '2001:db8:20::3/128'),
  local({ type: 'seg6local', action: 'endDx6', nh6: '2001:db8::2' }, '2001:db8:20::5/128'),
  local({ type: 'seg6local', action: 'endDx4', nh4: '192.0.2.2' }, '2001:db8:20::6/128'),
  local({ type: 'seg6local', action: 'endDt6', table: 100 }, '2001:db8:20::7/128'),
  local(
    { type: 'seg6local', action: 'end', counters: { packets: 0n, bytes: 0n, errors: 0n } },
    '2001:db8:20::1/128',
  ),
  local(
    {
      type: 'seg6local',
      action: 'end',
      flavors: { operation: ['nextCsid'], lcblockBits: 32, lcnodeFnBits: 16 },
    },
    '2001:db8:20::c/128',
  ),
  local(
    { type: 'seg6local', action: 'endB6Encap', srh: { segments: ['2001:db8:a::1', '2001:db8:b::1'] } },
    '2001:db8:20::b/128',
  ),
  local(
    { type: 'seg6local', action: 'endB6', srh: { segments: ['2001:db8:a::1', '::'] } },
    '2001:db8:20::a/128',
  ),
  local({ type: 'seg6', srh: { mode: 'l2encap', segments: ['2001:db8:a::1'] } }, '2001:db8:19::/48'),
  local({ type: 'seg6', srh: { mode: 'l2encap.red', segments: ['2001:db8:a::1'] } }, '2001:db8:1c::/48'),
];

test('segments of this node', async (t) => {
  const host = syncHost(t);
  await withAddresses(host);
  for (const trial of segmentTrials) await tryRoute(t, host, trial);
});
