/*
 * What libnl-route's users do: fill a cache with all links, or all IPv4 routes, as objects.
 *
 *   libnl links|routes
 */
#include "answer.h"

#include <netlink/netlink.h>
#include <netlink/route/link.h>
#include <netlink/route/route.h>

static struct nl_cache *fill(struct nl_sock *socket, bool links) {
  struct nl_cache *cache = NULL;
  int error = links ? rtnl_link_alloc_cache(socket, AF_UNSPEC, &cache)
                    : rtnl_route_alloc_cache(socket, AF_INET, 0, &cache);
  if (error < 0) FAIL("libnl: %s\n", nl_geterror(error));
  return cache;
}

int main(int argc, char **argv) {
  if (argc != 2) FAIL("usage: libnl links|routes\n");
  bool links = strcmp(argv[1], "links") == 0;
  struct nl_sock *socket = nl_socket_alloc();
  if (socket == NULL || nl_connect(socket, NETLINK_ROUTE) < 0) FAIL("libnl: cannot connect\n");
  setlinebuf(stdout);
  for (unsigned long runs = asked_runs(); runs > 0; runs = asked_runs()) {
    int items = 0;
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    int64_t from = nanoseconds(CLOCK_MONOTONIC);
    for (unsigned long i = 0; i < runs; i++) {
      struct nl_cache *cache = fill(socket, links);
      items = nl_cache_nitems(cache);
      nl_cache_free(cache);
    }
    int64_t time = nanoseconds(CLOCK_MONOTONIC) - from;
    getrusage(RUSAGE_SELF, &after);
    printf("{\"items\":%d,\"values\":{\"time\":%.1f,\"processor\":%.1f}}\n", items, (double)time / (double)runs,
           (double)(processor_time(&after) - processor_time(&before)) / (double)runs);
  }
}
