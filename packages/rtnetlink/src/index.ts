export type { Netns, NetnsEvent, NetnsSpec, NetnsWatchOptions } from '@iplink-ts/socket';
export type { AddressFilter, AddressRequest } from './client/addresses.ts';
export type { AddressLabelFilter, AddressLabelRequest } from './client/addrlabels.ts';
export type {
  AsyncBatch,
  BatchOptions,
  BatchResult,
  BatchResults,
  SyncBatch,
} from './client/batch.ts';
export type { Async, AsyncStreams, Sync, SyncStreams } from './client/bind.ts';
export type { BridgePortRequest } from './client/bridge_ports.ts';
export type { Device } from './client/device.ts';
export { echoing, type OnEcho } from './client/echo.ts';
export {
  DumpInterruptedError,
  NetlinkError,
  type NetlinkErrorFields,
  TimeoutError,
} from './client/error.ts';
export type { FdbFilter, FdbFlush, FdbQuery, FdbRequest } from './client/fdb.ts';
export type { CallOptions, SyncCallOptions } from './client/limits.ts';
export type { LinkFilter, LinkGetOptions, LinkRequest, NewLink } from './client/links.ts';
export type { MdbEntry, MdbFilter, MdbFlush, MdbRequest, MdbRouter } from './client/mdb.ts';
export type { MessageFilter } from './client/messages.ts';
export {
  type Event,
  type EventFields,
  type EventOf,
  type HeardMessage,
  Listener,
  type ListenOptions,
  type MonitorOptions,
  monitorGroups,
  type NotListed,
  type ObjectEvent,
  type ObjectOf,
  type OtherEvent,
  type ResyncEvent,
  type Subject,
} from './client/monitor/index.ts';
export type { Moved, MoveOptions } from './client/move.ts';
export type { NeighbourTableFilter, NeighbourTableRequest } from './client/neighbour_tables.ts';
export type { NeighbourFilter, NeighbourRequest } from './client/neighbours.ts';
export type { NetconfDevice, NetconfFilter } from './client/netconf.ts';
export type { AsyncNetns, SyncNetns } from './client/netns.ts';
export type { NexthopBucketFilter } from './client/nexthop_buckets.ts';
export type { NexthopFilter, NexthopObjectRequest, NexthopStats } from './client/nexthops.ts';
export { type AsyncObjects, operations, type SyncObjects, type UnboundOperations } from './client/objects.ts';
export { type OnWarning, type OpenOptions, openTransport } from './client/open.ts';
export { limitsOf } from './client/policy.ts';
export type { Reason } from './client/reason.ts';
export { refusedRequest } from './client/refused.ts';
export type { Answer, Operation, Request } from './client/request.ts';
export type { NexthopRequest, RouteFilter, RouteQuery, RouteRequest } from './client/routes.ts';
export { type AsyncCalls, Rtnl, RtnlSync, type SyncCalls } from './client/rtnl.ts';
export type { RuleFilter, RuleRequest } from './client/rules.ts';
export type { StatsFilter, StatsRequest } from './client/stats.ts';
export type { SyncClient } from './client/sync_client.ts';
export type { Outcome } from './client/task.ts';
export type { AsyncTransaction, SyncTransaction } from './client/transaction.ts';
export type { AsyncTransport, Received, SyncTransport } from './client/transport.ts';
export { TransactionError } from './client/undo/error.ts';
export { UndoStack } from './client/undo/stack.ts';
export type { MstEntry, MstState, MstStateRequest } from './client/vlan_mst.ts';
export type {
  VlanGlobalOptions,
  VlanGlobalOptionsRequest,
  VlanOptions,
  VlanOptionsFilter,
  VlanOptionsRequest,
} from './client/vlan_options.ts';
export type { Vlan, VlanFilter, VlanRequest } from './client/vlans.ts';
export type { Vni, VniFilter, VniRange } from './client/vnis.ts';
export type { Cache, Change, WatchOptions, WatchSubject } from './client/watch/index.ts';
export * from './codec.ts';
export { decodeMessageLog, type LoggedMessage, type LoggedTime, MessageLogError } from './message_log.ts';
export { decodePcap, type RecordedHeader, type RecordedMessage, type RecordedRest } from './pcap/decode.ts';
export { PcapError } from './pcap/format.ts';
export { type Recorded, record } from './pcap/record.ts';
