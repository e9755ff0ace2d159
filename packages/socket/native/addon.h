/* What the addon's files share: argument checks, the per-environment instance, helper threads. */
#ifndef IPLINK_SOCKET_ADDON_H
#define IPLINK_SOCKET_ADDON_H

#define _GNU_SOURCE
#define NAPI_VERSION 8
#include <errno.h>
#include <limits.h>
#include <node_api.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A readiness event travels through a pointer as (generation, fd). */
_Static_assert(sizeof(void *) == 8, "a 64-bit system is needed");

struct worker;

struct bytes {
  uint8_t *data;
  size_t length;
};

/* Where a datagram came from. */
struct origin {
  uint32_t group, nsid;
};

/* A datagram that was larger than the room for it; `data` is NULL when there is none. */
struct kept {
  uint8_t *data;
  size_t length;
  struct origin origin;
};

/* More than any datagram of rtnetlink: a list of virtual functions, the largest, takes 64 KiB. Untouched, it is no memory. */
#define SPILL_ROOM (1 << 20)

/* A socket opened by this environment. The fd is the handle that JavaScript holds. */
struct netlink_socket {
  int fd;
  struct worker *worker;
  struct kept kept;
  bool watched, referenced;
  uint32_t watch_generation;
  napi_ref on_readable;
};

/* Everything of one environment (main thread or worker_thread): there are no globals. */
struct instance {
  napi_env env;
  uint32_t users; /* the environment, and each thread-safe function: it may run after the rest is gone */
  struct netlink_socket **sockets; /* by fd; NULL where the fd is not ours */
  uint32_t socket_slots;
  uint32_t *status; /* backing store of the exported `status` array */
  uint8_t *spill;   /* see datagram.c */
  napi_ref status_reference;

  napi_threadsafe_function completions;
  uint32_t in_flight;
  struct worker *closing_workers;
  bool workers_ended;

  napi_threadsafe_function readiness;
  pthread_t watcher;
  int epoll_fd, watcher_stop_fd;
  uint32_t watched_and_referenced, watch_generations;

  pthread_t packet_closer;
  bool packet_closing;
};

/* Slots of `status`, valid after the call that fills them. */
enum status_slot { STATUS_PORT, STATUS_GROUP, STATUS_NSID, STATUS_RECEIVE_BUFFER, STATUS_SLOTS };

/* MAX_ERRNO is 4095: a call of several steps tells in the bits above which of them failed. */
#define FAILED_AT(step, error) (-((step) << 12 | (error)))

#define ARGUMENTS(count)                                                                          \
  napi_value argument[count];                                                                     \
  size_t argument_count = (count);                                                                \
  struct instance *instance;                                                                      \
  if (napi_get_cb_info(env, info, &argument_count, argument, NULL, (void **)&instance) != napi_ok) \
  return NULL

#define REQUIRE(condition, name)            \
  do {                                      \
    if (!(condition)) {                     \
      napi_throw_type_error(env, NULL, name); \
      return NULL;                          \
    }                                       \
  } while (0)

#define INT32(index, variable) \
  int32_t variable;            \
  REQUIRE(argument_int32(env, argument[index], &variable), #variable)

#define UINT32(index, variable) \
  uint32_t variable;            \
  REQUIRE(argument_uint32(env, argument[index], &variable), #variable)

#define BYTES(index, variable)                          \
  struct bytes variable;                                \
  REQUIRE(argument_bytes(env, argument[index], &variable), #variable)

#define TEXT(index, variable)                             \
  char variable[PATH_MAX];                                \
  REQUIRE(argument_text(env, argument[index], variable), #variable)

#define FUNCTION(index, variable)               \
  napi_value variable = argument[index];        \
  REQUIRE(argument_is(env, variable, napi_function), #variable)

/* The socket behind a handle; a handle of no socket of ours is EBADF, as for the kernel. */
#define SOCKET(index, variable)                                               \
  INT32(index, fd);                                                           \
  struct netlink_socket *variable = find_socket(instance, fd);                \
  if (variable == NULL) return number(env, -EBADF)

bool argument_int32(napi_env env, napi_value value, int32_t *out);
bool argument_uint32(napi_env env, napi_value value, uint32_t *out);
bool argument_bytes(napi_env env, napi_value value, struct bytes *out);
bool argument_text(napi_env env, napi_value value, char out[PATH_MAX]);
bool argument_is(napi_env env, napi_value value, napi_valuetype type);
napi_value number(napi_env env, int32_t value);
/* From the event loop: what the callback throws becomes an uncaught exception. */
void call_back(napi_env env, napi_ref callback, size_t count, const napi_value *arguments);

struct netlink_socket *find_socket(const struct instance *instance, int32_t fd);
int add_socket(struct instance *instance, int fd);
void forget_socket(struct instance *instance, struct netlink_socket *socket);

/* A thread-safe function that calls `deliver` with the instance, and does not keep the event loop alive. */
int create_function(napi_env env, struct instance *instance, napi_threadsafe_function_call_js deliver,
                    napi_threadsafe_function *function);

/*
 * The size of one datagram from the kernel (port 0), -EAGAIN when none is there, or -errno. One larger than `into`
 * is kept, and is what the next call gives. `spill` is made when it is NULL; two threads must not share it.
 */
ssize_t receive_datagram(int fd, struct kept *kept, uint8_t **spill, struct bytes into, struct origin *origin);
void forget_kept(struct kept *kept);

/* Starts a thread that no signal is ever delivered to: signals belong to the host program. */
int start_thread(pthread_t *thread, void *(*run)(void *), void *argument);
/* The result of `run(argument)`, called on a short-lived thread whose namespaces die with it. */
int on_own_thread(int (*run)(void *), void *argument);

#define METHOD(name) napi_value name(napi_env env, napi_callback_info info)
METHOD(socket_open);
METHOD(socket_reopen);
METHOD(socket_close);
METHOD(socket_send);
METHOD(socket_receive);
METHOD(socket_membership);
METHOD(worker_transact);
METHOD(worker_cancel);
METHOD(watch_start);
METHOD(watch_rearm);
METHOD(watch_stop);
METHOD(watch_reference);
METHOD(netns_unshare);
METHOD(netns_of);
METHOD(netns_check);
METHOD(netns_run_in);
METHOD(fs_mount);
METHOD(fs_umount);
METHOD(fs_flock);
METHOD(file_open);
METHOD(file_close);
METHOD(file_read);
METHOD(file_write);
METHOD(process_exec);
METHOD(packet_send);

/* Ends the socket's worker; from here on the worker owns the fd, and closes it when it ends. */
void worker_close(struct instance *instance, struct netlink_socket *socket);
void watch_forget(napi_env env, struct instance *instance, struct netlink_socket *socket);
/* Waits until the last socket of packet_send is closed. */
void packet_await_close(struct instance *instance);

#endif
