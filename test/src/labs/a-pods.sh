# Lab A, the Kubernetes half (seed 000): two pods attached to a bridge of the node by the CNI plugin ipvlan.
. "${0%/*}/lab.sh"

# What the node's nmstate policy makes.
nic enp6s0 switch1
nic enp7s0 switch2
ip link add zte-br1 type bridge stp_state 0
ip link set enp6s0 master zte-br1
ip link set enp7s0 master zte-br1
ip addr add 192.168.122.250/24 dev zte-br1
ip link set zte-br1 up

cat << 'NETWORK' > "$LAB_FOLDER/zte-ipvlan1"
    {
      "cniVersion": "0.3.1",
      "name": "work-network",
      "type": "ipvlan",
      "master": "zte-br1",
      "mode": "l3",
      "ipam": {
        "type": "static",
        "addresses": [
          {
            "address": "192.168.10.10/24"
          }
        ]
      }
    }
NETWORK
cat << 'NETWORK' > "$LAB_FOLDER/zte-ipvlan2"
    {
      "cniVersion": "0.3.1",
      "name": "work-network",
      "type": "ipvlan",
      "master": "zte-br1",
      "mode": "l3",
      "ipam": {
        "type": "static",
        "addresses": [
          {
            "address": "192.168.10.11/24"
          }
        ]
      }
    }
NETWORK

# cni COMMAND POD NETWORK: what the container runtime does.
cni() {
  shown "CNI_COMMAND=$1 CNI_CONTAINERID=$2 CNI_NETNS=/run/netns/$2 CNI_IFNAME=net1 ipvlan < $3"
  CNI_COMMAND=$1 CNI_CONTAINERID=$2 CNI_NETNS=/run/netns/$2 CNI_IFNAME=net1 CNI_PATH=$LAB_CNI_PATH \
    "$LAB_CNI_PATH/ipvlan" < "$LAB_FOLDER/$3"
}

for pod in example-pod1 example-pod2; do
  ip netns add "$pod"
  ip -n "$pod" link set lo up
done
shows '"address": *"192\.168\.10\.10/24"' cni ADD example-pod1 zte-ipvlan1
shows '"address": *"192\.168\.10\.11/24"' cni ADD example-pod2 zte-ipvlan2

for pod in example-pod1 example-pod2; do
  shows '^[0-9]+: net1@if[0-9]+: <BROADCAST,MULTICAST,NOARP,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN group default $' \
    ip netns exec "$pod" ip a
  same "the hardware addresses of zte-br1 and $pod" "$(mac_of zte-br1)" "$(mac_of net1 "$pod")"
done
shows '^    inet 192\.168\.10\.10/24 brd 192\.168\.10\.255 scope global net1$' ip -n example-pod1 addr show net1
shows '^    inet 192\.168\.10\.11/24 brd 192\.168\.10\.255 scope global net1$' ip -n example-pod2 addr show net1
shows '^    ipvlan  mode l3 bridge ' ip -n example-pod1 -d link show net1

answered ip netns exec example-pod1 ping 192.168.10.10 -c 3 -i 0.2
answered ip netns exec example-pod1 ping 192.168.10.11 -c 3 -i 0.2
answered ip netns exec example-pod2 ping 192.168.10.10 -c 3 -i 0.2
compare_state

# Twice: the runtime repeats a DEL whose end it did not see.
for _ in 1 2; do
  cni DEL example-pod1 zte-ipvlan1
  cni DEL example-pod2 zte-ipvlan2
done
shows_not 'net1' ip -n example-pod1 link
shows_not 'net1' ip -n example-pod2 link
