/** What the random lines find: devices, addresses, routes, neighbours, namespaces. */

/**
 * Sent once. Without these the kernel would make addresses, ask for routers and look for duplicates in its own
 * time, and make up link-layer addresses.
 */
export const QUIET: readonly string[] = [
  'echo 1 > /proc/sys/net/ipv6/conf/default/addr_gen_mode',
  'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad',
  'echo 0 > /proc/sys/net/ipv6/conf/default/router_solicitations',
  ': > empty',
];

/** Sent again from time to time, for the random lines undo it. */
export const STATE: readonly string[] = [
  'ip netns add blue',
  'ip netns add red',
  'ip netns set blue 3',
  'ip link set lo up',
  'ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02',
  // Ports that have yet to learn would show how long they have been there.
  'ip link add br0 address 02:00:00:00:00:03 type bridge forward_delay 0',
  'ip link add link v0 mv0 address 02:00:00:00:00:04 type macvlan mode bridge',
  'ip link add if0 address 02:00:00:00:00:05 type ifb',
  'ip link add vx0 address 02:00:00:00:00:06 type vxlan id 42 dstport 4789 local 192.0.2.1',
  'ip link property add dev if0 altname alt0',
  'ip link set if0 group 7',
  'ip link set v1 master br0',
  'ip link set v0 up',
  'ip link set v1 up',
  'ip link set br0 up',
  'ip link set mv0 up',
  'ip addr add 10.1.0.1/24 dev v0 label v0:x',
  'ip addr add 10.1.0.2/24 dev v0',
  'ip addr add 192.0.2.1/24 dev br0',
  'ip addr add 2001:db8::1/64 dev v0',
  'ip addr add fe80::7/64 dev v0',
  'ip route add 10.2.0.0/16 via 10.1.0.254',
  'ip route add 10.8.0.0/16 dev mv0 metric 7 proto static',
  'ip route add 10.9.0.0/16 nexthop via 10.1.0.254 weight 2 nexthop via 192.0.2.9',
  'ip route add blackhole 10.5.0.0/30 table 100',
  'ip -6 route add 2001:db8:2::/48 via 2001:db8::9 dev v0',
  'ip neigh add 10.1.0.254 lladdr 02:00:00:00:01:01 dev v0',
  'ip neigh add 2001:db8::9 lladdr 02:00:00:00:01:02 dev v0 router',
];
