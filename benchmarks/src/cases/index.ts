import type { Case } from '../case.ts';
import { listLinks } from './list-links.ts';
import { showLinks } from './show-links.ts';

export const cases: readonly Case[] = [listLinks, showLinks];

/** @throws Error when there is none of that name */
export function caseNamed(wanted: string | undefined): Case {
  const found = cases.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`no case ${wanted}`);
  return found;
}
