/** `ip route`. */

import { routes } from '@iplink-ts/rtnetlink/sync';
import { change, complainOfAcknowledgement } from '../../echo.ts';
import { keywords } from '../../keywords.ts';
import { type Command, type IpObject, ipObject } from '../object.ts';
import { printRouteEvent } from './event.ts';
import { ROUTE_FILTER_SYNTAX } from './filter.ts';
import { GET_SYNTAX, getRoute } from './get.ts';
import { flushRoutes, showRoutes } from './show.ts';
import { routeUsage } from './usage.ts';
import { parseRoute, ROUTE_SYNTAX } from './words.ts';

type Verb = 'add' | 'test' | 'change' | 'replace' | 'prepend' | 'append' | 'delete';

function modify(verb: Verb): Command {
  return (session, words) => {
    const route = parseRoute(session, words, verb === 'delete');
    change(
      session,
      (run) => run(routes[verb](route)),
      (document, echo) => {
        if (echo?.subject === 'route') printRouteEvent(session, document, echo);
        else complainOfAcknowledgement(session, 'route');
      },
    );
  };
}

const COMMANDS = keywords<Command>(() => [
  ['add*', modify('add'), ROUTE_SYNTAX],
  ['change* chg', modify('change'), ROUTE_SYNTAX],
  ['replace*', modify('replace'), ROUTE_SYNTAX],
  ['prepend*', modify('prepend'), ROUTE_SYNTAX],
  ['append*', modify('append'), ROUTE_SYNTAX],
  ['test*', modify('test'), ROUTE_SYNTAX],
  ['delete*', modify('delete'), ROUTE_SYNTAX],
  ['list* show* lst*', showRoutes, ROUTE_FILTER_SYNTAX],
  ['get*', getRoute, GET_SYNTAX],
  ['flush*', flushRoutes, ROUTE_FILTER_SYNTAX],
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
