# Lab B (seed 001): ipvlan in L2 and in L3 mode on a dummy, three slaves in two namespaces.
. "${0%/*}/lab.sh"

ip link add dummy-ipvlan-l2 type dummy
ip link set dummy-ipvlan-l2 up
ip netns add net-ipvlan-l2-1
ip netns add net-ipvlan-l2-2
ip link add ipv1 link dummy-ipvlan-l2 type ipvlan mode l2
ip link add ipv2 link dummy-ipvlan-l2 type ipvlan mode l2
ip link add ipv3 link dummy-ipvlan-l2 type ipvlan mode l2
ip link set ipv1 netns net-ipvlan-l2-1
ip link set ipv2 netns net-ipvlan-l2-2
ip link set ipv3 netns net-ipvlan-l2-1
ip netns exec net-ipvlan-l2-1 ip link set ipv1 up
ip netns exec net-ipvlan-l2-2 ip link set ipv2 up
ip netns exec net-ipvlan-l2-1 ip link set ipv3 up
ip netns exec net-ipvlan-l2-1 ip addr add 200.1.1.10/24 dev ipv1
ip netns exec net-ipvlan-l2-2 ip addr add 200.1.2.10/24 dev ipv2
ip netns exec net-ipvlan-l2-1 ip addr add 200.2.1.10/32 dev ipv3
ip netns exec net-ipvlan-l2-1 ip route add default dev ipv1
ip netns exec net-ipvlan-l2-2 ip route add default dev ipv2
shows '^    ipvlan  mode l2 bridge ' ip -n net-ipvlan-l2-1 -d link show ipv1
shows '^    inet 200\.1\.2\.10/24 scope global ipv2$' ip -n net-ipvlan-l2-2 addr show ipv2
answered ip netns exec net-ipvlan-l2-1 ping -c 3 -i 0.2 200.1.2.10
answered ip netns exec net-ipvlan-l2-2 ping -c 3 -i 0.2 200.1.1.10
answered ip netns exec net-ipvlan-l2-2 ping -c 3 -i 0.2 200.2.1.10

ip link add dummy-ipvlan-l3 type dummy
ip link set dummy-ipvlan-l3 up
ip netns add net-ipvlan-l3-3
ip netns add net-ipvlan-l3-4
ip link add ipv1 link dummy-ipvlan-l3 type ipvlan mode l3
ip link add ipv2 link dummy-ipvlan-l3 type ipvlan mode l3
ip link add ipv3 link dummy-ipvlan-l3 type ipvlan mode l3
ip link set ipv1 netns net-ipvlan-l3-3
ip link set ipv2 netns net-ipvlan-l3-4
ip link set ipv3 netns net-ipvlan-l3-3
ip netns exec net-ipvlan-l3-3 ip link set ipv1 up
ip netns exec net-ipvlan-l3-4 ip link set ipv2 up
ip netns exec net-ipvlan-l3-3 ip link set ipv3 up
ip netns exec net-ipvlan-l3-3 ip addr add 200.0.1.10/24 dev ipv1
ip netns exec net-ipvlan-l3-4 ip addr add 200.0.2.10/24 dev ipv2
ip netns exec net-ipvlan-l3-3 ip addr add 210.0.1.10/32 dev ipv3
ip netns exec net-ipvlan-l3-3 ip route add default dev ipv1
ip netns exec net-ipvlan-l3-4 ip route add default dev ipv2
shows '<BROADCAST,MULTICAST,NOARP,UP,LOWER_UP>' ip -n net-ipvlan-l3-3 link show ipv1
shows '^    inet 200\.0\.2\.10/24 scope global ipv2$' ip -n net-ipvlan-l3-4 addr show ipv2
answered ip netns exec net-ipvlan-l3-3 ping -c 3 -i 0.2 200.0.2.10
answered ip netns exec net-ipvlan-l3-4 ping -c 3 -i 0.2 200.0.1.10
answered ip netns exec net-ipvlan-l3-4 ping -c 3 -i 0.2 210.0.1.10
compare_state
