import test, { type ExecutionContext } from 'ava';
import { obstacle } from '../../twin/recorder.ts';
import { hear, type Monitor } from './monitors.ts';
import { maskTimes } from './times.ts';

const IP = `
ip link set lo up
ip link add v0 type veth peer name v1
ip link set v0 addrgenmode none
ip link set v1 addrgenmode none
ip link set v0 up
ip link set v1 up mtu 1400
ip link set v0 alias word promisc on
ip link property add dev v0 altname another
ip address add 192.0.2.1/24 brd + dev v0 label v0:1
ip address add 192.0.2.2/24 dev v0 valid_lft 1000 preferred_lft 500
ip address add 2001:db8::1/64 dev v0 nodad
ip address delete 192.0.2.2/24 dev v0
ip route add 198.51.100.0/24 via 192.0.2.7 mtu 1300
ip route append 198.51.100.0/24 dev v0 metric 5
ip route replace 198.51.100.0/24 via 192.0.2.8
ip route add 203.0.113.0/24 nexthop via 192.0.2.7 weight 2 nexthop via 192.0.2.8
ip route add unreachable 2001:db8:1::/48
ip route add table 100 default dev v0
ip neighbour add 192.0.2.7 lladdr 02:00:00:00:00:07 dev v0
ip neighbour replace 192.0.2.7 lladdr 02:00:00:00:00:08 dev v0 nud noarp
ip neighbour add proxy 192.0.2.9 dev v0
ip neighbour delete 192.0.2.7 dev v0
ip rule add from 192.0.2.0/24 table 100 priority 7
ip -6 rule add fwmark 3 blackhole
ip rule delete priority 7
ip nexthop add id 5 via 192.0.2.7 dev v0
ip nexthop add id 6 blackhole
ip nexthop add id 7 group 5
ip route add 198.51.101.0/24 nhid 7
`;

const NEXTHOPS_DELETED = `
ip nexthop delete id 5
ip netns add other
ip netns set other 7
ip link add b0 type bridge
ip link set v1 master b0
ip link set v1 netns other
ip link set v0 down
ip link set v0 name renamed
`;

const NETNS_DELETED = 'ip link delete renamed; ip netns delete other';

const BRIDGE_DEVICES = `
ip link add b0 type bridge mcast_snooping 1
ip link add v0 type veth peer name v1
ip link add x0 type vxlan external vnifilter dstport 4789
`;

const BRIDGE = `
ip link set v0 up
ip link set v1 up
ip link set b0 up
ip link set v1 master b0
bridge link set dev v1 cost 50 learning off
bridge fdb add 02:00:00:00:00:07 dev v1 master static
bridge fdb replace 02:00:00:00:00:07 dev v1 master dynamic
bridge fdb append 02:00:00:00:00:08 dev v1 self
bridge fdb delete 02:00:00:00:00:07 dev v1 master
bridge link set dev v1 state 1
bridge mdb add dev b0 port v1 grp 239.1.1.1 permanent
bridge mdb add dev b0 port v1 grp ff05::5 temp
bridge mdb delete dev b0 port v1 grp 239.1.1.1
bridge vni add dev x0 vni 10-12
bridge vni delete dev x0 vni 11
ip link set v1 nomaster
ip link delete b0
`;

/** The reference and our program, side by side. */
async function compare(
  t: ExecutionContext,
  lines: readonly string[],
  scripts: readonly string[],
): Promise<void> {
  const monitors = lines.flatMap((line): Monitor[] => [
    { program: 'reference', line },
    { program: 'own', line },
  ]);
  const texts = (await hear(t, monitors, scripts)).map(maskTimes);
  for (const [at, line] of lines.entries()) {
    t.not(texts[2 * at], '');
    t.is(texts[2 * at + 1], texts[2 * at], line);
  }
}

/** A test in namespaces of its own. */
function testLive(name: string, run: (t: ExecutionContext) => Promise<void>): void {
  test.serial(name, async (t) => {
    const reason = obstacle();
    if (reason === undefined) return run(t);
    t.log(`skipped: ${reason}`);
    t.pass();
  });
}

testLive('ip monitor hears what ip hears', (t) =>
  compare(t, ['ip monitor all', 'ip -t -d monitor'], [IP, NEXTHOPS_DELETED, NETNS_DELETED]),
);

testLive('bridge monitor hears what bridge hears', (t) =>
  compare(t, ['bridge monitor all', 'bridge -t -d monitor all'], [BRIDGE_DEVICES, BRIDGE]),
);

testLive('each line of ip --json-stream monitor is JSON', async (t) => {
  const [text = ''] = await hear(
    t,
    [{ program: 'own', line: 'ip --json-stream monitor all' }],
    [IP, NEXTHOPS_DELETED, NETNS_DELETED],
  );
  const objects = text.split('\n').map((line) => JSON.parse(line).object);
  const expected = ['address', 'link', 'neigh', 'netconf', 'nexthop', 'nsid', 'route', 'rule'];
  t.deepEqual([...new Set(objects)].sort(), expected);
});
