import test from 'ava';
import {
  type NeighbourTable,
  type NeighbourTableMessage,
  neighbourTableMessage,
} from '../src/neighbour_table.ts';
import { check, type Golden } from './golden.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<NeighbourTableMessage>[] = [
  {
    command: 'ip ntable change name arp_cache thresh1 256 thresh2 1024 thresh3 4096 gc_int 20000',
    bytes: `
      48000000 4300 0501 9b370a6b 00000000 # nlmsghdr: RTM_SETNEIGHTBL
      00000000                       # ndtmsg
      0e00 0100 6172705f636163686500 0000 # NDTA_NAME
      0800 0200 00010000             # NDTA_THRESH1
      0800 0300 00040000             # NDTA_THRESH2
      0800 0400 00100000             # NDTA_THRESH3
      0c00 0800 204e000000000000     # NDTA_GC_INTERVAL
    `,
    value: { family: 0, name: 'arp_cache', thresh1: 256, thresh2: 1024, thresh3: 4096, gcInterval: 20_000n },
  },
  {
    command:
      'ip ntable change name arp_cache dev p0 base_reachable 20000 retrans 500 ucast_probes 5 queue 50',
    bytes: `
      58000000 4300 0501 9b370a6b 00000000 # nlmsghdr: RTM_SETNEIGHTBL
      00000000                       # ndtmsg
      0e00 0100 6172705f636163686500 0000 # NDTA_NAME
      3400 0600                      # NDTA_PARMS
        0800 0100 04000000           #   NDTPA_IFINDEX
        0c00 0400 204e000000000000   #   NDTPA_BASE_REACHABLE_TIME
        0c00 0500 f401000000000000   #   NDTPA_RETRANS_TIME
        0800 0a00 05000000           #   NDTPA_UCAST_PROBES
        0800 0800 32000000           #   NDTPA_QUEUE_LEN
    `,
    value: {
      family: 0,
      name: 'arp_cache',
      parms: { ifindex: 4, baseReachableTime: 20_000n, retransTime: 500n, ucastProbes: 5, queueLen: 50 },
    },
  },
];

/** A message of Linux 6.18. */
const reported: Golden<NeighbourTable> = {
  command: 'ip ntable show',
  bytes: `
    78010000 4000 0200 01000000 115b0000 # nlmsghdr: RTM_NEWNEIGHTBL
    0a000000                         # ndtmsg
    1000 0100 6e646973635f636163686500 # NDTA_NAME
    0c00 0800 3075000000000000       # NDTA_GC_INTERVAL
    0800 0200 80000000               # NDTA_THRESH1
    0800 0300 00020000               # NDTA_THRESH2
    0800 0400 00040000               # NDTA_THRESH3
    2400 0500                        # NDTA_CONFIG
      1000 5801 0b000000 f8d11500 c0d50300 0f6652f5 3f000000 00000000 00000000
    5c00 0700                        # NDTA_STATS
      8203000000000000 7703000000000000 0300000000000000 0100000000000000 1f00000000000000 0800000000000000
      0000000000000000 0000000000000000 5c00000000000000 0000000000000000 0000000000000000
    b000 0600                        # NDTA_PARMS
      0800 0200 01000000             #   NDTPA_REFCNT
      0800 1000 00400300             #   NDTPA_QUEUE_LENBYTES
      0800 0800 65000000             #   NDTPA_QUEUE_LEN
      0800 0e00 40000000             #   NDTPA_PROXY_QLEN
      0800 0900 00000000             #   NDTPA_APP_PROBES
      0800 0a00 03000000             #   NDTPA_UCAST_PROBES
      0800 0b00 03000000             #   NDTPA_MCAST_PROBES
      0800 1100 00000000             #   NDTPA_MCAST_REPROBES
      0c00 0300 c88e000000000000     #   NDTPA_REACHABLE_TIME
      0c00 0400 3075000000000000     #   NDTPA_BASE_REACHABLE_TIME
      0c00 0600 60ea000000000000     #   NDTPA_GC_STALETIME
      0c00 0700 8813000000000000     #   NDTPA_DELAY_PROBE_TIME
      0c00 0500 e803000000000000     #   NDTPA_RETRANS_TIME
      0c00 0c00 e803000000000000     #   NDTPA_ANYCAST_DELAY
      0c00 0d00 2003000000000000     #   NDTPA_PROXY_DELAY
      0c00 0f00 0000000000000000     #   NDTPA_LOCKTIME
      0c00 1300 8813000000000000     #   NDTPA_INTERVAL_PROBE_TIME_MS
  `,
  value: {
    family: 10,
    name: 'ndisc_cache',
    gcInterval: 30_000n,
    thresh1: 128,
    thresh2: 512,
    thresh3: 1024,
    config: {
      keyLen: 16,
      entrySize: 344,
      entries: 11,
      lastFlush: 1_430_008,
      lastRand: 251_328,
      hashRnd: 0xf552660f,
      hashMask: 63,
      hashChainGc: 0,
      proxyQlen: 0,
    },
    stats: {
      allocs: 898n,
      destroys: 887n,
      hashGrows: 3n,
      resFailed: 1n,
      lookups: 31n,
      hits: 8n,
      rcvProbesMcast: 0n,
      rcvProbesUcast: 0n,
      periodicGcRuns: 92n,
      forcedGcRuns: 0n,
      tableFulls: 0n,
    },
    parms: {
      refcnt: 1,
      queueLenbytes: 212_992,
      queueLen: 101,
      proxyQlen: 64,
      appProbes: 0,
      ucastProbes: 3,
      mcastProbes: 3,
      mcastReprobes: 0,
      reachableTime: 36_552n,
      baseReachableTime: 30_000n,
      gcStaletime: 60_000n,
      delayProbeTime: 5_000n,
      retransTime: 1_000n,
      anycastDelay: 1_000n,
      proxyDelay: 800n,
      locktime: 0n,
      intervalProbeTimeMs: 5_000n,
    },
  },
};

for (const golden of requests)
  test(golden.command, (t) =>
    check<NeighbourTableMessage>(
      t,
      { body: neighbourTableMessage, headerLength: 4, isRequest: true },
      golden,
    ),
  );

test(`answer of ${reported.command}`, (t) =>
  check<NeighbourTableMessage>(
    t,
    { body: neighbourTableMessage, headerLength: 4, isRequest: false },
    reported,
  ));
