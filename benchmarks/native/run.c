/*
 * Runs a program as often as it is told to, and says how long it took from the start to the end, what processor time
 * and how much memory. A process of its own, because to start one costs Node.js, which is large, more than the program
 * itself takes.
 *
 *   run INPUT PROGRAM [ARGUMENT...]
 *
 * INPUT is the file that the program reads as its standard input; it has this environment.
 */
#include "answer.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

struct totals {
  int64_t time, processor;
  long peak; /* KiB */
};

static void rewind_file(int fd) {
  if (lseek(fd, 0, SEEK_SET) < 0) FAIL("lseek: %s\n", strerror(errno));
}

static void show(int fd) {
  char text[4096];
  rewind_file(fd);
  ssize_t length = read(fd, text, sizeof text);
  if (length > 0) fwrite(text, 1, (size_t)length, stderr);
}

static void run(char **argv, int input, int output, const posix_spawn_file_actions_t *actions, struct totals *totals) {
  rewind_file(input);
  rewind_file(output);
  if (ftruncate(output, 0) != 0) FAIL("ftruncate: %s\n", strerror(errno));
  pid_t pid;
  int status;
  struct rusage usage;
  int64_t from = nanoseconds(CLOCK_MONOTONIC);
  int error = posix_spawn(&pid, argv[0], actions, NULL, argv, environ);
  if (error != 0) FAIL("%s: %s\n", argv[0], strerror(error));
  while (wait4(pid, &status, 0, &usage) < 0)
    if (errno != EINTR) FAIL("wait4: %s\n", strerror(errno));
  totals->time += nanoseconds(CLOCK_MONOTONIC) - from;
  totals->processor += processor_time(&usage);
  if (usage.ru_maxrss > totals->peak) totals->peak = usage.ru_maxrss;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  show(output);
  FAIL("%s ended with wait status %d\n", argv[0], status);
}

/* So that a program that does less is found out. */
static unsigned long lines(int output) {
  char text[65536];
  unsigned long count = 0;
  ssize_t length;
  rewind_file(output);
  while ((length = read(output, text, sizeof text)) > 0)
    for (ssize_t at = 0; at < length; at++) count += text[at] == '\n';
  return count;
}

int main(int argc, char **argv) {
  if (argc < 3) FAIL("usage: run INPUT PROGRAM [ARGUMENT...]\n");
  int input = open(argv[1], O_RDONLY | O_CLOEXEC);
  if (input < 0) FAIL("%s: %s\n", argv[1], strerror(errno));
  int output = memfd_create("output", MFD_CLOEXEC);
  if (output < 0) FAIL("memfd_create: %s\n", strerror(errno));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  setlinebuf(stdout);
  for (unsigned long runs = asked_runs(); runs > 0; runs = asked_runs()) {
    struct totals totals = {0};
    for (unsigned long i = 0; i < runs; i++) run(argv + 2, input, output, &actions, &totals);
    printf("{\"items\":%lu,\"values\":{\"time\":%.1f,\"processor\":%.1f,\"peak\":%ld}}\n", lines(output),
           (double)totals.time / (double)runs, (double)totals.processor / (double)runs, totals.peak * 1024);
  }
}
