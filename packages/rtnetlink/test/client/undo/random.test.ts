import test from 'ava';
import type { RtnlSync } from '../../../src/client/rtnl.ts';
import type { SyncTransaction } from '../../../src/client/transaction.ts';
import { syncHost } from '../../live.ts';
import { differences, quietNetns, settled } from './listing.ts';

/** `TRANSACTIONS=2000` tries more of them, `SEED=5` others. */
const TRANSACTIONS = Number(process.env['TRANSACTIONS'] ?? 100);

/** Numbers below a limit, the same for the same seed (xorshift, Marsaglia 2003). */
function generator(seed: number): (limit: number) => number {
  let state = seed | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

type Step = (tx: SyncTransaction, below: (limit: number) => number) => unknown;

const devices = ['v0', 'v1', 'v2', 'br0'];
const four = (n: number): string => `10.${n % 3}.0.${1 + n}/24`;
const six = (n: number): string => `2001:db8:${n % 3}::${1 + n}/64`;
const mac = (n: number): string => `02:00:00:00:00:${(16 + n).toString(16)}`;

const steps: readonly Step[] = [
  (tx, n) => tx.links.set(devices[n(4)] ?? '', { up: n(2) === 0 }),
  (tx, n) => tx.links.set(devices[n(4)] ?? '', { mtu: 1300 + n(100) }),
  (tx, n) => tx.links.set(devices[n(3)] ?? '', { master: n(2) === 0 ? 'br0' : 0 }),
  (tx, n) => tx.links.set(devices[n(4)] ?? '', { ifalias: `alias ${n(9)}`, txqlen: n(50) }),
  (tx, n) => tx.links.delete(devices[n(4)] ?? ''),
  (tx, n) => tx.links.add({ ifname: `i${n(3)}`, kind: 'ifb', up: n(2) === 0 }),
  (tx, n) => tx.links.addAltnames(devices[n(4)] ?? '', [`name-${n(5)}`]),
  (tx, n) => tx.addresses.add({ dev: devices[n(4)] ?? '', address: four(n(9)) }),
  (tx, n) => tx.addresses.add({ dev: devices[n(4)] ?? '', address: six(n(9)) }),
  (tx, n) => tx.addresses.delete({ dev: devices[n(4)] ?? '', address: n(2) === 0 ? four(n(9)) : six(n(9)) }),
  (tx, n) => tx.routes.add({ dst: `172.16.${n(4)}.0/24`, dev: devices[n(4)] ?? '' }),
  (tx, n) => tx.routes.append({ dst: '172.17.0.0/16', via: `10.${n(3)}.0.99`, priority: n(2) }),
  (tx, n) => tx.routes.replace({ dst: `172.16.${n(4)}.0/24`, dev: devices[n(4)] ?? '', priority: n(2) }),
  (tx, n) => tx.routes.delete({ dst: `172.16.${n(4)}.0/24` }),
  (tx, n) => tx.routes.add({ dst: `2001:db8:f${n(4)}::/48`, dev: devices[n(4)] ?? '' }),
  (tx, n) => tx.routes.delete({ dst: `2001:db8:f${n(4)}::/48` }),
  (tx, n) =>
    tx.neighbours.replace({ dev: devices[n(4)] ?? '', dst: `10.0.0.${50 + n(4)}`, lladdr: mac(n(9)) }),
  (tx, n) => tx.neighbours.delete({ dev: devices[n(4)] ?? '', dst: `10.0.0.${50 + n(4)}` }),
  (tx, n) => tx.fdb.replace({ dev: devices[n(3)] ?? '', lladdr: mac(n(9)), state: ['noarp'] }),
  (tx, n) => tx.fdb.delete({ dev: devices[n(3)] ?? '', lladdr: mac(n(9)) }),
  (tx, n) => tx.mdb.add({ dev: 'br0', port: devices[n(3)] ?? '', address: `239.1.1.${n(5)}` }),
  (tx, n) => tx.mdb.delete({ dev: 'br0', port: devices[n(3)] ?? '', address: `239.1.1.${n(5)}` }),
  (tx, n) => tx.addressLabels.replace({ address: `2001:db8:${n(4)}::/48`, label: n(9) }),
  (tx, n) => tx.addressLabels.delete({ address: `2001:db8:${n(4)}::/48` }),
  (tx, n) => tx.rules.add({ src: `10.${n(4)}.0.0/16`, table: 100 + n(3), priority: 400 + n(3) }),
  (tx, n) => tx.rules.delete({ priority: 400 + n(3) }),
  (tx, n) => tx.nexthops.replace({ id: 1 + n(4), via: `10.${n(3)}.0.98`, dev: devices[n(4)] ?? '' }),
  (tx, n) => tx.nexthops.delete(1 + n(4)),
  (tx, n) => tx.routes.replace({ dst: `172.18.${n(4)}.0/24`, nhId: 1 + n(4) }),
];

/** What the kernel refuses is refused: the next step goes on. */
function attempt(step: () => unknown): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'NetlinkError')) throw error;
  }
}

function furnish(host: RtnlSync, below: (limit: number) => number): void {
  host.links.add({ ifname: 'br0', kind: 'bridge', address: '02:00:00:00:00:01', up: true });
  host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  host.links.add({ ifname: 'v2', kind: 'veth', data: { peer: { ifname: 'v3' } } });
  host.links.set('v2', { master: 'br0' });
  for (const dev of ['lo', 'v0', 'v1', 'v2', 'v3']) host.links.set(dev, { up: true });
  host.transaction((tx) => {
    for (let count = 0; count < 40; count++) {
      const step = steps[7 + below(steps.length - 7)];
      attempt(() => step?.(tx, below));
    }
  });
}

test(`${TRANSACTIONS} random transactions that fail leave nothing`, async (t) => {
  const seed = Number(process.env['SEED'] ?? 1);
  t.log(`SEED=${seed}`);
  const below = generator(seed);
  const host = syncHost(t, quietNetns(t));
  furnish(host, below);
  const before = await settled(host);
  let done = 0;
  for (let number = 0; number < TRANSACTIONS; number++) {
    const made: string[] = [];
    t.throws(
      () =>
        host.transaction((tx) => {
          for (let count = 1 + below(5); count > 0; count--) {
            const which = below(steps.length);
            attempt(() => {
              steps[which]?.(tx, below);
              made.push(String(steps[which]));
            });
          }
          throw new RangeError('stop');
        }),
      { instanceOf: RangeError },
      `SEED=${seed}, transaction ${number}: ${made.join('; ')}`,
    );
    const left = await differences(host, before);
    if (left.length > 0) {
      t.fail(`SEED=${seed}, transaction ${number}: ${made.join('; ')}\n${left.join('\n')}`);
      return;
    }
    done += made.length;
  }
  t.log(`${done} operations undone`);
  t.true(done > TRANSACTIONS);
});
