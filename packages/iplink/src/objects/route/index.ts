/** `ip route`. */
import type { Words } from '../../argv.ts';
import { commandFailure, unknownCommand } from '../../failure.ts';
import { request } from '../../kernel.ts';
import { keywords } from '../../keywords.ts';
import type { Session } from '../../session.ts';
import { getRoute } from './get.ts';
import { flushRoutes, showRoutes } from './show.ts';
import { routeUsage } from './usage.ts';
import { parseRoute } from './words.ts';

type RouteCommand = (session: Session, words: Words) => void;
type Verb = 'add' | 'change' | 'replace' | 'prepend' | 'append' | 'delete';

function modify(verb: Verb): RouteCommand {
  return (session, words) => {
    const route = parseRoute(session, words, verb === 'delete');
    const { routes } = session.host;
    request(() => routes[verb](route));
  };
}

function absent(command: string): RouteCommand {
  return () => {
    throw commandFailure(`"ip route ${command}" is not part of iplink-ts.\n`);
  };
}

const COMMANDS = keywords<RouteCommand>([
  ['add*', modify('add')],
  ['change* chg', modify('change')],
  ['replace*', modify('replace')],
  ['prepend*', modify('prepend')],
  ['append*', modify('append')],
  ['test*', absent('test')],
  ['delete*', modify('delete')],
  ['list* show* lst*', showRoutes],
  ['get*', getRoute],
  ['flush*', flushRoutes],
  ['save*', absent('save')],
  ['restore*', absent('restore')],
  ['showdump*', absent('showdump')],
  [
    'help*',
    () => {
      throw routeUsage();
    },
  ],
]);

export function runRoute(session: Session, words: Words): void {
  const word = words.take();
  if (word === undefined) {
    showRoutes(session, words);
    return;
  }
  const command = COMMANDS.find(word);
  if (command === undefined) throw unknownCommand(word, 'route');
  command(session, words);
}
