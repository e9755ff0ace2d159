# Lab A (seed 000): an ipvlan whose master is a bridge.
. "${0%/*}/lab.sh"

nic ens224 switch1
nic ens256 switch2
machine neighbour 192.0.3.9/24 switch2
ip link add bridge0 type bridge
ip link set ens224 master bridge0
ip link set ens256 master bridge0
ip addr add 192.0.2.1/24 dev bridge0
ip link set bridge0 up

ip link add link bridge0 name my_ipvlan type ipvlan mode l2

shows '^[0-9]+: my_ipvlan@bridge0: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN mode DEFAULT group default qlen 1000$' ip link

ip addr add dev my_ipvlan 192.0.3.3/24

ip link set dev my_ipvlan up

shows '^[0-9]+: my_ipvlan@bridge0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN group default qlen 1000$' ip a
shows '^    inet 192\.0\.3\.3/24 scope global my_ipvlan$' ip addr show my_ipvlan
shows '^    ipvlan  mode l2 bridge ' ip -d link show my_ipvlan
same 'the hardware addresses of bridge0 and my_ipvlan' "$(mac_of bridge0)" "$(mac_of my_ipvlan)"
different 'the IPv6 link-local addresses of bridge0 and my_ipvlan' "$(link_local_of bridge0)" "$(link_local_of my_ipvlan)"
answered ip netns exec neighbour ping -c 3 -i 0.2 192.0.3.3

# A master carries ipvlan or macvlan, not both; and an ipvlan on an ipvlan is one on its master.
refused 2 'RTNETLINK answers: Device or resource busy' ip link add link bridge0 name my_macvlan type macvlan
ip link add link my_ipvlan name nested type ipvlan mode l2
shows '^[0-9]+: nested@bridge0: ' ip link show nested
compare_state
