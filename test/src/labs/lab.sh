# What every lab begins with. It runs in network, mount and process namespaces of its own, as the machine on which
# the seed's author typed; the first `ip` in PATH is the program under test.
#
# LAB_FOLDER        a folder for this lab's files
# LAB_REFERENCE_IP  iproute2's ip
# LAB_COMPARE       yes, where the program under test has to show what iproute2's shows
# LAB_CNI_PATH      the folder with the CNI plugins
set -eu
exec 3>&1

# The named namespaces of this lab, out of everybody's sight.
mkdir -p /run/netns
mount -t tmpfs -o mode=755 netns /run/netns

say() { printf '%s\n' "$*" >&3; }

# The runner reads this line.
fail() {
  say "FAILED: $*"
  trap - EXIT
  exit 1
}

last='the preparation'
trap 'status=$?; [ "$status" -eq 0 ] || say "FAILED: exit status $status: $last"' EXIT

# Every command is shown as it is typed, and must succeed: so the seeds' lines stand in the labs as they are.
shown() {
  last="$*"
  say "\$ $*"
}
ip() {
  shown ip "$@"
  command ip "$@"
}
ping() {
  shown ping "$@"
  command ping "$@"
}

# answered COMMAND...: a ping that must succeed. iputils' ping exits with 1 where no answer came and with 2 where it
# could not even send.
answered() {
  status=0
  output=$("$@" 2>&1) || status=$?
  printf '%s\n' "$output" | sed -n 's/^\([0-9]* packets transmitted.*\)/    \1/p' >&3
  [ "$status" -eq 0 ] || fail "must be answered, but ended with $status: $*: $output"
  say '    answered, as it must be'
}

# unanswered COMMAND...: a ping that must go out and get no answer.
unanswered() {
  status=0
  output=$("$@" 2>&1) || status=$?
  printf '%s\n' "$output" | sed -n 's/^\([0-9]* packets transmitted.*\)/    \1/p' >&3
  [ "$status" -eq 1 ] || fail "must not be answered, but ended with $status: $*: $output"
  say '    no answer, as it must be'
}

# refused STATUS MESSAGE COMMAND...: must end with this status and say exactly this.
refused() {
  expected=$1
  message=$2
  shift 2
  status=0
  output=$("$@" 2>&1 > /dev/null) || status=$?
  say "    exit status $status: $output"
  [ "$status" -eq "$expected" ] || fail "must end with $expected, but ended with $status: $*"
  [ "$output" = "$message" ] || fail "must say '$message', but says '$output': $*"
}

# shows PATTERN COMMAND...: must print a line that matches this extended regular expression.
shows() {
  pattern=$1
  shift
  last="$*"
  output=$("$@")
  printf '%s\n' "$output"
  printf '%s\n' "$output" | grep -Eq -- "$pattern" || fail "must show /$pattern/: $*"
}

# shows_not PATTERN COMMAND...: must succeed and print no such line.
shows_not() {
  pattern=$1
  shift
  last="$*"
  output=$("$@")
  printf '%s\n' "$output"
  if printf '%s\n' "$output" | grep -Eq -- "$pattern"; then fail "must not show /$pattern/: $*"; fi
}

# mac_of DEVICE [NAMESPACE]: as iproute2 tells it.
mac_of() {
  "$LAB_REFERENCE_IP" ${2:+-n "$2"} -br link show dev "$1" | awk '{ print $3 }'
}

# link_local_of DEVICE: the address that the kernel chose; it comes with the carrier, which takes its time.
link_local_of() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    found=$("$LAB_REFERENCE_IP" -br -6 addr show dev "$1" scope link | awk '{ print $3 }')
    if [ -n "$found" ]; then break; fi
    sleep 0.3
  done
  printf '%s\n' "$found"
}

same() {
  [ "$2" = "$3" ] || fail "$1 differ: '$2' and '$3'"
  say "    $1: $2"
}

different() {
  [ "$2" != "$3" ] || fail "$1 are the same: '$2'"
  say "    $1: $2 and $3"
}

# nic NAME [SWITCH [NAMESPACE]]: a network card here or there, its cable in a switch (a bridge in the namespace
# `wire`). Two cards of one bridge go to two switches: into one they would make a loop.
nic() {
  switch=${2:-switch1}
  if [ ! -e /run/netns/wire ]; then ip netns add wire; fi
  if [ ! -e "$LAB_FOLDER/$switch" ]; then
    ip -n wire link add "$switch" type bridge
    ip -n wire link set "$switch" up
    : > "$LAB_FOLDER/$switch"
  fi
  ports=$((${ports:-0} + 1))
  ip link add "$1" type veth peer name "port$ports" netns wire
  ip -n wire link set "port$ports" master "$switch" up
  if [ $# -eq 3 ]; then
    ip link set "$1" netns "$3"
    ip -n "$3" link set "$1" up
  else
    ip link set "$1" up
  fi
}

# machine NAME ADDRESS/LENGTH [SWITCH]: another machine on the wire; its card is `eth0`.
machine() {
  ip netns add "$1"
  nic eth0 "${3:-switch1}" "$1"
  ip -n "$1" addr add "$2" dev eth0
}

# Everything that `ip` shows, in every namespace of the lab, against iproute2's on the same kernel. Addresses and
# neighbours change by themselves: only what iproute2 shows alike before and after is compared. `addr` comes first:
# behind a `link` in the same batch iproute2 shows it with a link's `mode`.
compare_state() {
  if [ "$LAB_COMPARE" != yes ]; then return 0; fi
  printf '%s\n' addr link route 'route show table all' neigh > "$LAB_FOLDER/views"
  for namespace in '' $(ls /run/netns); do
    compare_views "$namespace" ${namespace:+-n "$namespace"} -batch "$LAB_FOLDER/views"
    compare_views "$namespace" ${namespace:+-n "$namespace"} -d -batch "$LAB_FOLDER/views"
  done
  say '    addr, link, route, route show table all and neigh, without and with -d: byte for byte as iproute2'
}
compare_views() {
  place=${1:-the machine}
  shift
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    view "$LAB_REFERENCE_IP" "$@" > "$LAB_FOLDER/before"
    view ip "$@" > "$LAB_FOLDER/ours"
    view "$LAB_REFERENCE_IP" "$@" > "$LAB_FOLDER/after"
    if cmp -s "$LAB_FOLDER/before" "$LAB_FOLDER/ours"; then return 0; fi
    if cmp -s "$LAB_FOLDER/before" "$LAB_FOLDER/after"; then break; fi
    sleep 0.3
  done
  diff -u --label "iproute2's ip $*" --label "ours" "$LAB_FOLDER/before" "$LAB_FOLDER/ours" || true
  fail "in $place, ip $* shows something else than iproute2's"
}
# A bridge's timers run; all else stands still.
view() { { command "$@" || echo "exit status $?"; } 2>&1 | sed -E 's/(_timer) +[0-9.]+/\1 T/g'; }
