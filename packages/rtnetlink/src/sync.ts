/**
 * The client whose calls block, alone: for programs that are started for one job, to which monitors, caches and
 * transactions would be so much to load. What else there is comes from the index of the package.
 */
export { type SyncCalls, SyncClient } from './client/sync_client.ts';
