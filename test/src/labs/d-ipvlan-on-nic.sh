# Lab D (seed 002): ipvlan sub-interfaces of a network card, their parent and its gateway.
. "${0%/*}/lab.sh"

nic wlp2s0
ip addr add 192.168.31.240/24 dev wlp2s0
machine gateway 192.168.31.1/24
# An address beyond the gateway: the author pings a DNS server.
ip -n gateway link set lo up
ip -n gateway addr add 114.114.114.114/32 dev lo

ip netns list
refused 1 'Cannot remove namespace file "/run/netns/net1": No such file or directory' ip netns delete net1
refused 1 'Cannot remove namespace file "/run/netns/net2": No such file or directory' ip netns delete net2
ip netns add net1
ip netns add net2

ip link add ipvlan1 link wlp2s0 type ipvlan mode l2
ip link add ipvlan2 link wlp2s0 type ipvlan mode l2

ip link set ipvlan1 netns net1
ip link set ipvlan2 netns net2

ip netns exec net1 ifconfig ipvlan1 192.168.31.5/24 up
ip netns exec net2 ifconfig ipvlan2 192.168.31.6/24 up

ip netns exec net1 ifconfig
ip netns exec net2 ifconfig
shows '^    inet 192\.168\.31\.5/24 brd 192\.168\.31\.255 scope global ipvlan1$' ip -n net1 addr show ipvlan1
same 'the hardware addresses of wlp2s0 and ipvlan1' "$(mac_of wlp2s0)" "$(mac_of ipvlan1 net1)"
same 'the hardware addresses of wlp2s0 and ipvlan2' "$(mac_of wlp2s0)" "$(mac_of ipvlan2 net2)"

answered ip netns exec net1 ping -c 3 -i 0.2 192.168.31.6
answered ip netns exec net2 ping -c 3 -i 0.2 192.168.31.5
unanswered ip netns exec net1 ping -c 1 -W 1 192.168.31.240
answered ip netns exec net1 ping -c 3 -i 0.2 192.168.31.1
refused 2 'ping: connect: Network is unreachable' ip netns exec net1 ping -c 1 -W 1 114.114.114.114

ip netns exec net1 route add -net 0.0.0.0/0 gw 192.168.31.1
shows '^default via 192\.168\.31\.1 dev ipvlan1 $' ip -n net1 route
answered ip netns exec net1 ping -c 3 -i 0.2 114.114.114.114

# A second address by ifconfig replaces the first; by ip it does not.
ip netns exec net1 ifconfig ipvlan1 192.168.31.7/24
shows_not '192\.168\.31\.5' ip -n net1 addr show ipvlan1
answered ip netns exec net1 ping -c 3 -i 0.2 192.168.31.6
unanswered ip netns exec net2 ping -c 1 -W 1 192.168.31.5
ip netns exec net1 ip addr add 192.168.31.5/24 dev ipvlan1
shows '^    inet 192\.168\.31\.7/24 ' ip -n net1 addr show ipvlan1
answered ip netns exec net2 ping -c 3 -i 0.2 192.168.31.5
answered ip netns exec net2 ping -c 3 -i 0.2 192.168.31.7
compare_state
