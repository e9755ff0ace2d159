import { UserError } from '@iplink-ts/tools/user-error';
import type { Case } from '../case.ts';
import { listAddresses } from './addresses.ts';
import { bridgeHostLocal, hostLocal, ipv6Gateway, macvlanStatic, version } from './cni.ts';
import { decodeLink, decodeRoute, encodeLink, encodeRoute } from './codec.ts';
import { batchAdd, batchSet, showAddresses, showLinks, startCommand } from './command-line.ts';
import { eventLoopDelay } from './event-loop.ts';
import { awaitRequests, setMtu } from './links.ts';
import { listLinkNames, listLinks } from './list-links.ts';
import { monitorLinks } from './monitor.ts';
import { batchRoutes, cacheRoutes, streamRoutes } from './routes.ts';

/** In the order of the report. */
export const cases: readonly Case[] = [
  listLinks,
  listLinkNames,
  streamRoutes,
  cacheRoutes,
  listAddresses,
  batchRoutes,
  setMtu,
  awaitRequests,
  eventLoopDelay,
  monitorLinks,
  decodeLink,
  encodeLink,
  decodeRoute,
  encodeRoute,
  startCommand,
  showLinks,
  showAddresses,
  batchAdd,
  batchSet,
  macvlanStatic,
  bridgeHostLocal,
  ipv6Gateway,
  version,
  hostLocal,
];

/** @throws UserError that names all, when there is none of that name */
export function caseNamed(wanted: string): Case {
  const found = cases.find(({ name }) => name === wanted);
  if (found === undefined) throw new UserError(`no case ${wanted}; there are:\n${listed()}`);
  return found;
}

/** Each with what it does, on a line of its own. */
export function listed(): string {
  return cases.map(({ name, size, does }) => `  ${name}: ${does(size)}`).join('\n');
}
