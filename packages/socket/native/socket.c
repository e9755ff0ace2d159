/* AF_NETLINK sockets: open, close, send, receive. */
#include "addon.h"

#include <linux/netlink.h>
#include <linux/sockios.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>

/* Option bits of open(); the order is the one in which the kernel is told. */
enum open_option {
  OPEN_EXT_ACK = 1,
  OPEN_CAP_ACK = 2,
  OPEN_STRICT = 4,
  OPEN_PKTINFO = 8,
  OPEN_ALL_NSID = 16,
  OPEN_NO_ENOBUFS = 32,
};

enum open_step { STEP_SOCKET, STEP_SETSOCKOPT, STEP_BIND, STEP_GETSOCKNAME, STEP_SETNS };

struct open_request {
  int protocol, netns;
};

static int open_socket(void *argument) {
  const struct open_request *request = argument;
  if (request->netns >= 0 && setns(request->netns, CLONE_NEWNET) != 0) return FAILED_AT(STEP_SETNS, errno);
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, request->protocol);
  return fd >= 0 ? fd : FAILED_AT(STEP_SOCKET, errno);
}

static int set_buffers(int fd, int send, int receive) {
  /* SO_RCVBUFFORCE passes net.core.rmem_max but needs CAP_NET_ADMIN. */
  if (receive > 0 && setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &receive, sizeof receive) != 0 &&
      setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive, sizeof receive) != 0)
    return -errno;
  if (send > 0 && setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &send, sizeof send) != 0) return -errno;
  return 0;
}

static int set_options(int fd, uint32_t options) {
  static const struct {
    uint32_t bit;
    int name;
    bool optional; /* only makes errors clearer: a kernel without it still works */
  } table[] = {
      {OPEN_EXT_ACK, NETLINK_EXT_ACK, true},
      {OPEN_CAP_ACK, NETLINK_CAP_ACK, true},
      {OPEN_STRICT, NETLINK_GET_STRICT_CHK, false},
      {OPEN_PKTINFO, NETLINK_PKTINFO, false},
      {OPEN_ALL_NSID, NETLINK_LISTEN_ALL_NSID, false},
      {OPEN_NO_ENOBUFS, NETLINK_NO_ENOBUFS, false},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    const int on = 1;
    if (!(options & table[i].bit)) continue;
    if (setsockopt(fd, SOL_NETLINK, table[i].name, &on, sizeof on) == 0) continue;
    if (!(table[i].optional && errno == ENOPROTOOPT)) return -errno;
  }
  return 0;
}

static int read_number(int fd, int name, uint32_t *out) {
  socklen_t length = sizeof *out;
  return getsockopt(fd, SOL_SOCKET, name, out, &length) == 0 ? 0 : -errno;
}

static int prepare(struct instance *instance, int fd, int send, int receive, uint32_t options) {
  int error = set_buffers(fd, send, receive);
  if (error == 0) error = set_options(fd, options);
  if (error == 0) error = read_number(fd, SO_RCVBUF, &instance->status[STATUS_RECEIVE_BUFFER]);
  if (error != 0) return FAILED_AT(STEP_SETSOCKOPT, -error);
  struct sockaddr_nl address = {.nl_family = AF_NETLINK};
  socklen_t length = sizeof address;
  if (bind(fd, (struct sockaddr *)&address, length) != 0) return FAILED_AT(STEP_BIND, errno);
  if (getsockname(fd, (struct sockaddr *)&address, &length) != 0) return FAILED_AT(STEP_GETSOCKNAME, errno);
  error = add_socket(instance, fd);
  if (error != 0) return FAILED_AT(STEP_SOCKET, -error);
  instance->status[STATUS_PORT] = address.nl_pid;
  return 0;
}

static int create(struct open_request request) {
  return request.netns >= 0 ? on_own_thread(open_socket, &request) : open_socket(&request);
}

/*
 * open(protocol, sendBuffer, receiveBuffer, options, netns): fd, with the port and the size that the receive
 * buffer has got in `status`
 */
METHOD(socket_open) {
  ARGUMENTS(5);
  INT32(0, protocol);
  INT32(1, sendBuffer);
  INT32(2, receiveBuffer);
  UINT32(3, options);
  INT32(4, netns);
  int fd = create((struct open_request){protocol, netns});
  if (fd < 0) return number(env, fd);
  int error = prepare(instance, fd, sendBuffer, receiveBuffer, options);
  if (error == 0) return number(env, fd);
  close(fd);
  return number(env, error);
}

static bool same_namespace(int one, int other) {
  uint64_t cookies[2];
  socklen_t length = sizeof *cookies;
  return getsockopt(one, SOL_SOCKET, SO_NETNS_COOKIE, &cookies[0], &length) == 0 &&
         getsockopt(other, SOL_SOCKET, SO_NETNS_COOKIE, &cookies[1], &length) == 0 && cookies[0] == cookies[1];
}

/* Another socket where `fd` is. Who may not ask where that is can hardly be elsewhere, but it is made sure. */
static int create_beside(int fd, int protocol) {
  int netns = ioctl(fd, SIOCGSKNS);
  int beside = create((struct open_request){protocol, netns});
  if (netns >= 0) close(netns);
  if (netns >= 0 || beside < 0 || same_namespace(fd, beside)) return beside;
  close(beside);
  return FAILED_AT(STEP_SETNS, EPERM);
}

/* reopen(fd, protocol, sendBuffer, receiveBuffer, options): as open, in the namespace of the socket `fd` */
METHOD(socket_reopen) {
  ARGUMENTS(5);
  SOCKET(0, socket);
  INT32(1, protocol);
  INT32(2, sendBuffer);
  INT32(3, receiveBuffer);
  UINT32(4, options);
  int beside = create_beside(socket->fd, protocol);
  if (beside < 0) return number(env, beside);
  int error = prepare(instance, beside, sendBuffer, receiveBuffer, options);
  if (error == 0) return number(env, beside);
  close(beside);
  return number(env, error);
}

/* close(fd) */
METHOD(socket_close) {
  ARGUMENTS(1);
  SOCKET(0, socket);
  watch_forget(env, instance, socket);
  if (socket->worker != NULL) {
    worker_close(instance, socket);
  } else {
    close(socket->fd);
  }
  forget_socket(instance, socket);
  return number(env, 0);
}

/* send(fd, datagram, port): bytes sent */
METHOD(socket_send) {
  ARGUMENTS(3);
  SOCKET(0, socket);
  BYTES(1, datagram);
  UINT32(2, port);
  struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_pid = port};
  ssize_t sent;
  do {
    sent = sendto(socket->fd, datagram.data, datagram.length, 0, (struct sockaddr *)&address, sizeof address);
  } while (sent < 0 && errno == EINTR);
  return number(env, sent < 0 ? -errno : (int32_t)sent);
}

static int64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Waits until readable. A signal only interrupts the wait, it never prolongs it past the deadline. */
static int wait_readable(int fd, int64_t deadline) {
  for (;;) {
    int64_t left = deadline - milliseconds();
    if (left <= 0) return -EAGAIN;
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    int ready = poll(&poll_fd, 1, (int)left);
    if (ready > 0) return 0;
    if (ready < 0 && errno != EINTR) return -errno;
  }
}

/*
 * receive(fd, into, timeout): the datagram's size; one that exceeds `into` is what the next call gives. -EAGAIN
 * when `timeout` milliseconds passed; group and nsid in `status`. Only the kernel (port 0) is heard.
 */
METHOD(socket_receive) {
  ARGUMENTS(3);
  SOCKET(0, socket);
  BYTES(1, into);
  UINT32(2, timeout);
  REQUIRE(timeout <= INT32_MAX, "timeout");
  int64_t deadline = -1;
  for (;;) {
    struct origin origin;
    ssize_t size = receive_datagram(socket->fd, &socket->kept, &instance->spill, into, &origin);
    if (size >= 0) {
      instance->status[STATUS_GROUP] = origin.group;
      instance->status[STATUS_NSID] = origin.nsid;
      return number(env, (int32_t)size);
    }
    if (size != -EAGAIN || timeout == 0) return number(env, (int32_t)size);
    if (deadline < 0) deadline = milliseconds() + timeout;
    int error = wait_readable(socket->fd, deadline);
    if (error != 0) return number(env, error);
  }
}

/* membership(fd, group, join): joins or leaves a multicast group by number */
METHOD(socket_membership) {
  ARGUMENTS(3);
  SOCKET(0, socket);
  UINT32(1, group);
  UINT32(2, join);
  int name = join ? NETLINK_ADD_MEMBERSHIP : NETLINK_DROP_MEMBERSHIP;
  return number(env, setsockopt(socket->fd, SOL_NETLINK, name, &group, sizeof group) == 0 ? 0 : -errno);
}
