/**
 * The least client, and the operations of each object on their own: for programs that are started for one job, to which
 * the rest would be so much to load. What else there is comes from the index of the package.
 */
export { addresses } from './client/addresses.ts';
export { addressLabels } from './client/addrlabels.ts';
export { bridgePorts } from './client/bridge_ports.ts';
export { fdb } from './client/fdb.ts';
export { links } from './client/links.ts';
export { mdb } from './client/mdb.ts';
export { messages } from './client/messages.ts';
export { neighbourTables } from './client/neighbour_tables.ts';
export { neighbours } from './client/neighbours.ts';
export { netconf } from './client/netconf.ts';
export { nexthopBuckets } from './client/nexthop_buckets.ts';
export { nexthops } from './client/nexthops.ts';
export { nsids } from './client/nsids.ts';
export { routes } from './client/routes.ts';
export { rules } from './client/rules.ts';
export { stats } from './client/stats.ts';
export { SyncClient } from './client/sync_client.ts';
export { vlans } from './client/vlans.ts';
export { vnis } from './client/vnis.ts';
