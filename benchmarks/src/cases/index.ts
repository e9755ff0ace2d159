import type { Case } from '../case.ts';
import { listLinks } from './list-links.ts';
import {
  setManyLinks,
  showManyAddresses,
  showManyLinks,
  showManyLinksAsJson,
  showManyLinksInDetail,
} from './many-links.ts';
import { showManyRoutes } from './many-routes.ts';
import { showLinks } from './show-links.ts';
import { showVersion } from './show-version.ts';

export const cases: readonly Case[] = [
  listLinks,
  showVersion,
  showLinks,
  showManyLinks,
  showManyLinksInDetail,
  showManyLinksAsJson,
  showManyAddresses,
  setManyLinks,
  showManyRoutes,
];

/** @throws Error when there is none of that name */
export function caseNamed(wanted: string | undefined): Case {
  const found = cases.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`no case ${wanted}`);
  return found;
}
