export type {
  Event,
  EventFields,
  EventOf,
  NotListed,
  ObjectEvent,
  OtherEvent,
  ResyncEvent,
} from './event.ts';
export { type HeardMessage, Listener, type ListenOptions, monitorGroups } from './listener.ts';
export { type MonitorOptions, monitor } from './monitor.ts';
export type { ObjectOf, Subject } from './subject.ts';
