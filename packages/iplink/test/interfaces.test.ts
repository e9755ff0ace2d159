/** `NAME@LINK`, as devices are shown, stands for the device: what `ip` does with NAME, we do with both. */
import test from 'ava';
import { obstacle, record } from './twin/recorder.ts';

/** In order: a line with shown names, and the one that `ip` understands where that is another. */
const LINES: readonly (readonly [ours: string, reference?: string])[] = [
  ['ip netns add blue'],
  ['ip link add v0 address 2:0:0:0:0:1 type veth peer name v1 address 2:0:0:0:0:2'],
  ['ip link add e0 address 2:0:0:0:0:3 type veth peer name e1 netns blue'],
  ['ip link add link v0 name m0 address 2:0:0:0:0:4 type macvlan'],
  ['ip link property add m0 altname long-name'],
  ['ip link add x@y address 2:0:0:0:0:5 type veth peer name x@y@z address 2:0:0:0:0:6'],
  ['ip link show v0@v1', 'ip link show v0'],
  ['ip -d link show dev m0@v0', 'ip -d link show dev m0'],
  ['ip -br link show m0@if3', 'ip -br link show m0'],
  ['ip -j addr show dev e0@if2', 'ip -j addr show dev e0'],
  ['ip addr show long-name@v0', 'ip addr show long-name'],
  // A name that has an `@` itself, in front of what else it could mean.
  ['ip link show x@y'],
  ['ip link show x@y@z'],
  ['ip link show x@y@x@y@z', 'ip link show x@y'],
  ['ip link show x@y@z@x@y', 'ip link show x@y@z'],
  ['ip link set v0@v1 mtu 1400 up', 'ip link set v0 mtu 1400 up'],
  ['ip addr add 10.0.0.1/8 dev m0@v0', 'ip addr add 10.0.0.1/8 dev m0'],
  ['ip link set m0@v0 address 2:0:0:0:0', 'ip link set m0 address 2:0:0:0:0'],
  ['ip link set m0@v0 name n0', 'ip link set m0 name n0'],
  [
    'ip link add link e0@if2 name n1 address 2:0:0:0:0:7 type macvlan',
    'ip link add link e0 name n1 address 2:0:0:0:0:7 type macvlan',
  ],
  ['ip link add br0 address 2:0:0:0:0:8 type bridge'],
  ['ip link set v1@v0 master br0', 'ip link set v1 master br0'],
  ['ip route add 192.0.2.0/24 dev v0@v1', 'ip route add 192.0.2.0/24 dev v0'],
  ['ip route show dev v0@v1', 'ip route show dev v0'],
  ['ip neigh add 10.0.0.2 lladdr 2:0:0:0:0:2 dev n0@v0', 'ip neigh add 10.0.0.2 lladdr 2:0:0:0:0:2 dev n0'],
  ['ip neigh show dev n0@v0', 'ip neigh show dev n0'],
  ['ip link property add n0@v0 altname other', 'ip link property add n0 altname other'],
  ['ip addr flush dev n0@v0', 'ip addr flush dev n0'],
  ['ip link del e0@if2', 'ip link del e0'],
  // What shows no device stays unknown.
  ['ip link show nosuch@v1'],
  ['ip link show v0@'],
  ['ip link set @v1 up'],
  ['ip link set v0@nosuch up'],
  ['ip link set v0@NONE up'],
  ['ip link set v0@n0 up'],
  ['ip link set lo@lo up'],
  ['ip link set lo@NONE up'],
  ['ip addr add 10.0.0.1/8 dev nosuch@v1'],
  // New names are as they are written.
  ['ip link add v5@v6 address 2:0:0:0:0:9 type veth peer name v6@v5 address 2:0:0:0:0:a'],
  ['ip link set n0@v0 name v0@v1', 'ip link set n0 name v0@v1'],
  ['ip link show v0@v1'],
  ['ip -br link show'],
];

test('NAME@LINK is the device that is shown so', async (t) => {
  t.timeout(120_000);
  const reason = obstacle();
  if (reason !== undefined) {
    t.log(`skipped: ${reason}`);
    t.pass();
    return;
  }
  const [expected, actual] = await Promise.all([
    record(
      'reference',
      LINES.map(([ours, reference = ours]) => reference),
    ),
    record(
      'process',
      LINES.map(([ours]) => ours),
    ),
  ]);
  t.is(actual.length, LINES.length);
  for (const [at, { status, stdout, stderr }] of expected.entries()) {
    t.like(actual[at], { status, stdout, stderr }, actual[at]?.line);
  }
});
