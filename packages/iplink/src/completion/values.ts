/** The words of a sort, as far as they can be listed: names of the system, of devices and namespaces. */
import { links } from '@iplink-ts/rtnetlink/sync';
import { listNetns } from '@iplink-ts/socket';
import { namesOf } from '../interfaces.ts';
import { KIND_NAMES } from '../kinds/index.ts';
import { dsfields, groups, protocols, realms, scopes, tables } from '../names/databases.ts';
import type { Session } from '../session.ts';
import type { Sort } from '../syntax.ts';

/** Takes the place of the words where the shell is to complete the name of a file. */
export const FILES = ':files';

type List = (session: Session | undefined) => readonly string[];

const VALUES: Partial<Record<Sort, List>> = {
  device: (session) => devices(session),
  file: () => [FILES],
  group: () => groups.names,
  kind: () => KIND_NAMES,
  kindname: () => KIND_NAMES,
  lifetime: () => ['forever'],
  netns: () => listNetns(),
  onoff: () => ['on', 'off'],
  protocol: () => protocols.names,
  realms: () => realms.names,
  scope: () => scopes.names,
  table: () => tables.names,
  tos: () => dsfields.names,
  vrf: (session) => devices(session, 'vrf'),
};

/**
 * The words of a sort; none where they are free to choose, or too many.
 * @param session where devices are looked for; without one there are none
 */
export function valuesOf(sort: Sort, session: Session | undefined): readonly string[] {
  return VALUES[sort]?.(session) ?? [];
}

function devices(session: Session | undefined, kind?: string): readonly string[] {
  return (session?.host.run(links.list(kind === undefined ? {} : { kind })) ?? []).flatMap(namesOf);
}
