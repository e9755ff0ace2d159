#!/run/vmlab/bin/sh
# Process 1 of the guest once the shared file system is in place: sets up what a Debian machine has after boot,
# runs the command of /run/vmlab/request, and reports its exit status. The host ends the machine.
export PATH=/run/vmlab/bin
. /run/vmlab/request

mkdir -p /dev/pts /dev/shm
mount -t devpts -o mode=620,ptmxmode=666,gid=5 devpts /dev/pts
mount -t tmpfs -o mode=1777 shm /dev/shm
ln -sf /proc/self/fd /dev/fd
ln -sf /proc/self/fd/0 /dev/stdin
ln -sf /proc/self/fd/1 /dev/stdout
ln -sf /proc/self/fd/2 /dev/stderr
hostname vmlab
ulimit -n 65536

# The kernel's own requests for modules (a link kind, a qdisc) must find its modules and a program to load them,
# whether or not the shared system has kmod.
mkdir -p /lib/modules
mount -t tmpfs modules /lib/modules
mkdir "/lib/modules/$(uname -r)"
mount --bind "$VMLAB_MODULES" "/lib/modules/$(uname -r)"

# A loaded tunnel module would put a gre0, a sit0 and so on into every namespace, whichever command came before.
echo 2 > /proc/sys/net/core/fb_tunnels_only_for_init_net

port() {
  while :; do
    for entry in /sys/class/virtio-ports/*; do
      if [ "$(cat "$entry/name" 2> /dev/null)" = "vmlab.$1" ]; then
        echo "/dev/${entry##*/}"
        return
      fi
    done
    usleep 10000
  done
}

# Everything the command left running holds its output open: end it, but none of the programs named as arguments
# and no kernel thread (which has no executable).
end_others() {
  for entry in /proc/[0-9]*; do
    case " 1 $* " in
      *" ${entry##*/} "*) continue ;;
    esac
    if readlink "$entry/exe" > /dev/null; then
      kill -9 "${entry##*/}" 2> /dev/null
    fi
  done
}

# Runs the command in a session of its own: `run_request SETSID OPTION...`. The shared system's setsid, because
# busybox runs its own applets in place of programs of the same name, and so does everything started from it.
run_request() (
  export PATH="$VMLAB_PATH" HOME=/root
  cd "$VMLAB_DIRECTORY" || exit 125
  eval "exec $* $VMLAB_COMMAND"
)

status=$(port status)
exec 3<> "$status"
if [ "$VMLAB_TERMINAL" = yes ]; then
  # Held open: each first opening of the console forgets its size.
  exec 4<> /dev/hvc0
  stty rows "$VMLAB_ROWS" cols "$VMLAB_COLUMNS" <&4
  echo started >&3
  run_request "$VMLAB_SETSID" --wait --ctty <&4 >&4 2>&4 3>&- 4>&-
  code=$?
  end_others
  # The end of the shell hung up everything that was open on the console.
  printf %s "$VMLAB_END_MARK" > /dev/hvc0
else
  stdin=$(port stdin)
  stdout=$(port stdout)
  stderr=$(port stderr)
  mkfifo -m 600 /run/vmlab/stdin /run/vmlab/stdout /run/vmlab/stderr
  cat "$stdin" > /run/vmlab/stdin 3>&- &
  cat /run/vmlab/stdout > "$stdout" 3>&- &
  stdout_pump=$!
  cat /run/vmlab/stderr > "$stderr" 3>&- &
  stderr_pump=$!
  echo started >&3
  run_request "$VMLAB_SETSID" --wait < /run/vmlab/stdin > /run/vmlab/stdout 2> /run/vmlab/stderr 3>&- &
  wait $!
  code=$?
  end_others "$stdout_pump" "$stderr_pump"
  wait "$stdout_pump" "$stderr_pump"
  printf %s "$VMLAB_END_MARK" > "$stdout"
  printf %s "$VMLAB_END_MARK" > "$stderr"
fi
echo "exit $code" >&3
while :; do sleep 3600; done
