# Lab C (seed 001): a veth pair with a link-local gateway and a permanent neighbour, as Calico does it.
. "${0%/*}/lab.sh"

# The host's service address.
ip link set lo up
ip addr add 192.168.246.174/32 dev lo

ip link add veth-test-2 type veth peer name veth-test-3
ip netns add net-veth-2
ip link set veth-test-2 netns net-veth-2
# The author's slip: that device is gone from here; its peer was meant.
refused 1 'Cannot find device "veth-test-2"' ip link set veth-test-2 up
ip link set veth-test-3 up
ip netns exec net-veth-2 ip link set veth-test-2 up
ip netns exec net-veth-2 ip route add 169.254.1.1 dev veth-test-2
ip netns exec net-veth-2 ip route add default via 169.254.1.1 dev veth-test-2
ip netns exec net-veth-2 ip neigh add 169.254.1.1 dev veth-test-2 lladdr ee:ee:ee:ee:ee:ee
ip link set addr ee:ee:ee:ee:ee:ee veth-test-3
ip netns exec net-veth-2 ip addr add 100.162.253.162 dev veth-test-2
ip route add 100.162.253.162 dev veth-test-3
shows '^    link/ether ee:ee:ee:ee:ee:ee brd ' ip link show veth-test-3
shows '^169\.254\.1\.1 dev veth-test-2 lladdr ee:ee:ee:ee:ee:ee PERMANENT' ip -n net-veth-2 neigh
shows '^default via 169\.254\.1\.1 dev veth-test-2 $' ip -n net-veth-2 route
answered ip netns exec net-veth-2 ping -c 3 -i 0.2 192.168.246.174
answered ping -c 3 -i 0.2 100.162.253.162
compare_state
