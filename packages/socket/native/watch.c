/*
 * Readiness of monitor sockets: one thread for all of them. Each is reported once (EPOLLONESHOT)
 * and then not again until JavaScript, having read it empty, re-arms it.
 */
#include "addon.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

#define EVENTS_PER_WAIT 64
/* Generations start at 1, so no event of a socket looks like this one. */
#define STOP 0

/* Sockets are named by value: an event may be on its way when its socket is closed. */
static uint64_t event_name(const struct netlink_socket *socket) {
  return (uint64_t)socket->watch_generation << 32 | (uint32_t)socket->fd;
}

static void *watch(void *argument) {
  struct instance *instance = argument;
  prctl(PR_SET_NAME, "netlink-watch");
  for (;;) {
    struct epoll_event events[EVENTS_PER_WAIT];
    int count = epoll_wait(instance->epoll_fd, events, EVENTS_PER_WAIT, -1);
    for (int i = 0; i < count; i++) {
      if (events[i].data.u64 == STOP) return NULL;
      napi_call_threadsafe_function(instance->readiness, (void *)(uintptr_t)events[i].data.u64, napi_tsfn_nonblocking);
    }
  }
}

static void deliver(napi_env env, napi_value function, void *context, void *data) {
  (void)function;
  if (env == NULL) return;
  uint64_t name = (uintptr_t)data;
  struct netlink_socket *socket = find_socket(context, (int32_t)(name & UINT32_MAX));
  if (socket == NULL || !socket->watched || event_name(socket) != name) return;
  call_back(env, socket->on_readable, 0, NULL);
}

static void stop_watcher(struct instance *instance) {
  const uint64_t one = 1;
  /* An eventfd refuses only a count above 2^64 - 2. */
  if (write(instance->watcher_stop_fd, &one, sizeof one) == sizeof one) pthread_join(instance->watcher, NULL);
  close(instance->watcher_stop_fd);
  close(instance->epoll_fd);
}

static void end_watcher(void *data) {
  struct instance *instance = data;
  for (uint32_t fd = 0; fd < instance->socket_slots; fd++) {
    struct netlink_socket *socket = instance->sockets[fd];
    if (socket == NULL || !socket->watched) continue;
    napi_delete_reference(instance->env, socket->on_readable);
    socket->watched = false;
  }
  stop_watcher(instance);
  instance->watcher_stop_fd = instance->epoll_fd = -1;
}

static int open_epoll(struct instance *instance) {
  struct epoll_event stop = {.events = EPOLLIN, .data.u64 = STOP};
  instance->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  instance->watcher_stop_fd = eventfd(0, EFD_CLOEXEC);
  if (instance->epoll_fd < 0 || instance->watcher_stop_fd < 0) return -errno;
  return epoll_ctl(instance->epoll_fd, EPOLL_CTL_ADD, instance->watcher_stop_fd, &stop) == 0 ? 0 : -errno;
}

static int start_watcher(napi_env env, struct instance *instance) {
  if (instance->epoll_fd >= 0) return 0;
  int error = instance->readiness == NULL ? create_function(env, instance, deliver, &instance->readiness) : 0;
  if (error == 0) error = open_epoll(instance);
  if (error == 0) error = start_thread(&instance->watcher, watch, instance);
  if (error == 0) {
    /* Hooks run last in, first out: the thread ends before the function it calls does. */
    napi_add_env_cleanup_hook(env, end_watcher, instance);
    return 0;
  }
  if (instance->epoll_fd >= 0) close(instance->epoll_fd);
  if (instance->watcher_stop_fd >= 0) close(instance->watcher_stop_fd);
  instance->epoll_fd = instance->watcher_stop_fd = -1;
  return error;
}

/* The event loop is kept alive by watched sockets that are referenced. */
static void count_referenced(napi_env env, struct instance *instance, int change) {
  uint32_t before = instance->watched_and_referenced;
  instance->watched_and_referenced += (uint32_t)change;
  if (before == 0) napi_ref_threadsafe_function(env, instance->readiness);
  if (instance->watched_and_referenced == 0) napi_unref_threadsafe_function(env, instance->readiness);
}

/* watch(fd, callback): calls back when the socket is readable or has failed, once */
METHOD(watch_start) {
  ARGUMENTS(2);
  SOCKET(0, socket);
  FUNCTION(1, callback);
  if (socket->watched) return number(env, -EBUSY);
  int error = start_watcher(env, instance);
  if (error != 0) return number(env, error);
  if (napi_create_reference(env, callback, 1, &socket->on_readable) != napi_ok) return number(env, -ENOMEM);
  if (++instance->watch_generations == 0) instance->watch_generations = 1;
  socket->watch_generation = instance->watch_generations;
  struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.u64 = event_name(socket)};
  if (epoll_ctl(instance->epoll_fd, EPOLL_CTL_ADD, socket->fd, &event) != 0) {
    error = -errno;
    napi_delete_reference(env, socket->on_readable);
    return number(env, error);
  }
  socket->watched = true;
  if (socket->referenced) count_referenced(env, instance, 1);
  return number(env, 0);
}

/* rearm(fd): calls back once more, at once if there is something to read */
METHOD(watch_rearm) {
  ARGUMENTS(1);
  SOCKET(0, socket);
  if (!socket->watched) return number(env, -ENOENT);
  struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.u64 = event_name(socket)};
  return number(env, epoll_ctl(instance->epoll_fd, EPOLL_CTL_MOD, socket->fd, &event) == 0 ? 0 : -errno);
}

void watch_forget(napi_env env, struct instance *instance, struct netlink_socket *socket) {
  if (!socket->watched) return;
  epoll_ctl(instance->epoll_fd, EPOLL_CTL_DEL, socket->fd, NULL);
  napi_delete_reference(env, socket->on_readable);
  socket->watched = false;
  if (socket->referenced) count_referenced(env, instance, -1);
}

/* unwatch(fd): no callback comes any more, not even one that was on its way */
METHOD(watch_stop) {
  ARGUMENTS(1);
  SOCKET(0, socket);
  watch_forget(env, instance, socket);
  return number(env, 0);
}

/* reference(fd, keep): whether watching this socket keeps the event loop alive (it does at first) */
METHOD(watch_reference) {
  ARGUMENTS(2);
  SOCKET(0, socket);
  UINT32(1, keep);
  if (socket->watched && socket->referenced != (keep != 0)) count_referenced(env, instance, keep ? 1 : -1);
  socket->referenced = keep != 0;
  return number(env, 0);
}
