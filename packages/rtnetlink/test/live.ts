import { type Netns, unshareNetns } from '@iplink-ts/socket';
import type { ExecutionContext } from 'ava';
import type { AsyncBatch, BatchOptions } from '../src/client/batch.ts';
import { NetlinkError } from '../src/client/error.ts';
import type { LinkRequest } from '../src/client/links.ts';
import type { Operation } from '../src/client/request.ts';
import { Rtnl, RtnlSync } from '../src/client/rtnl.ts';
import { kinds } from '../src/link/kinds/index.ts';
import type { Link } from '../src/link/link.ts';
import { isLinkKind } from '../src/link/linkinfo.ts';
import { NpmNetlinkTransport } from '../src/npm-netlink.ts';
import { plain } from './golden.ts';

/** A namespace of its own for a test, which ends with it. */
export function ownNetns(t: ExecutionContext): Netns {
  const netns = unshareNetns();
  t.teardown(() => netns.close());
  return netns;
}

export function syncHost(t: ExecutionContext, netns: Netns = ownNetns(t)): RtnlSync {
  const host = RtnlSync.open({ netns: { fd: netns.fd } });
  t.teardown(() => host.close());
  return host;
}

export async function asyncHost(t: ExecutionContext, netns: Netns = ownNetns(t)): Promise<Rtnl> {
  const host = await Rtnl.open({ netns: { fd: netns.fd } });
  t.teardown(() => host.close());
  return host;
}

/** A client over the socket of the npm package `netlink`. */
export async function npmHost(t: ExecutionContext, netns: Netns = ownNetns(t)): Promise<Rtnl> {
  const host = new Rtnl(new NpmNetlinkTransport({ netns: { fd: netns.fd } }));
  t.teardown(() => host.close());
  return host;
}

/** Both clients as one: what is awaited may be there already. */
export type Host = RtnlSync | Rtnl;

/** A client and how to open it. */
type Opener = readonly [name: string, open: (t: ExecutionContext) => Promise<Host>];

export const hosts: readonly Opener[] = [
  ['sync', async (t) => syncHost(t)],
  ['async', (t) => asyncHost(t)],
];

/** The name of the host that has neither strict filters nor extended acknowledgements. */
export const NPM = 'npm netlink';

/** As {@link hosts}, and the npm package `netlink`, whose libuv calls make Bun panic. */
export const everyHost: readonly Opener[] =
  process.versions['bun'] === undefined ? [...hosts, [NPM, (t) => npmHost(t)]] : hosts;

/** `batch` of either client, of which the overloads of two types cannot be called as one. */
export function batchOf(host: Host): AsyncBatch {
  if (host instanceof Rtnl) return host.batch;
  const batch = async (operations: Iterable<Operation<unknown>>, options?: BatchOptions) =>
    host.batch(operations, options);
  // The overloads of both are the same.
  return batch as AsyncBatch;
}

/** The fields of `data` that can be set: those that only the kernel decides are left out. */
export function settable(link: Link): unknown {
  const { kind, data } = link;
  if (kind === undefined || !isLinkKind(kind) || data === undefined) return {};
  const { attributes } = kinds[kind];
  return plain(
    Object.fromEntries(
      Object.entries(data).filter(([name]) => Reflect.get(attributes, name)?.reported !== true),
    ),
  );
}

/** Whether `whole` has all that `part` says. */
export function has(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return Object.is(whole, part);
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(([name, value]) => has(Reflect.get(whole, name), value));
}

/** A kind to try: what to create, what to change, and the object that recreates it. */
export interface Trial {
  readonly create: LinkRequest & { readonly ifname: string };
  /** What `get` shows of `data`, where that is not what was asked for. */
  readonly shown?: object;
  readonly change?: LinkRequest;
  /** What `get` shows of `data` after the change, where that is not what was asked for. */
  readonly shownChanged?: object;
  /** What this kernel cannot do, taken from the object before it recreates the device. */
  readonly without?: readonly string[];
}

/** As {@link tryKind}, where the running kernel has the kind; else says that it was skipped. */
export async function tryKindOrSkip(t: ExecutionContext, host: Host, trial: Trial): Promise<void> {
  try {
    await tryKind(t, host, trial);
  } catch (error) {
    if (!(error instanceof NetlinkError) || error.kernelMessage !== 'Unknown device type') throw error;
    t.log(`skipped: the kernel has no ${trial.create.kind}`);
    t.pass();
  }
}

/** Creates, shows, changes, recreates from what was shown, and deletes. */
export async function tryKind(t: ExecutionContext, host: Host, trial: Trial): Promise<void> {
  const { create, change, shown, shownChanged, without = [] } = trial;
  const { ifname } = create;
  await host.links.add(create);
  const made = await host.links.get(ifname);
  t.is(made.kind, create.kind);
  t.is(made.ifname, ifname);
  t.true(
    has(made.data ?? {}, shown ?? create.data ?? {}),
    `${ifname}: ${JSON.stringify(plain(made.data), text)}`,
  );
  t.true((await host.links.list({ kind: create.kind ?? '' })).some((link) => link.index === made.index));
  if (change !== undefined) {
    await host.links.set(ifname, change);
    const changed = await host.links.get(ifname);
    t.true(
      has(changed.data ?? {}, shownChanged ?? change.data ?? {}),
      `${ifname} changed: ${JSON.stringify(plain(changed.data), text)}`,
    );
  }
  const before = await host.links.get(ifname);
  for (const field of without) Reflect.deleteProperty(Object(before.data), field);
  await host.links.delete(ifname);
  await t.throwsAsync(async () => host.links.get(ifname), { code: 'ENODEV' });
  await host.links.add(before);
  const after = await host.links.get(ifname);
  for (const field of without) Reflect.deleteProperty(Object(after.data), field);
  t.deepEqual(settable(after), settable(before), `${ifname} is recreated by the object that get() gave`);
  t.is(after.index, before.index);
  t.is(after.mtu, before.mtu);
  t.is(after.address, before.address);
}

const text = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
