/** `ip route save`. */
import type { LoggedMessage, MessageFilter, Route } from '@iplink-ts/rtnetlink';
import { messages } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { saveMessages } from '../../dump_file.ts';
import type { Session } from '../../session.ts';
import { isMulticastFamily } from '../mroute/print.ts';
import { parseFilter, selects } from './filter.ts';
import { dumpRoutes, kernelFilter } from './list.ts';

/** What a file of routes begins with. */
export const ROUTE_MAGIC = 0x45311224;

/** What a message of such a file tells of, if that is a route which `ip route` shows. */
export function savedRoute(message: LoggedMessage): Route | undefined {
  if (message.object !== 'route' || message.name === 'RTM_GETROUTE') return undefined;
  return isMulticastFamily(message.body.family) ? undefined : message.body;
}

/** The words are read when the number is written, and their faults come behind it. */
export function saveRoutes(session: Session, words: Words): void {
  const document = session.document();
  saveMessages(session, ROUTE_MAGIC, () => {
    const filter = parseFilter(session, words);
    const { cloned, ...rest } = kernelFilter(session, filter);
    const asked: MessageFilter = { ...rest, ...(cloned === true && { flags: ['cloned'] }) };
    const list = (): readonly LoggedMessage[] => session.host.run(messages.list('route', asked));
    return dumpRoutes(session, filter, list, 'Dump').filter((message) => {
      const route = savedRoute(message);
      return route !== undefined && selects(filter, route);
    });
  });
  // Under -json the array of a listing, which has nothing to list, ends up behind the messages.
  document.begin();
  document.end();
}
