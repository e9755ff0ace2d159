import { addresses } from '../addresses.ts';
import type { AsyncDriver } from '../async.ts';
import { DumpInterruptedError, NetlinkError } from '../error.ts';
import { links } from '../links.ts';
import { neighbours } from '../neighbours.ts';
import { nexthops } from '../nexthops.ts';
import { routes } from '../routes.ts';
import { rules } from '../rules.ts';
import type { Stale, StaleClass } from './stale.ts';
import type { State } from './state.ts';

/** Beyond this, one listing costs less than asking for each. */
const LINKS = 64;
const TABLES = 8;

/** `RTEXT_FILTER_SKIP_STATS` (linux/rtnetlink.h): the statistics are not kept. */
const SKIP_STATS = 8;

/** Lists what is stale, and makes the state hold it. What changed meanwhile stays stale. */
export async function refresh(driver: AsyncDriver, state: State, stale: Stale): Promise<void> {
  const attempt = async (whole: StaleClass, list: () => Promise<void>): Promise<void> => {
    try {
      await list();
    } catch (error) {
      if (!isTransient(error)) throw error;
      state.stale.add(whole);
    }
  };
  if (stale.has('links') || stale.links.size > LINKS)
    await attempt('links', async () =>
      state.assignLinks(await driver.run(links.list({ extMask: SKIP_STATS }))),
    );
  else if (stale.links.size > 0) await attempt('links', () => refreshLinks(driver, state, stale.links));
  if (stale.has('addresses'))
    await attempt('addresses', async () => state.assignAddresses(await driver.run(addresses.list())));
  if (stale.has('nexthops'))
    await attempt('nexthops', async () =>
      state.assignNexthops(await unlessAbsent(driver.run(nexthops.list()))),
    );
  if (stale.has('routes') || stale.tables.size > TABLES)
    await attempt('routes', async () => {
      state.routes.assign('all', await driver.run(routes.list()));
    });
  else for (const table of stale.tables) await attempt('routes', () => refreshTable(driver, state, table));
  if (stale.has('neighbours'))
    await attempt('neighbours', async () => state.assignNeighbours(await driver.run(neighbours.list())));
  if (stale.has('rules'))
    await attempt('rules', async () => state.assignRules(await unlessAbsent(driver.run(rules.list()))));
}

async function refreshLinks(driver: AsyncDriver, state: State, indexes: ReadonlySet<number>): Promise<void> {
  const asked = [...indexes].map((index) => driver.run(links.get(index, { extMask: SKIP_STATS })));
  for (const answer of await Promise.allSettled(asked)) {
    if (answer.status === 'fulfilled') state.links.set(answer.value);
    // One that is gone: its event is on the way.
    else if (!isErrno(answer.reason, 'ENODEV')) throw answer.reason;
  }
}

async function refreshTable(driver: AsyncDriver, state: State, name: string): Promise<void> {
  const [family, table] = name.split(' ').map(Number);
  if (family === undefined || table === undefined) return;
  try {
    state.routes.assign(new Set([name]), await driver.run(routes.list({ family, table })));
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
    state.routes.assign(new Set([name]), []);
  }
}

/** A kernel without such objects has none. */
async function unlessAbsent<T>(listed: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await listed;
  } catch (error) {
    if (isErrno(error, 'EOPNOTSUPP')) return [];
    throw error;
  }
}

const isErrno = (error: unknown, code: string): boolean =>
  error instanceof NetlinkError && error.code === code;

/** The objects changed during each try, or answers were lost: another listing may do. */
const isTransient = (error: unknown): boolean =>
  error instanceof DumpInterruptedError || isErrno(error, 'ENOBUFS');
