/*
 * "Send this, then receive until it is answered" on a thread of the socket's own. sendmsg() executes
 * the request in the kernel before it returns, which can take tens of milliseconds.
 *
 * JavaScript's thread starts and cancels jobs, and completes them in `deliver`. The worker owns the
 * buffers while a job runs, and the fd from worker_close() on. Nothing needs a lock: what a job is made of is handed
 * over by `work`, its result by the thread-safe function, and there is one job at a time.
 */
#include "addon.h"

#include <linux/netlink.h>
#include <poll.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>

/* No netlink dump datagram is larger than 32 KiB, but a single answer may reach 64 KiB: what does not fit is kept. */
#define LEAST_ROOM 65536

/* What `deliver` is called with; the end is the last call. */
struct notice {
  struct worker *worker;
  bool is_end;
};

struct worker {
  pthread_t thread;
  int fd, wake_fd;
  atomic_bool cancelled;

  sem_t work; /* posted for each job, and once more without one for the end */
  bool has_job;
  int64_t result;
  struct notice finished, ended;

  uint8_t *request;
  size_t request_length, request_capacity;
  struct bytes into;
  uint32_t sequence;
  struct kept kept;
  uint8_t *spill;

  /* JavaScript's thread only */
  struct instance *instance;
  struct worker *next_closing;
  napi_ref callback, into_reference; /* callback: NULL when nothing is in flight */
  bool woken;                        /* `wake_fd` is readable */
};

static bool is_terminated(const uint8_t *datagram, size_t length, uint32_t sequence) {
  struct nlmsghdr header;
  while (length >= sizeof header) {
    memcpy(&header, datagram, sizeof header);
    if (header.nlmsg_len < sizeof header || header.nlmsg_len > length) return false;
    if (header.nlmsg_seq == sequence && (header.nlmsg_type == NLMSG_DONE || header.nlmsg_type == NLMSG_ERROR))
      return true;
    size_t step = NLMSG_ALIGN((size_t)header.nlmsg_len);
    if (step >= length) return false;
    datagram += step;
    length -= step;
  }
  return false;
}

static int send_request(const struct worker *worker) {
  struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
  for (;;) {
    if (sendto(worker->fd, worker->request, worker->request_length, 0, (struct sockaddr *)&kernel, sizeof kernel) >= 0)
      return 0;
    if (errno != EINTR) return -errno;
  }
}

/* The size of one datagram from the kernel, waiting for it until the job is cancelled. */
static ssize_t await_datagram(struct worker *worker, struct bytes room) {
  struct origin origin;
  while (!atomic_load(&worker->cancelled)) {
    ssize_t size = receive_datagram(worker->fd, &worker->kept, &worker->spill, room, &origin);
    if (size != -EAGAIN) return size;
    struct pollfd wait[] = {{.fd = worker->fd, .events = POLLIN}, {.fd = worker->wake_fd, .events = POLLIN}};
    if (poll(wait, 2, -1) < 0 && errno != EINTR) return -errno;
  }
  return -ECANCELED;
}

/*
 * -errno, or twice the number of bytes received, plus one when the answer is complete. 0 when the first datagram
 * does not fit.
 */
static int64_t perform(struct worker *worker) {
  if (atomic_load(&worker->cancelled)) return -ECANCELED;
  if (worker->request_length > 0) {
    int error = send_request(worker);
    if (error != 0) return error;
  }
  size_t used = 0;
  for (;;) {
    size_t start = NLMSG_ALIGN(used);
    if (start > 0 && (start > worker->into.length || worker->into.length - start < LEAST_ROOM))
      return (int64_t)used * 2;
    struct bytes room = {worker->into.data + start, worker->into.length - start};
    ssize_t size = await_datagram(worker, room);
    if (size < 0) return size;
    if ((size_t)size > room.length) return (int64_t)used * 2;
    used = start + (size_t)size;
    if (is_terminated(worker->into.data + start, (size_t)size, worker->sequence)) return (int64_t)used * 2 + 1;
  }
}

/* The call can fail only when the environment ends: its cleanup hook joins us. */
static void post(struct worker *worker, struct notice *notice) {
  napi_call_threadsafe_function(worker->instance->completions, notice, napi_tsfn_nonblocking);
}

static void *work(void *argument) {
  struct worker *worker = argument;
  prctl(PR_SET_NAME, "netlink-wait");
  for (;;) {
    while (sem_wait(&worker->work) != 0) continue;
    if (!worker->has_job) break;
    worker->has_job = false;
    worker->result = perform(worker);
    post(worker, &worker->finished);
  }
  close(worker->fd);
  post(worker, &worker->ended);
  return NULL;
}

static void count_in_flight(napi_env env, struct instance *instance, int change) {
  uint32_t before = instance->in_flight;
  instance->in_flight += (uint32_t)change;
  if (before == 0) napi_ref_threadsafe_function(env, instance->completions);
  if (instance->in_flight == 0) napi_unref_threadsafe_function(env, instance->completions);
}

static void complete(napi_env env, struct worker *worker, int64_t result) {
  napi_value value;
  napi_ref callback = worker->callback;
  worker->callback = NULL;
  napi_delete_reference(env, worker->into_reference);
  count_in_flight(env, worker->instance, -1);
  if (napi_create_int64(env, result, &value) == napi_ok) call_back(env, callback, 1, &value);
  napi_delete_reference(env, callback);
}

/* Waits for the thread, which must have been told to end. */
static void free_worker(struct worker *worker) {
  pthread_join(worker->thread, NULL);
  close(worker->wake_fd);
  sem_destroy(&worker->work);
  forget_kept(&worker->kept);
  free(worker->spill);
  free(worker->request);
  free(worker);
}

static void deliver(napi_env env, napi_value function, void *context, void *data) {
  (void)function;
  struct instance *instance = context;
  /* A call that was still queued then; the worker is freed. */
  if (env == NULL || instance->workers_ended) return;
  const struct notice *notice = data;
  struct worker *worker = notice->worker;
  if (!notice->is_end) {
    complete(env, worker, worker->result);
    return;
  }
  struct worker **link = &instance->closing_workers;
  while (*link != worker) link = &(*link)->next_closing;
  *link = worker->next_closing;
  free_worker(worker);
}

/* An eventfd refuses only a count above 2^64 - 2. */
static void wake(struct worker *worker) {
  const uint64_t one = 1;
  atomic_store(&worker->cancelled, true);
  if (write(worker->wake_fd, &one, sizeof one) > 0) worker->woken = true;
}

/* The fd is the worker's from now on. A job that is not finished completes with ECANCELED. */
static void tell_to_end(struct worker *worker) {
  wake(worker);
  sem_post(&worker->work);
}

void worker_close(struct instance *instance, struct netlink_socket *socket) {
  struct worker *worker = socket->worker;
  socket->worker = NULL;
  worker->next_closing = instance->closing_workers;
  instance->closing_workers = worker;
  tell_to_end(worker);
}

/* The environment ends: no thread of ours may outlive it, nor write into its buffers. */
static void end_workers(void *data) {
  struct instance *instance = data;
  instance->workers_ended = true;
  for (uint32_t fd = 0; fd < instance->socket_slots; fd++) {
    struct netlink_socket *socket = instance->sockets[fd];
    if (socket == NULL || socket->worker == NULL) continue;
    worker_close(instance, socket);
    forget_socket(instance, socket);
  }
  while (instance->closing_workers != NULL) {
    struct worker *worker = instance->closing_workers;
    instance->closing_workers = worker->next_closing;
    if (worker->callback != NULL) {
      napi_delete_reference(instance->env, worker->callback);
      napi_delete_reference(instance->env, worker->into_reference);
    }
    free_worker(worker);
  }
}

static int prepare_completions(napi_env env, struct instance *instance) {
  if (instance->completions != NULL) return 0;
  int error = create_function(env, instance, deliver, &instance->completions);
  if (error != 0) return error;
  /* Hooks run last in, first out: the threads end before the function they call does. */
  napi_add_env_cleanup_hook(env, end_workers, instance);
  return 0;
}

static int start_worker(struct instance *instance, struct netlink_socket *socket) {
  struct worker *worker = calloc(1, sizeof *worker);
  if (worker == NULL) return -ENOMEM;
  worker->instance = instance;
  worker->fd = socket->fd;
  worker->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  int error = worker->wake_fd < 0 ? -errno : 0;
  if (error == 0) {
    sem_init(&worker->work, 0, 0);
    worker->finished = (struct notice){worker, false};
    worker->ended = (struct notice){worker, true};
    error = start_thread(&worker->thread, work, worker);
    if (error == 0) {
      socket->worker = worker;
      return 0;
    }
    close(worker->wake_fd);
  }
  free(worker);
  return error;
}

static int keep_request(struct worker *worker, struct bytes request) {
  if (request.length > worker->request_capacity) {
    uint8_t *grown = realloc(worker->request, request.length);
    if (grown == NULL) return -ENOMEM;
    worker->request = grown;
    worker->request_capacity = request.length;
  }
  if (request.length > 0) memcpy(worker->request, request.data, request.length);
  worker->request_length = request.length;
  return 0;
}

/* Forgets a cancel() that came after the previous job was finished. */
static void reset_cancel(struct worker *worker) {
  uint64_t count;
  atomic_store(&worker->cancelled, false);
  if (worker->woken && read(worker->wake_fd, &count, sizeof count) > 0) worker->woken = false;
}

/*
 * transact(fd, request, sequence, into, callback): calls back with twice the number of bytes received,
 * plus one when the message that ends `sequence` is among them; or with -errno. An empty request goes
 * on receiving. 0 when a datagram waits that is larger than `into`. Gives -errno, and does not call back, when it cannot start.
 */
METHOD(worker_transact) {
  ARGUMENTS(5);
  SOCKET(0, socket);
  BYTES(1, request);
  UINT32(2, sequence);
  BYTES(3, into);
  FUNCTION(4, callback);
  if (socket->worker != NULL && socket->worker->callback != NULL) return number(env, -EBUSY);
  int error = prepare_completions(env, instance);
  if (error == 0 && socket->worker == NULL) error = start_worker(instance, socket);
  if (error == 0) error = keep_request(socket->worker, request);
  if (error != 0) return number(env, error);
  struct worker *worker = socket->worker;
  if (napi_create_reference(env, argument[3], 1, &worker->into_reference) != napi_ok) return number(env, -ENOMEM);
  if (napi_create_reference(env, callback, 1, &worker->callback) != napi_ok) {
    napi_delete_reference(env, worker->into_reference);
    worker->callback = NULL;
    return number(env, -ENOMEM);
  }
  worker->into = into;
  worker->sequence = sequence;
  reset_cancel(worker);
  count_in_flight(env, instance, 1);
  worker->has_job = true;
  sem_post(&worker->work);
  return number(env, 0);
}

/* cancel(fd): the transaction in flight, if any, completes with ECANCELED; the socket stays open */
METHOD(worker_cancel) {
  ARGUMENTS(1);
  SOCKET(0, socket);
  if (socket->worker != NULL && socket->worker->callback != NULL) wake(socket->worker);
  return number(env, 0);
}
