/* Namespaces, mounts and process replacement. setns and unshare act on the calling thread only. */
#include "addon.h"

#include <fcntl.h>
#include <linux/nsfs.h>
#include <linux/sockios.h>
#include <sched.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

/* Not /proc/self: that is the main thread's namespace, whatever thread asks. */
#define OWN_NETNS "/proc/thread-self/ns/net"

enum unshare_step { STEP_UNSHARE, STEP_OPEN_NAMESPACE };

static int unshare_netns(void *argument) {
  (void)argument;
  if (unshare(CLONE_NEWNET) != 0) return FAILED_AT(STEP_UNSHARE, errno);
  int fd = open(OWN_NETNS, O_RDONLY | O_CLOEXEC);
  return fd >= 0 ? fd : FAILED_AT(STEP_OPEN_NAMESPACE, errno);
}

/* Calls back with a namespace's fd, or gives the error that it is; the fd is closed when the callback returns. */
static napi_value lend(napi_env env, napi_value callback, int fd) {
  napi_value undefined, handle, ignored;
  if (fd < 0) return number(env, fd);
  napi_status status = napi_get_undefined(env, &undefined);
  if (status == napi_ok) status = napi_create_int32(env, fd, &handle);
  if (status == napi_ok) status = napi_call_function(env, undefined, callback, 1, &handle, &ignored);
  close(fd);
  return status == napi_ok ? number(env, 0) : NULL;
}

/* unshareNetns(callback): calls back with an fd of a new network namespace, which is closed when the
   callback returns; this thread stays where it is */
METHOD(netns_unshare) {
  ARGUMENTS(1);
  FUNCTION(0, callback);
  return lend(env, callback, on_own_thread(unshare_netns, NULL));
}

/* netnsOf(socket, callback): calls back with an fd of the network namespace that a socket of ours is in, which is
   closed when the callback returns */
METHOD(netns_of) {
  ARGUMENTS(2);
  SOCKET(0, socket);
  FUNCTION(1, callback);
  int netns = ioctl(socket->fd, SIOCGSKNS);
  return lend(env, callback, netns >= 0 ? netns : -errno);
}

/* checkNetns(fd): 0, or -EINVAL as setns() would say when the fd is no network namespace */
METHOD(netns_check) {
  ARGUMENTS(1);
  INT32(0, fd);
  int type = ioctl(fd, NS_GET_NSTYPE);
  if (type < 0 && errno == EBADF) return number(env, -EBADF);
  return number(env, type == CLONE_NEWNET ? 0 : -EINVAL);
}

/* runIn(netns, callback): 0, or why the namespace could not be entered (callback not called) */
METHOD(netns_run_in) {
  ARGUMENTS(2);
  INT32(0, netns);
  FUNCTION(1, callback);
  napi_value undefined, ignored;
  if (napi_get_undefined(env, &undefined) != napi_ok) return NULL;
  int home = open(OWN_NETNS, O_RDONLY | O_CLOEXEC);
  if (home < 0) return number(env, -errno);
  if (setns(netns, CLONE_NEWNET) != 0) {
    int error = -errno;
    close(home);
    return number(env, error);
  }
  napi_status status = napi_call_function(env, undefined, callback, 0, NULL, &ignored);
  /* Going on in a foreign namespace would configure the wrong machine. */
  if (setns(home, CLONE_NEWNET) != 0) abort();
  close(home);
  return status == napi_ok ? number(env, 0) : NULL;
}

/* mount(source, target, type, flags) */
METHOD(fs_mount) {
  ARGUMENTS(4);
  TEXT(0, source);
  TEXT(1, target);
  TEXT(2, type);
  UINT32(3, flags);
  return number(env, mount(source, target, type, flags, NULL) == 0 ? 0 : -errno);
}

/* umount(target, flags) */
METHOD(fs_umount) {
  ARGUMENTS(2);
  TEXT(0, target);
  INT32(1, flags);
  return number(env, umount2(target, flags) == 0 ? 0 : -errno);
}

/* flock(fd, operation) */
METHOD(fs_flock) {
  ARGUMENTS(2);
  INT32(0, fd);
  INT32(1, operation);
  int result;
  do {
    result = flock(fd, operation);
  } while (result != 0 && errno == EINTR);
  return number(env, result == 0 ? 0 : -errno);
}

enum exec_step { STEP_ARGUMENTS, STEP_EXEC_SETNS, STEP_EXEC_UNSHARE, STEP_RSLAVE, STEP_SYSFS, STEP_EXEC };

struct exec_request {
  int netns;
  const char *name;
  char **words; /* file, argv[0], argv[1], ..., NULL */
  char **binds; /* source, target, source, target, ..., NULL */
};

/* A mount namespace of our own, whose /sys and /etc are those of the network namespace. */
static int enter_for_exec(const struct exec_request *request) {
  if (setns(request->netns, CLONE_NEWNET) != 0) return FAILED_AT(STEP_EXEC_SETNS, errno);
  if (unshare(CLONE_NEWNS) != 0) return FAILED_AT(STEP_EXEC_UNSHARE, errno);
  /* Slave: mounts made below never reach the namespace we came from. */
  if (mount("", "/", "none", MS_SLAVE | MS_REC, NULL) != 0) return FAILED_AT(STEP_RSLAVE, errno);
  /* sysfs shows the network devices of the namespace in which it was mounted. A /sys that cannot be
     unmounted belongs to a container; what is mounted over it must not be more writable. */
  unsigned long flags = 0;
  struct statvfs sys;
  if (umount2("/sys", MNT_DETACH) != 0 && statvfs("/sys", &sys) == 0 && (sys.f_flag & ST_RDONLY)) flags = MS_RDONLY;
  if (mount(request->name, "/sys", "sysfs", flags, NULL) != 0) return FAILED_AT(STEP_SYSFS, errno);
  for (char **bind = request->binds; bind[0] != NULL && bind[1] != NULL; bind += 2) {
    /* A file that cannot be put over its namesake is left out, as `ip netns exec` does. */
    (void)mount(bind[0], bind[1], "none", MS_BIND, NULL);
  }
  return 0;
}

/* Ignored signals outlive exec. SIGPIPE and SIGXFSZ are those that the runtimes ignore. */
static const int runtime_ignores[] = {SIGPIPE, SIGXFSZ};
#define RUNTIME_IGNORES (sizeof runtime_ignores / sizeof *runtime_ignores)

#define STANDARD_STREAMS (STDERR_FILENO + 1)

struct stream_flags {
  int descriptor, status;
};

/* Node.js marks the streams that it inherits close-on-exec, and makes those it uses non-blocking. */
static void hand_over_standard_streams(struct stream_flags before[STANDARD_STREAMS]) {
  for (int fd = 0; fd < STANDARD_STREAMS; fd++) {
    before[fd] = (struct stream_flags){fcntl(fd, F_GETFD), fcntl(fd, F_GETFL)};
    if (before[fd].status < 0) continue;
    fcntl(fd, F_SETFD, 0);
    if (before[fd].status & O_NONBLOCK) fcntl(fd, F_SETFL, before[fd].status & ~O_NONBLOCK);
  }
}

static void take_back_standard_streams(const struct stream_flags before[STANDARD_STREAMS]) {
  for (int fd = 0; fd < STANDARD_STREAMS; fd++) {
    if (before[fd].status < 0) continue;
    fcntl(fd, F_SETFD, before[fd].descriptor);
    if (before[fd].status & O_NONBLOCK) fcntl(fd, F_SETFL, before[fd].status);
  }
}

/* On a thread of its own: when exec fails, every namespace and mount made here ends with it. */
static int exec_program(void *argument) {
  const struct exec_request *request = argument;
  if (request->netns >= 0) {
    int error = enter_for_exec(request);
    if (error != 0) return error;
  }
  struct stream_flags streams[STANDARD_STREAMS];
  hand_over_standard_streams(streams);
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, NULL);
  struct sigaction before[RUNTIME_IGNORES];
  const struct sigaction standard = {.sa_handler = SIG_DFL};
  for (size_t i = 0; i < RUNTIME_IGNORES; i++) sigaction(runtime_ignores[i], &standard, &before[i]);
  execvp(request->words[0], request->words + 1);
  int error = errno;
  for (size_t i = 0; i < RUNTIME_IGNORES; i++) sigaction(runtime_ignores[i], &before[i], NULL);
  take_back_standard_streams(streams);
  return FAILED_AT(STEP_EXEC, error);
}

/* The NUL-terminated strings of a block, as a NULL-terminated array; NULL when memory is short or
   the last string is not terminated. */
static char **split_block(struct bytes block) {
  if (block.length > 0 && block.data[block.length - 1] != 0) return NULL;
  size_t count = 0;
  for (size_t i = 0; i < block.length; i++) count += block.data[i] == 0;
  char **strings = calloc(count + 1, sizeof *strings);
  if (strings == NULL) return NULL;
  char *text = (char *)block.data;
  for (size_t i = 0; i < count; i++) {
    strings[i] = text;
    text += strlen(text) + 1;
  }
  return strings;
}

/* exec(netns, name, words, binds): never returns, or tells the step that failed */
METHOD(process_exec) {
  ARGUMENTS(4);
  INT32(0, netns);
  TEXT(1, name);
  BYTES(2, words);
  BYTES(3, binds);
  struct exec_request request = {netns, name, split_block(words), split_block(binds)};
  int error = FAILED_AT(STEP_ARGUMENTS, EINVAL);
  if (request.words != NULL && request.binds != NULL && request.words[0] != NULL && request.words[1] != NULL)
    error = on_own_thread(exec_program, &request);
  free(request.words);
  free(request.binds);
  return number(env, error);
}
