import test from 'ava';
import { RTM_DELLINK, RTM_NEWLINK } from '../../src/link/link.ts';
import { isDump, NLM_F_CREATE } from '../../src/message/header.ts';
import { ownNetns, syncHost } from '../live.ts';
import { addressRows } from './addresses.ts';
import { addrlabelRows, bridgeRows } from './bridge.ts';
import { bridgePortRows, fdbRows, mdbRows, vlanRows, vniRows } from './bridges.ts';
import { capture, encoded, missing, type Sent } from './capture.ts';
import { allowed } from './differences.ts';
import { encapsulationRows } from './encapsulations.ts';
import { kindRows } from './kinds.ts';
import { difference, leaves, withIndex } from './leaves.ts';
import { linkRows } from './links.ts';
import { masterRows } from './masters.ts';
import { nsidRows } from './nsids.ts';
import { neighbourRows, nexthopRows, ruleRows } from './others.ts';
import { routeRows } from './routes.ts';
import type { Row } from './row.ts';
import { settingRows } from './settings.ts';
import { tunnelRows } from './tunnels.ts';

/*
 * Our requests against those that ip of iproute2 6.1.0 sends for the same: the same type, flags, header and
 * attributes, the order of attributes aside. `ip` runs under strace in a namespace of its own, so that what the
 * kernel refuses for want of a kind is compared too.
 *
 * Never among them: `encap ip ... geneve_opts`, `vxlan_opts`, `erspan_opts`, which crash Linux 6.18 with the rtnl
 * lock held.
 */

const groups: readonly (readonly [string, readonly Row[]])[] = [
  ['links', linkRows],
  ['kinds', kindRows],
  ['masters and ports', masterRows],
  ['tunnels', tunnelRows],
  ['addresses', addressRows],
  ['routes', routeRows],
  ['encapsulations', encapsulationRows],
  ['rules', ruleRows],
  ['neighbours', neighbourRows],
  ['nexthops', nexthopRows],
  ['bridges', bridgeRows],
  ['address labels', addrlabelRows],
  ['bridge ports', bridgePortRows],
  ['bridge VLANs', vlanRows],
  ['VNIs', vniRows],
  ['FDB', fdbRows],
  ['MDB', mdbRows],
  ['settings and statistics', settingRows],
  ['ids of namespaces', nsidRows],
];

const rows = groups.flatMap(([, list]) => list);

/** Requests that say which link is meant. */
const CHANGES: readonly number[] = [RTM_NEWLINK, RTM_DELLINK];

/** Bytes before the attributes, by message type / 4. */
const HEADERS = new Map([
  [4, 16],
  [5, 8],
  [6, 12],
  [7, 12],
  [8, 12],
  [16, 4],
  [18, 12],
  [20, 4],
  [21, 8],
  [22, 4],
  [23, 12],
  [26, 8],
  [27, 16],
  [28, 8],
  [30, 8],
]);

test('requests are those of ip', (t) => {
  const reason = missing();
  if (reason !== undefined) {
    t.log(`skipped: ${reason}`);
    t.pass();
    return;
  }
  const netns = ownNetns(t);
  const host = syncHost(t, netns);
  // v0 100, v1 101, br0 102, p0 103, p1 104
  host.links.add({ ifname: 'v0', index: 100, kind: 'veth', data: { peer: { ifname: 'v1', index: 101 } } });
  host.links.add({ ifname: 'br0', index: 102, kind: 'bridge' });
  host.links.add({
    ifname: 'p0',
    index: 103,
    master: 'br0',
    kind: 'veth',
    data: { peer: { ifname: 'p1', index: 104 } },
  });
  for (const ifname of ['gone', 'gone2', 'gone3']) host.links.add({ ifname, kind: 'bridge' });
  host.links.set('v0', { up: true });
  host.links.set('v1', { up: true });
  const before = host.links.list();

  const traced = capture(
    rows.map(([command]) => command),
    `/proc/${process.pid}/fd/${netns.fd}`,
  );
  const known = [...before, ...host.links.list()];
  const indexes = new Map(known.map(({ ifname = '', index }) => [ifname, index]));
  const unused = new Set(allowed);
  const failures: string[] = [];
  for (const [index, [command, operation]] of rows.entries()) {
    const sent = encoded(operation(), known);
    const named = CHANGES.includes(sent.type) && (sent.flags & NLM_F_CREATE) === 0;
    const ours = named ? withIndex(sent, indexes) : sent;
    const excuseOf = (line: string) =>
      allowed.find((entry) => entry.command.test(command) && entry.line.test(line));
    const unexcused = (lines: readonly string[]) =>
      lines.filter((line) => excuseOf(line) === undefined).length;
    // Before and after, ip probes the kernel and looks up the names that it prints.
    const [closest] = (traced[index] ?? [])
      .filter((theirs) => isAlike(theirs, ours))
      .map((theirs) => compare(theirs, ours))
      .sort((one, other) => unexcused(one) - unexcused(other));
    if (closest === undefined) failures.push(`${command}: ip sent no such message`);
    for (const line of closest ?? []) {
      const excuse = excuseOf(line);
      if (excuse === undefined) failures.push(`${command}: ${line}`);
      else unused.delete(excuse);
    }
  }
  t.deepEqual(failures, []);
  t.deepEqual(
    [...unused].map(({ line, reason: why }) => `${line.source}: ${why}`),
    [],
    'differences that are no more',
  );
  t.true(rows.length >= 150, `${rows.length} rows`);
  t.log(`${rows.length} commands compared`);
});

/** Of one type, and dumps on both sides or on neither. */
const isAlike = (one: Sent, other: Sent): boolean =>
  one.type === other.type && isDump(one.type, one.flags) === isDump(other.type, other.flags);

function compare(theirs: Sent, ours: Sent): string[] {
  const length = HEADERS.get(ours.type >> 2) ?? 0;
  return difference(leaves(theirs, length), leaves(ours, length));
}
