/*
 * One datagram from the kernel. Netlink never sends the rest of a datagram that was cut off, so what the room
 * cannot hold goes into `spill`, and the whole is kept until a call has the room. That costs nothing where the
 * room is enough; asking for the size first (MSG_PEEK) would be one more system call for each datagram.
 */
#include "addon.h"

#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <sys/socket.h>

static void read_ancillary(struct msghdr *message, struct origin *origin) {
  origin->group = 0;
  origin->nsid = (uint32_t)NETNSA_NSID_NOT_ASSIGNED;
  for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c != NULL; c = CMSG_NXTHDR(message, c)) {
    if (c->cmsg_level != SOL_NETLINK || c->cmsg_len < CMSG_LEN(sizeof(uint32_t))) continue;
    if (c->cmsg_type == NETLINK_PKTINFO) memcpy(&origin->group, CMSG_DATA(c), sizeof(uint32_t));
    if (c->cmsg_type == NETLINK_LISTEN_ALL_NSID) memcpy(&origin->nsid, CMSG_DATA(c), sizeof(uint32_t));
  }
}

static ssize_t give_kept(struct kept *kept, struct bytes into, struct origin *origin) {
  size_t length = kept->length;
  *origin = kept->origin;
  if (length > into.length) return (ssize_t)length;
  memcpy(into.data, kept->data, length);
  forget_kept(kept);
  return (ssize_t)length;
}

static int keep(struct kept *kept, struct bytes into, const uint8_t *spill, size_t length, struct origin origin) {
  kept->data = malloc(length);
  if (kept->data == NULL) return -ENOMEM;
  memcpy(kept->data, into.data, into.length);
  memcpy(kept->data + into.length, spill, length - into.length);
  kept->length = length;
  kept->origin = origin;
  return 0;
}

void forget_kept(struct kept *kept) {
  free(kept->data);
  kept->data = NULL;
  kept->length = 0;
}

ssize_t receive_datagram(int fd, struct kept *kept, uint8_t **spill, struct bytes into, struct origin *origin) {
  if (kept->data != NULL) return give_kept(kept, into, origin);
  if (*spill == NULL) *spill = malloc(SPILL_ROOM);
  if (*spill == NULL) return -ENOMEM;
  for (;;) {
    struct sockaddr_nl sender = {0};
    union {
      struct cmsghdr aligned;
      uint8_t space[CMSG_SPACE(sizeof(struct nl_pktinfo)) + CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec vectors[] = {{into.data, into.length}, {*spill, SPILL_ROOM}};
    struct msghdr message = {
        .msg_name = &sender,
        .msg_namelen = sizeof sender,
        .msg_iov = vectors,
        .msg_iovlen = sizeof vectors / sizeof *vectors,
        .msg_control = &control,
        .msg_controllen = sizeof control,
    };
    ssize_t size = recvmsg(fd, &message, MSG_TRUNC | MSG_DONTWAIT);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return -errno;
    if (sender.nl_pid != 0) continue;
    read_ancillary(&message, origin);
    if ((size_t)size <= into.length) return size;
    if ((size_t)size > into.length + SPILL_ROOM) return -EMSGSIZE;
    int error = keep(kept, into, *spill, (size_t)size, *origin);
    return error != 0 ? error : size;
  }
}
