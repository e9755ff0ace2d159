/** `ip route restore` and `ip route showdump`. */
import type { LoggedMessage, Route } from '@iplink-ts/rtnetlink';
import { type DumpFailures, isInputSeekable, restoreMessage, savedMessages } from '../../dump_file.ts';
import { commandFailure } from '../../failure.ts';
import type { Document } from '../../print/document.ts';
import { TextDocument } from '../../print/text.ts';
import type { Session } from '../../session.ts';
import { withoutLength } from '../address/local.ts';
import { openFilter, selects } from './filter.ts';
import { printRoute } from './print.ts';
import { ROUTE_MAGIC, savedRoute } from './save.ts';

const FAILURES: DumpFailures = {
  notOne: commandFailure,
  stopped: (text) => commandFailure(text, 2),
};

/**
 * The routes come in three rounds, since the kernel takes a source address only where it is assigned, and a gateway
 * only where a route leads to it: first those without either, which bring the addresses of their own, too.
 */
const ROUNDS = [0, 1, 2] as const;

function roundOf({ gateway, prefsrc, dst }: Route): number {
  if (gateway !== undefined) return 2;
  return prefsrc === undefined || prefsrc === withoutLength(dst) ? 0 : 1;
}

/** Reads its input once for each round, and therefore none from a pipe. */
export function restoreRoutes(session: Session): void {
  const messages = savedMessages(session, ROUTE_MAGIC, 'route', FAILURES);
  if (!isInputSeekable()) throw commandFailure('Failed to restore: ftell: Illegal seek\n');
  const all: LoggedMessage[] = [];
  for (const message of messages) {
    all.push(message);
    restoreInRound(session, message, 0);
  }
  for (const round of ROUNDS.slice(1)) for (const message of all) restoreInRound(session, message, round);
}

function restoreInRound(session: Session, message: LoggedMessage, round: number): void {
  const route = savedRoute(message);
  if (route === undefined || roundOf(route) !== round) return;
  restoreMessage(session, message.bytes, FAILURES);
}

/** In text even under -json. */
function textDocument(session: Session): Document {
  const { json, oneline } = session.options;
  return json ? new TextDocument(session.io.out, oneline, undefined) : session.document();
}

export function showSavedRoutes(session: Session): void {
  const document = textDocument(session);
  const filter = openFilter(session.options.family);
  for (const message of savedMessages(session, ROUTE_MAGIC, 'route', FAILURES)) {
    const route = savedRoute(message);
    if (route === undefined || !selects(filter, route)) continue;
    printRoute(session, document, route, filter, message.name === 'RTM_DELROUTE' ? 'delete' : 'new');
  }
}
