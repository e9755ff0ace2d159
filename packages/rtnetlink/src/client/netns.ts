import { attachNetns, createNetns, deleteNetns, listNetns } from '@iplink-ts/socket';

/** Named namespaces (`/run/netns`), shared with `ip netns`. @throws SystemError */
export interface SyncNetns {
  /** Creates a namespace. Its `lo` is down. */
  create(name: string): void;
  /** Takes the name away; the namespace ends with its last user. */
  delete(name: string): void;
  /** Names the namespace of a process. */
  attach(name: string, pid: number): void;
  /** The names, in the order of the directory. */
  list(): string[];
}

/** As {@link SyncNetns}, with promises. */
export type AsyncNetns = {
  readonly [K in keyof SyncNetns]: (...input: Parameters<SyncNetns[K]>) => Promise<ReturnType<SyncNetns[K]>>;
};

export const syncNetns: SyncNetns = {
  create: createNetns,
  delete: deleteNetns,
  attach: attachNetns,
  list: listNetns,
};

export const asyncNetns: AsyncNetns = {
  create: async (name) => createNetns(name),
  delete: async (name) => deleteNetns(name),
  attach: async (name, pid) => attachNetns(name, pid),
  list: async () => listNetns(),
};
