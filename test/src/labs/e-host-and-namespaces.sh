# Lab E (seed 003): a host and its own ipvlan namespaces, the relay between them, and rp_filter.
# This machine is vm02.
. "${0%/*}/lab.sh"

nic ens34
ip addr add 172.16.91.14/24 dev ens34
machine vm01 172.16.91.10/24
machine gateway 172.16.91.2/24

# rp_filter ALL ENS34
rp_filter() {
  shown "echo $1 > /proc/sys/net/ipv4/conf/all/rp_filter"
  echo "$1" > /proc/sys/net/ipv4/conf/all/rp_filter
  shown "echo $2 > /proc/sys/net/ipv4/conf/ens34/rp_filter"
  echo "$2" > /proc/sys/net/ipv4/conf/ens34/rp_filter
}

# 1. Two children.
ip link add link ens34 ipvlan1 type ipvlan mode l2
ip link add link ens34 ipvlan2 type ipvlan mode l2

ip net add ns01
ip net add ns02

ip link set ipvlan1 netns ns01
ip link set ipvlan2 netns ns02

ip net exec ns01 ip addr add 172.16.91.101/24 dev ipvlan1
ip net exec ns02 ip addr add 172.16.91.102/24 dev ipvlan2
ip net exec ns01 ip link set ipvlan1 up
ip net exec ns02 ip link set ipvlan2 up

ip net exec ns01 ip route add default via 172.16.91.14 dev ipvlan1 onlink
ip net exec ns02 ip route add default via 172.16.91.14 dev ipvlan2 onlink
shows '^default via 172\.16\.91\.14 dev ipvlan1 onlink $' ip -n ns01 route

answered ip net exec ns01 ping -c 3 -i 0.2 172.16.91.102
answered ip net exec ns02 ping -c 3 -i 0.2 172.16.91.101
answered ip net exec ns01 ping -c 3 -i 0.2 172.16.91.10
answered ip netns exec vm01 ping -c 3 -i 0.2 172.16.91.101
answered ip net exec ns01 ping -c 3 -i 0.2 172.16.91.2
unanswered ip net exec ns01 ping -c 1 -W 1 172.16.91.14
unanswered ping -c 1 -W 1 172.16.91.101

# 2. The relay ipvlan0.
rp_filter 0 0
ip link add link ens34 ipvlan0 type ipvlan mode l2
ip addr add 192.168.1.1/32 dev ipvlan0
ip link set ipvlan0 up
ip r add 172.16.91.101 dev ipvlan0
ip r add 172.16.91.102 dev ipvlan0
shows '^172\.16\.91\.101 dev ipvlan0 scope link $' ip r

answered ping -c 3 -i 0.2 172.16.91.101
answered ping -c 3 -i 0.2 172.16.91.102
answered ip netns exec ns01 ping -c 3 -i 0.2 192.168.1.1
compare_state

# 3. rp_filter: the kernel takes the larger of `all` and the card's own.
answered ip netns exec ns01 ping -c 3 -i 0.2 172.16.91.14
rp_filter 0 1
unanswered ip netns exec ns01 ping -c 1 -W 1 172.16.91.14
rp_filter 0 2
answered ip netns exec ns01 ping -c 3 -i 0.2 172.16.91.14
rp_filter 1 0
unanswered ip netns exec ns01 ping -c 1 -W 1 172.16.91.14
rp_filter 1 2
answered ip netns exec ns01 ping -c 3 -i 0.2 172.16.91.14
