#!/bin/busybox sh
# First program of the guest, in the initramfs: loads the virtio drivers, lays an overlay in memory over the
# host's shared file system, and hands over to guest-session.sh in it. Any failure ends this script, and with it
# the kernel (panic=-1), so that the host hears of it at once.
set -e
/bin/busybox mkdir -p /proc /sys /dev /shared /memory /root
/bin/busybox --install -s /bin
export PATH=/bin

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
while read -r module; do
  insmod "/modules/$module"
done < /modules/order

mount -t virtiofs -o ro shared /shared
mount -t tmpfs memory /memory
mkdir /memory/upper /memory/work
mount -t overlay -o lowerdir=/shared,upperdir=/memory/upper,workdir=/memory/work overlay /root

mkdir -p /root/proc /root/sys /root/dev /root/run
mount -t tmpfs -o mode=755 run /root/run
mkdir -p /root/run/vmlab/bin /root/run/lock
# Hard links: symbolic ones would lead to the /bin/busybox of this file system, which the host need not have.
cp /bin/busybox /root/run/vmlab/bin/
/root/run/vmlab/bin/busybox --install /root/run/vmlab/bin
cp /session /request /root/run/vmlab/

mount --move /proc /root/proc
mount --move /sys /root/sys
mount --move /dev /root/dev

exec switch_root /root /run/vmlab/bin/sh /run/vmlab/session
