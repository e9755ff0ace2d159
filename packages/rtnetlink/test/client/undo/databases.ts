import { NetlinkError } from '../../../src/client/error.ts';
import { textOf } from '../../../src/client/undo/order.ts';
import type { Neighbour } from '../../../src/neighbour.ts';
import type { Host } from '../../live.ts';

async function listed<T>(list: () => T[] | Promise<T[]>): Promise<T[]> {
  try {
    return await list();
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'EOPNOTSUPP') return [];
    throw error;
  }
}

/** Without multicast addresses of the device itself, of which the kernel has more or fewer as it likes. */
function isStatic({ state, flags, lladdr, dst }: Neighbour): boolean {
  if (flags.includes('self') && dst === undefined && /^.[13579bdf]/.test(lladdr ?? '')) return false;
  return state.includes('permanent') || state.includes('noarp') || flags.includes('extLearned');
}

/** What bridges and VXLAN devices know, address labels, and the parameters of neighbour tables. */
export async function databases(host: Host): Promise<Readonly<Record<string, readonly string[]>>> {
  const fdb = (await listed(() => host.fdb.list())).filter(isStatic);
  const mdb = (await listed(() => host.mdb.list())).filter(({ state }) => state === 'permanent');
  const options = await listed(() => host.vlans.listOptions());
  const globalOptions = await listed(() => host.vlans.listGlobalOptions());
  return {
    fdb: fdb.map(({ cacheinfo: _age, ...entry }) => textOf(entry)).sort(),
    mdb: mdb.map(({ srcList, ...entry }) => textOf([entry, srcList?.entry?.map(textOf).sort()])).sort(),
    vlans: (await listed(() => host.vlans.list())).map(textOf).sort(),
    vlanOptions: options.map(({ mcastNGroups: _count, ...rest }) => textOf(rest)).sort(),
    vlanGlobalOptions: globalOptions
      .map(({ mcastQuerierState: _state, mcastRouterPorts: _ports, ...rest }) => textOf(rest))
      .sort(),
    // Of several labels of a prefix the first counts.
    labels: [
      ...new Map(
        (await host.addressLabels.list())
          .reverse()
          .map(({ address, index, label }) => [`${address} ${index}`, label]),
      ),
    ]
      .map(textOf)
      .sort(),
    tables: (await host.neighbourTables.list())
      .map(({ name, parms }) => {
        const { refcnt: _count, reachableTime: _random, ...fixed } = parms ?? {};
        return textOf([name, fixed]);
      })
      .sort(),
  };
}
