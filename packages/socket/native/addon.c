#include "addon.h"

#include <math.h>
#include <signal.h>

bool argument_is(napi_env env, napi_value value, napi_valuetype type) {
  napi_valuetype actual;
  return napi_typeof(env, value, &actual) == napi_ok && actual == type;
}

bool argument_int32(napi_env env, napi_value value, int32_t *out) {
  double number;
  if (napi_get_value_double(env, value, &number) != napi_ok) return false;
  if (!(number >= INT32_MIN && number <= INT32_MAX) || number != trunc(number)) return false;
  *out = (int32_t)number;
  return true;
}

bool argument_uint32(napi_env env, napi_value value, uint32_t *out) {
  double number;
  if (napi_get_value_double(env, value, &number) != napi_ok) return false;
  if (!(number >= 0 && number <= UINT32_MAX) || number != trunc(number)) return false;
  *out = (uint32_t)number;
  return true;
}

bool argument_bytes(napi_env env, napi_value value, struct bytes *out) {
  napi_typedarray_type type;
  void *data;
  bool typed = false;
  if (napi_is_typedarray(env, value, &typed) != napi_ok || !typed) return false;
  if (napi_get_typedarray_info(env, value, &type, &out->length, &data, NULL, NULL) != napi_ok) return false;
  out->data = data;
  return type == napi_uint8_array;
}

bool argument_text(napi_env env, napi_value value, char out[PATH_MAX]) {
  size_t length;
  if (napi_get_value_string_utf8(env, value, NULL, 0, &length) != napi_ok || length >= PATH_MAX) return false;
  if (napi_get_value_string_utf8(env, value, out, PATH_MAX, &length) != napi_ok) return false;
  return strlen(out) == length;
}

napi_value number(napi_env env, int32_t value) {
  napi_value result;
  return napi_create_int32(env, value, &result) == napi_ok ? result : NULL;
}

void call_back(napi_env env, napi_ref callback, size_t count, const napi_value *arguments) {
  napi_value function, undefined, ignored, exception;
  if (napi_get_reference_value(env, callback, &function) != napi_ok || function == NULL) return;
  if (napi_get_undefined(env, &undefined) != napi_ok) return;
  if (napi_call_function(env, undefined, function, count, arguments, &ignored) != napi_pending_exception) return;
  /* Nobody is below us to catch it, and Node.js would only warn (DEP0168). */
  if (napi_get_and_clear_last_exception(env, &exception) == napi_ok) napi_fatal_exception(env, exception);
}

struct netlink_socket *find_socket(const struct instance *instance, int32_t fd) {
  return fd >= 0 && (uint32_t)fd < instance->socket_slots ? instance->sockets[fd] : NULL;
}

int add_socket(struct instance *instance, int fd) {
  if ((uint32_t)fd >= instance->socket_slots) {
    uint32_t slots = (uint32_t)fd * 2 < 64 ? 64 : (uint32_t)fd * 2;
    struct netlink_socket **grown = realloc(instance->sockets, slots * sizeof *grown);
    if (grown == NULL) return -ENOMEM;
    memset(grown + instance->socket_slots, 0, (slots - instance->socket_slots) * sizeof *grown);
    instance->sockets = grown;
    instance->socket_slots = slots;
  }
  struct netlink_socket *socket = calloc(1, sizeof *socket);
  if (socket == NULL) return -ENOMEM;
  socket->fd = fd;
  socket->referenced = true;
  instance->sockets[fd] = socket;
  return 0;
}

void forget_socket(struct instance *instance, struct netlink_socket *socket) {
  instance->sockets[socket->fd] = NULL;
  forget_kept(&socket->kept);
  free(socket);
}

int start_thread(pthread_t *thread, void *(*run)(void *), void *argument) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int error = pthread_create(thread, NULL, run, argument);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return -error;
}

struct call {
  int (*run)(void *);
  void *argument;
  int result;
};

static void *run_call(void *argument) {
  struct call *call = argument;
  call->result = call->run(call->argument);
  return NULL;
}

int on_own_thread(int (*run)(void *), void *argument) {
  struct call call = {run, argument, 0};
  pthread_t thread;
  int error = start_thread(&thread, run_call, &call);
  if (error != 0) return error;
  pthread_join(thread, NULL);
  return call.result;
}

static void release_instance(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  struct instance *instance = data;
  if (--instance->users == 0) free(instance);
}

int create_function(napi_env env, struct instance *instance, napi_threadsafe_function_call_js deliver,
                    napi_threadsafe_function *function) {
  napi_value name;
  if (napi_create_string_utf8(env, "iplink-ts socket", NAPI_AUTO_LENGTH, &name) != napi_ok ||
      napi_create_threadsafe_function(env, NULL, NULL, name, 0, 1, instance, release_instance, instance, deliver,
                                      function) != napi_ok)
    return -ENOMEM;
  instance->users++;
  napi_unref_threadsafe_function(env, *function);
  return 0;
}

/* Closes the sockets that JavaScript left open. Those with a thread were ended by the cleanup hooks. */
static void finalize_instance(napi_env env, void *data, void *hint) {
  struct instance *instance = data;
  napi_delete_reference(env, instance->status_reference);
  for (uint32_t fd = 0; fd < instance->socket_slots; fd++) {
    struct netlink_socket *socket = instance->sockets[fd];
    if (socket == NULL) continue;
    close(socket->fd);
    forget_socket(instance, socket);
  }
  packet_await_close(instance);
  free(instance->spill);
  free(instance->sockets);
  instance->sockets = NULL;
  instance->socket_slots = 0;
  release_instance(env, instance, hint);
}

static bool export_status(napi_env env, napi_value exports, struct instance *instance) {
  napi_value buffer, status;
  void *data;
  size_t size = STATUS_SLOTS * sizeof *instance->status;
  if (napi_create_arraybuffer(env, size, &data, &buffer) != napi_ok) return false;
  instance->status = data;
  return napi_create_typedarray(env, napi_uint32_array, STATUS_SLOTS, buffer, 0, &status) == napi_ok &&
         napi_create_reference(env, status, 1, &instance->status_reference) == napi_ok &&
         napi_set_named_property(env, exports, "status", status) == napi_ok;
}

NAPI_MODULE_INIT() {
  struct instance *instance = calloc(1, sizeof *instance);
  if (instance == NULL) return NULL;
  instance->env = env;
  instance->users = 1;
  instance->epoll_fd = instance->watcher_stop_fd = -1;
  if (napi_set_instance_data(env, instance, finalize_instance, NULL) != napi_ok) {
    free(instance);
    return NULL;
  }
#define EXPORT(name, method) {name, NULL, method, NULL, NULL, NULL, napi_enumerable, instance}
  const napi_property_descriptor methods[] = {
      EXPORT("open", socket_open),
      EXPORT("reopen", socket_reopen),
      EXPORT("close", socket_close),
      EXPORT("send", socket_send),
      EXPORT("receive", socket_receive),
      EXPORT("membership", socket_membership),
      EXPORT("transact", worker_transact),
      EXPORT("cancel", worker_cancel),
      EXPORT("watch", watch_start),
      EXPORT("rearm", watch_rearm),
      EXPORT("unwatch", watch_stop),
      EXPORT("reference", watch_reference),
      EXPORT("unshareNetns", netns_unshare),
      EXPORT("netnsOf", netns_of),
      EXPORT("checkNetns", netns_check),
      EXPORT("runIn", netns_run_in),
      EXPORT("mount", fs_mount),
      EXPORT("umount", fs_umount),
      EXPORT("flock", fs_flock),
      EXPORT("openFile", file_open),
      EXPORT("closeFile", file_close),
      EXPORT("read", file_read),
      EXPORT("write", file_write),
      EXPORT("exec", process_exec),
      EXPORT("sendFrames", packet_send),
  };
  if (napi_define_properties(env, exports, sizeof methods / sizeof *methods, methods) != napi_ok) return NULL;
  return export_status(env, exports, instance) ? exports : NULL;
}
