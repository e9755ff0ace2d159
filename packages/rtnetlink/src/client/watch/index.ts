export { Cache, type WatchOptions } from './cache.ts';
export type { Change, WatchSubject } from './change.ts';
