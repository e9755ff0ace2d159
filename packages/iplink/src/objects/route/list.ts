/** How the kernel is asked for routes. */
import { type RouteFilter as KernelFilter, RT_TABLE } from '@iplink-ts/rtnetlink';
import { AF } from '../../family.ts';
import { dump, isRefusal } from '../../kernel.ts';
import type { Session } from '../../session.ts';
import type { RouteFilter } from './filter.ts';

const DUMP = { status: 2, reach: 'command' } as const;

/** What of the filter the kernel is told. */
export function kernelFilter(session: Session, { family, table, oif, cloned }: RouteFilter): KernelFilter {
  return {
    ...(family !== AF.UNSPEC && { family }),
    // In a batch nobody complains of a table or device that is not there.
    ...(table !== 0 && !session.batch && { table }),
    ...(oif !== undefined && !session.batch && { oif }),
    ...(cloned && { cloned }),
  };
}

/** Runs a dump. In a namespace that never had a route, table main is not there yet, which only a flush tells. */
export function dumpRoutes<T>(
  session: Session,
  { table }: RouteFilter,
  list: () => readonly T[],
  what: 'Dump' | 'Flush',
): readonly T[] {
  const isSilent = what === 'Dump' && table === RT_TABLE.main && !session.batch;
  const listMain = (): readonly T[] => {
    try {
      return list();
    } catch (error) {
      if (isSilent && isRefusal(error) && error.code === 'ENOENT') return [];
      throw error;
    }
  };
  return dump(session, listMain, DUMP, what);
}
