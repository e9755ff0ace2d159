/* The lines that a measured program reads and writes: src/line-program.ts. */
#ifndef BENCHMARKS_ANSWER_H
#define BENCHMARKS_ANSWER_H

#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static inline int64_t nanoseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static inline int64_t processor_time(const struct rusage *usage) {
  return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000000LL +
         (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000LL;
}

/* How often the next sample runs the job; 0 at the end. */
static inline unsigned long asked_runs(void) {
  char line[64];
  return fgets(line, sizeof line, stdin) == NULL ? 0 : strtoul(line, NULL, 10);
}

#define FAIL(...)                 \
  do {                            \
    fprintf(stderr, __VA_ARGS__); \
    exit(1);                      \
  } while (0)

#endif
