import {
  attachNetns,
  createNetns,
  deleteNetns,
  listNetns,
  type Netns,
  type NetnsEvent,
  type NetnsSpec,
  type NetnsWatchOptions,
  netnsNames,
  netnsPids,
  openNetns,
  unshareNetns,
  watchNetns,
} from '@iplink-ts/socket';

/**
 * Network namespaces of the machine, and their names in `/run/netns`, shared with `ip netns`. All throw SystemError
 * of the system call that failed, and TypeError for a text that can be no name.
 */
export interface SyncNetns {
  /**
   * Opens a namespace: what it gives can be passed wherever a namespace is asked for, and keeps the namespace alive
   * until it is closed. @throws SystemError ENOENT: there is none; EINVAL: it is something else
   */
  open(spec: NetnsSpec): Netns;
  /** A new namespace without a name, which ends with its last user. Its `lo` is down. */
  unshare(): Netns;
  /** Creates a namespace with a name. Its `lo` is down. @throws SystemError EEXIST */
  create(name: string): void;
  /** Takes the name away; the namespace ends with its last user. @throws SystemError ENOENT */
  delete(name: string): void;
  /** Names the namespace of a process. @throws SystemError EEXIST; ENOENT: there is no such process */
  attach(name: string, pid: number): void;
  /** The names, in the order of the directory. */
  list(): string[];
  /** The names of a namespace; by default of the one that the calling thread is in. */
  identify(spec?: NetnsSpec): string[];
  /** The ids of the processes in a namespace, in the order of /proc. @throws SystemError ENOENT */
  pids(spec: NetnsSpec): number[];
}

export const syncNetns: SyncNetns = {
  open: openNetns,
  unshare: unshareNetns,
  create: createNetns,
  delete: deleteNetns,
  attach: attachNetns,
  list: listNetns,
  identify: netnsNames,
  pids: netnsPids,
};

/** As {@link SyncNetns}, with promises, and a watch. */
export type AsyncNetns = {
  readonly [K in keyof SyncNetns]: (...input: Parameters<SyncNetns[K]>) => Promise<ReturnType<SyncNetns[K]>>;
} & {
  /**
   * The names that are there, as `added`, then each that comes or goes, from the moment of the call. A name is there
   * once its namespace can be opened; `/run/netns` itself need not exist yet.
   *
   * @example
   * for await (const { action, name } of host.netns.watch({ signal })) console.log(action, name);
   */
  watch(options?: NetnsWatchOptions): AsyncGenerator<NetnsEvent, void, undefined>;
};

export const asyncNetns: AsyncNetns = {
  open: async (spec) => openNetns(spec),
  unshare: async () => unshareNetns(),
  create: async (name) => createNetns(name),
  delete: async (name) => deleteNetns(name),
  attach: async (name, pid) => attachNetns(name, pid),
  list: async () => listNetns(),
  identify: async (spec) => netnsNames(spec),
  pids: async (spec) => netnsPids(spec),
  watch: watchNetns,
};
