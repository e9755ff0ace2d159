/** `ip route`. */

import { change, complainOfAcknowledgement } from '../../echo.ts';
import { keywords } from '../../keywords.ts';
import { type Command, type IpObject, ipObject } from '../object.ts';
import { printRouteEvent } from './event.ts';
import { getRoute } from './get.ts';
import { flushRoutes, showRoutes } from './show.ts';
import { routeUsage } from './usage.ts';
import { parseRoute } from './words.ts';

type Verb = 'add' | 'test' | 'change' | 'replace' | 'prepend' | 'append' | 'delete';

function modify(verb: Verb): Command {
  return (session, words) => {
    const route = parseRoute(session, words, verb === 'delete');
    change(
      session,
      ({ routes }) => routes[verb](route),
      (document, echo) => {
        if (echo?.subject === 'route') printRouteEvent(session, document, echo);
        else complainOfAcknowledgement(session, 'route');
      },
    );
  };
}

const COMMANDS = keywords<Command>([
  ['add*', modify('add')],
  ['change* chg', modify('change')],
  ['replace*', modify('replace')],
  ['prepend*', modify('prepend')],
  ['append*', modify('append')],
  ['test*', modify('test')],
  ['delete*', modify('delete')],
  ['list* show* lst*', showRoutes],
  ['get*', getRoute],
  ['flush*', flushRoutes],
  ['save*', async (session, words) => (await import('./save.ts')).saveRoutes(session, words)],
  ['restore*', async (session) => (await import('./restore.ts')).restoreRoutes(session)],
  ['showdump*', async (session) => (await import('./restore.ts')).showSavedRoutes(session)],
  [
    'help*',
    () => {
      throw routeUsage();
    },
  ],
]);

export const object: IpObject = ipObject('route', COMMANDS, showRoutes);
