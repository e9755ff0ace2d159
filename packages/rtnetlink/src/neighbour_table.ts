import { attr, attributes } from './schema/attributes.ts';
import { headed, type PartOf, type WholeOf } from './schema/headed.ts';
import { string, u8, u16, u32, u64 } from './schema/scalar.ts';
import { struct } from './schema/struct.ts';

/** Message types of neighbour tables (linux/rtnetlink.h); the kernel sends no notifications of them. */
export const RTM_NEWNEIGHTBL = 64;
/** `RTM_GETNEIGHTBL` (linux/rtnetlink.h) */
export const RTM_GETNEIGHTBL = 66;
/** `RTM_SETNEIGHTBL` (linux/rtnetlink.h) */
export const RTM_SETNEIGHTBL = 67;

/** `struct ndt_config`: sizes in bytes; `lastFlush` and `lastRand` in milliseconds ago */
const config = struct(() => ({
  keyLen: u16,
  entrySize: u16,
  entries: u32,
  lastFlush: u32,
  lastRand: u32,
  hashRnd: u32,
  hashMask: u32,
  hashChainGc: u32,
  proxyQlen: u32,
}));

/** `struct ndt_stats`: counts since boot */
const stats = struct(
  () => ({
    allocs: u64,
    destroys: u64,
    hashGrows: u64,
    resFailed: u64,
    lookups: u64,
    hits: u64,
    rcvProbesMcast: u64,
    rcvProbesUcast: u64,
    periodicGcRuns: u64,
    forcedGcRuns: u64,
  }),
  () => ({ tableFulls: u64 }),
);

/** `NDTPA_*`: times in milliseconds, `proxyQlen` and `queueLen` in packets, `queueLenbytes` in bytes */
export const neighbourParms = attributes(() => ({
  /** Index of the interface; absent in the defaults, which a new interface begins with. */
  ifindex: attr(1, u32),
  refcnt: attr(2, u32, { reported: true }),
  /** The kernel's random choice around `baseReachableTime`. */
  reachableTime: attr(3, u64, { reported: true }),
  baseReachableTime: attr(4, u64),
  retransTime: attr(5, u64),
  gcStaletime: attr(6, u64),
  delayProbeTime: attr(7, u64),
  /** The kernel keeps `queueLenbytes` and works this out. */
  queueLen: attr(8, u32),
  appProbes: attr(9, u32),
  ucastProbes: attr(10, u32),
  mcastProbes: attr(11, u32),
  anycastDelay: attr(12, u64),
  proxyDelay: attr(13, u64),
  proxyQlen: attr(14, u32),
  locktime: attr(15, u64),
  queueLenbytes: attr(16, u32),
  mcastReprobes: attr(17, u32),
  intervalProbeTimeMs: attr(19, u64),
}));

/** `NDTA_*` (linux/neighbour.h) */
export const neighbourTableAttributes = attributes(() => ({
  /** `arp_cache` or `ndisc_cache` */
  name: attr(1, string),
  /** Below this many entries nothing is collected. */
  thresh1: attr(2, u32),
  /** Above this many entries, those older than five seconds are. */
  thresh2: attr(3, u32),
  /** More entries than this cannot be. */
  thresh3: attr(4, u32),
  config: attr(5, config, { reported: true }),
  parms: attr(6, neighbourParms),
  stats: attr(7, stats, { reported: true }),
  /** Milliseconds */
  gcInterval: attr(8, u64),
}));

/** The body of neighbour table messages: `struct ndtmsg` and `NDTA_*` (linux/neighbour.h). */
export const neighbourTableMessage = headed(() => ({ family: u8 }), neighbourTableAttributes);

/**
 * A table of neighbours, as `RTM_NEWNEIGHTBL` reports it: one message with `config`, thresholds and default `parms`,
 * then one for each interface, which has `name` and its `parms` only.
 */
export type NeighbourTable = WholeOf<typeof neighbourTableMessage>;

/** What {@link neighbourTableMessage} writes. */
export type NeighbourTableMessage = PartOf<typeof neighbourTableMessage>;
