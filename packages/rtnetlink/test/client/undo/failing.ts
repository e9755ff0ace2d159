import type { Netns } from '@iplink-ts/socket';
import test, { type ExecutionContext } from 'ava';
import { RtnlSync } from '../../../src/client/rtnl.ts';
import type { AsyncTransaction, SyncTransaction } from '../../../src/client/transaction.ts';
import { asyncHost, type Host, syncHost } from '../../live.ts';
import { differences, quietNetns, settled } from './listing.ts';

type Transaction = AsyncTransaction | SyncTransaction;
/** Calls that are made one after the other; each is yielded to be awaited. */
type Work = (tx: Transaction) => Generator<unknown, void>;

/** What is done in a transaction. */
export type Case = readonly [name: string, work: Work];

class Stop extends Error {}

/** Does the work in a transaction that ends with an error. */
async function failing(host: Host, work: Work): Promise<void> {
  if (host instanceof RtnlSync) {
    host.transaction((tx) => {
      for (const _ of work(tx));
      throw new Stop('at the end');
    });
  } else {
    await host.transaction(async (tx) => {
      for (const promise of work(tx)) await promise;
      throw new Stop('at the end');
    });
  }
}

type Driver = readonly [name: string, open: (t: ExecutionContext, netns: Netns) => Promise<Host>];

export const sync: Driver = ['sync', async (t, netns) => syncHost(t, netns)];
export const async: Driver = ['async', (t, netns) => asyncHost(t, netns)];

/** Declares a test for each case: a transaction that fails leaves what `furnish` made as it was. */
export function undone(
  drivers: readonly Driver[],
  furnish: (host: Host) => Promise<void>,
  cases: readonly Case[],
): void {
  for (const [name, open] of drivers)
    for (const [what, work] of cases)
      test(`${name}: undone: ${what}`, async (t) => {
        const host = await open(t, quietNetns(t));
        await furnish(host);
        const before = await settled(host);
        const expected = what.includes('that fails') ? { code: 'EEXIST' } : { instanceOf: Stop };
        await t.throwsAsync(() => failing(host, work), expected);
        t.deepEqual(await differences(host, before), []);
      });
}
