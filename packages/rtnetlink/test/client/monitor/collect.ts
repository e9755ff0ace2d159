import type { Event, ObjectEvent } from '../../../src/client/monitor/index.ts';

/** The events up to the first that `isLast` accepts; then the monitor is closed. */
export async function until(
  events: AsyncIterable<Event>,
  isLast: (event: Event) => boolean,
): Promise<Event[]> {
  const seen: Event[] = [];
  for await (const event of events) {
    seen.push(event);
    if (isLast(event)) break;
  }
  return seen;
}

/** What the object of an event is called. */
function named(event: ObjectEvent): string {
  switch (event.subject) {
    case 'link':
      return `${event.link.family === 7 ? 'port ' : ''}${event.link.ifname}`;
    case 'address':
      return `${event.address.address}`;
    case 'route':
      return `${event.route.dst} ${event.route.table}`;
    case 'neighbour':
      return `${event.neighbour.dst}`;
    case 'rule':
      return `${event.rule.family} ${event.rule.priority}`;
    case 'nexthop':
      return `${event.nexthop.id}`;
    case 'nsid':
      return `${event.netns.nsid}`;
    default:
      return '';
  }
}

/** An event in one line: `3: listed new link lo`, with the namespace it is from. */
export function brief(event: Event): string {
  if (event.subject === 'resync') return `resync ${event.phase} ${event.attempt}`;
  const where = event.nsid === undefined ? '' : `${event.nsid}: `;
  if (event.subject === 'other') return `${where}other ${event.type}`;
  const marks = `${event.listed ? 'listed ' : ''}${event.replaced ? 'replaced ' : ''}${event.appended ? 'appended ' : ''}`;
  return `${where}${marks}${event.action} ${event.subject} ${named(event)}`;
}
