import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Netns, runInNetns } from '@iplink-ts/socket';
import type { ExecutionContext } from 'ava';
import type { Address } from '../../../src/address.ts';
import { identityOf } from '../../../src/client/undo/address.ts';
import { nexthopText } from '../../../src/client/undo/nexthop.ts';
import { textOf } from '../../../src/client/undo/order.ts';
import { routeText } from '../../../src/client/undo/routes.ts';
import type { Link } from '../../../src/link/link.ts';
import { type Host, ownNetns } from '../../live.ts';
import { databases } from './databases.ts';

/** A link without what the kernel counts or decides by itself. */
function linkText(link: Link): string {
  const {
    stats: _1,
    stats64: _2,
    carrierChanges: _3,
    carrierUpCount: _4,
    carrierDownCount: _5,
    ...rest
  } = link;
  const { operstate: _6, carrier: _7, promiscuity: _8, allmulti: _9, afSpec, xstats: _10, ...most } = rest;
  // Of a device without hardware it is the address that it was made with, if none was asked for.
  const { permAddress: _11, ...kept } = most;
  const { data, slaveData, ...plain } = kept;
  return textOf([
    {
      ...plain,
      flags: plain.flags.filter((flag) => flag !== 'running' && flag !== 'lowerUp' && flag !== 'dormant'),
    },
    afSpec?.inet?.conf,
    afSpec?.inet6?.addrGenMode,
    steady(data),
    steady(slaveData),
  ]);
}

/** Settings of a kind without timers, identifiers made from addresses, numbers of ports, and states. */
function steady(data: object | undefined): unknown {
  return Object.entries(data ?? {}).filter(
    ([name]) =>
      !/[tT]imer$|^state$|Id$|^id$|^no$|^designatedPort$|^topologyChange|^fdbNLearned$|^mcastNGroups$/.test(
        name,
      ),
  );
}

/** Of an address, all but its age: one that ends, ends within a few seconds of what it did. */
function addressText(address: Address): string {
  const { cacheinfo: _age, flags, ...rest } = address;
  const forever = address.cacheinfo?.valid === 0xffffffff;
  return textOf([identityOf(address), rest, flags.filter((flag) => flag !== 'tentative'), forever]);
}

/** All that a transaction promises to leave as it was. The order counts where the kernel goes by it. */
export async function listing(host: Host): Promise<Readonly<Record<string, readonly string[]>>> {
  const addresses = await host.addresses.list();
  const routes = await host.routes.list();
  const neighbours = [...(await host.neighbours.list()), ...(await host.neighbours.list({ proxy: true }))];
  return {
    links: (await host.links.list()).map(linkText).sort(),
    four: addresses
      .filter(({ family }) => family === 2)
      .sort((one, other) => one.index - other.index)
      .map(addressText),
    six: addresses
      .filter(({ family }) => family === 10)
      .map(addressText)
      .sort(),
    fourRoutes: routes.filter(({ family, table }) => family === 2 && table !== 255).map(routeText),
    local: routes
      .filter(({ family, table }) => family === 2 && table === 255)
      .map(routeText)
      .sort(),
    sixRoutes: routes
      .filter(({ family }) => family === 10)
      .map(routeText)
      .sort(),
    neighbours: neighbours
      .filter(({ state, flags }) => state.includes('permanent') || flags.includes('proxy'))
      .map(({ cacheinfo: _age, probes: _probes, ...rest }) => textOf(rest))
      .sort(),
    rules: (await host.rules.list()).map(textOf),
    nexthops: (await host.nexthops.list()).map(nexthopText),
    ...(await databases(host)),
  };
}

/** A namespace in which IPv6 addresses are in use at once, without duplicate address detection. */
export function quietNetns(t: ExecutionContext): Netns {
  const netns = ownNetns(t);
  runInNetns(netns, () => writeFileSync('/proc/sys/net/ipv6/conf/default/accept_dad', '0'));
  return netns;
}

/** The listing, once the kernel has done what it does by itself after a change: carriers, link-local addresses. */
export async function settled(host: Host): Promise<Awaited<ReturnType<typeof listing>>> {
  for (let last = await listing(host); ; ) {
    await pause(80);
    const now = await listing(host);
    if (textOf(now) === textOf(last)) return now;
    last = now;
  }
}

/** What differs of a listing as soon as the kernel is done, which takes it at most a few seconds. */
export async function differences(
  host: Host,
  before: Awaited<ReturnType<typeof listing>>,
): Promise<string[]> {
  const end = Date.now() + 3000;
  for (;;) {
    const lines = changes(before, await listing(host));
    if (lines.length === 0 || Date.now() > end) return lines;
    await pause(50);
  }
}

/** What differs, one line each: `- ` was there before, `+ ` is there now. */
function changes(
  before: Awaited<ReturnType<typeof listing>>,
  now: Awaited<ReturnType<typeof listing>>,
): string[] {
  return Object.entries(before).flatMap(([part, lines]) => {
    const present = now[part] ?? [];
    if (textOf(lines) === textOf(present)) return [];
    const lost = lines.filter((line) => !present.includes(line)).map((line) => `- ${part}: ${line}`);
    const extra = present.filter((line) => !lines.includes(line)).map((line) => `+ ${part}: ${line}`);
    return lost.length + extra.length === 0 ? [`~ ${part}: another order`, ...present] : [...lost, ...extra];
  });
}
