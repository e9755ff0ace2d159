import { IFF } from '../../link/flags.ts';
import { kinds, slaveKinds } from '../../link/kinds/index.ts';
import type { Link, LinkFields } from '../../link/link.ts';
import { isLinkKind, type LinkInfo } from '../../link/linkinfo.ts';
import type { PeerLink } from '../../link/peer.ts';
import type { Attributes } from '../../schema/attributes.ts';
import { flagBits } from '../../schema/names.ts';
import { NetlinkError } from '../error.ts';
import { CHANGEABLE, type LinkRequest, links, type NewLink } from '../links.ts';
import type { Operation } from '../request.ts';
import { each, inAnyOrder, textOf } from './order.ts';

const EBUSY = 16;

/** Settings of any link, each of which can be set by itself. */
const SETTINGS = [
  'address',
  'broadcast',
  'mtu',
  'txqlen',
  'ifalias',
  'group',
  'linkmode',
  'protoDown',
  'gsoMaxSegs',
  'gsoMaxSize',
  'groMaxSize',
  'gsoIpv4MaxSize',
  'groIpv4MaxSize',
] as const satisfies readonly (keyof LinkFields)[];

/** Kinds that the kernel wants created first and set afterwards: not all that they report can be given at once. */
const BARE: readonly unknown[] = ['bridge', 'bond'];

/** The spanning tree, or the lack of a carrier, decides on it. */
const DECIDED: readonly string[] = ['state'];

/** Gives a link the name that it had; Linux before 6.2 does not rename one that is up. */
export function* rename(index: number, ifname: string): Operation<void> {
  try {
    yield* links.set(index, { ifname });
  } catch (error) {
    if (!(error instanceof NetlinkError && error.errno === EBUSY)) throw error;
    yield* links.set(index, { up: false });
    yield* links.set(index, { ifname });
  }
}

/** The settings of `attributes` that differ, with their values before. */
function differences(attributes: Attributes, before: object, now: object): [string, unknown][] {
  return Object.keys(attributes).flatMap((name) => {
    const value: unknown = Reflect.get(before, name);
    const isSetting = attributes[name]?.reported === false && !DECIDED.includes(name);
    if (!isSetting || value === undefined || textOf(value) === textOf(Reflect.get(now, name))) return [];
    return [[name, value]];
  });
}

function kindChanges(before: Link, now: Link): LinkRequest | undefined {
  const { kind, data } = before;
  if (kind === undefined || !isLinkKind(kind) || data === undefined || now.kind !== kind) return undefined;
  const changed = differences(kinds[kind].attributes, data, now.data ?? {});
  // The fields are those of this kind's data.
  return changed.length === 0
    ? undefined
    : ({ kind, data: Object.fromEntries(changed) } as LinkRequest & LinkInfo);
}

function portChanges(before: Link, now: Link): LinkRequest | undefined {
  const { slaveKind, slaveData } = before;
  if (slaveKind === undefined || slaveData === undefined) return undefined;
  if (!Object.hasOwn(slaveKinds, slaveKind)) return undefined;
  const { attributes } = slaveKinds[slaveKind as keyof typeof slaveKinds];
  const changed = differences(
    attributes,
    slaveData,
    now.slaveKind === slaveKind ? (now.slaveData ?? {}) : {},
  );
  // The fields are those of this kind's ports.
  return changed.length === 0
    ? undefined
    : ({ slaveKind, slaveData: Object.fromEntries(changed) } as LinkRequest);
}

function familyChanges(before: Link, now: Link): LinkRequest | undefined {
  const conf = changedConf(before.afSpec?.inet?.conf, now.afSpec?.inet?.conf);
  const mode = before.afSpec?.inet6?.addrGenMode;
  const isModeSame = mode === undefined || mode === now.afSpec?.inet6?.addrGenMode;
  if (conf === undefined && isModeSame) return undefined;
  return {
    afSpec: {
      ...(conf && { inet: { conf } }),
      ...(!isModeSame && { inet6: { addrGenMode: mode } }),
    },
  };
}

function changedConf<T extends object>(before: T | undefined, now: T | undefined): T | undefined {
  if (before === undefined) return undefined;
  const changed = Object.entries(before).filter(
    ([name, value]) => now === undefined || Reflect.get(now, name) !== value,
  );
  // A part of the same record.
  return changed.length === 0 ? undefined : (Object.fromEntries(changed) as T);
}

function plainChanges(before: Link, now: Link): LinkRequest | undefined {
  const changed = SETTINGS.flatMap((name) => {
    const value = name === 'ifalias' ? (before.ifalias ?? '') : before[name];
    const present = name === 'ifalias' ? (now.ifalias ?? '') : now[name];
    return value === undefined || value === present ? [] : [[name, value]];
  });
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

const bitsOf = ({ flags }: Link): number => {
  const bits = flagBits(IFF, flags);
  return typeof bits === 'number' ? bits & CHANGEABLE & ~IFF.up : 0;
};

function* set(index: number, changes: LinkRequest | undefined): Operation<void> {
  if (changes !== undefined) yield* links.set(index, changes);
}

/** Makes a link that is there what it was. */
export function* setBack(before: Link, now: Link): Operation<void> {
  const { index } = before;
  const isUp = now.flags.includes('up');
  const wasUp = before.flags.includes('up');
  if (isUp && !wasUp) yield* links.set(index, { up: false });
  const { ifname } = before;
  if (ifname !== undefined && ifname !== now.ifname) yield* rename(index, ifname);
  yield* each([
    () => altnames(before, now),
    () => set(index, plainChanges(before, now)),
    () => set(index, kindChanges(before, now)),
    () => set(index, familyChanges(before, now)),
    function* () {
      if ((before.master ?? 0) !== (now.master ?? 0)) yield* links.set(index, { master: before.master ?? 0 });
      const there = yield* links.get(index);
      yield* set(index, portChanges(before, there));
      const change = bitsOf(before) ^ bitsOf(there);
      if (change !== 0) yield* links.set(index, { flags: before.flags, change });
      if (wasUp && !there.flags.includes('up')) yield* links.set(index, { up: true });
    },
  ]);
}

function* altnames(before: Link, now: Link): Operation<void> {
  const [wanted, present] = [before, now].map(({ propList }) => propList?.altIfname ?? []);
  const extra = present?.filter((name) => wanted?.includes(name) !== true) ?? [];
  const missing = wanted?.filter((name) => present?.includes(name) !== true) ?? [];
  if (extra.length > 0) yield* links.deleteAltnames(before.index, extra);
  if (missing.length > 0) yield* links.addAltnames(before.index, missing);
}

/** A link as the end of a pair that is created. */
function peerOf(link: Link): PeerLink {
  const { propList: _names, afSpec: _families, link: _other, master: _master, flags: _flags, ...rest } = link;
  return { ...rest, change: 0 };
}

/** What creates the link anew: down, alone, and without what is set afterwards. */
function again(link: Link, all: readonly Link[]): NewLink {
  const {
    propList: _names,
    master: _master,
    slaveKind: _kind,
    slaveData: _data,
    flags: _flags,
    ...rest
  } = link;
  const request: NewLink = { ...rest, change: 0 };
  const other = all.find(({ index }) => index === link.link && link.linkNetnsid === undefined);
  if (request.kind === 'veth' && other !== undefined)
    return { ...request, link: undefined, data: { peer: peerOf(other) } };
  if (request.kind === 'netkit' && other !== undefined)
    return { ...request, link: undefined, data: { ...request.data, peerInfo: peerOf(other) } };
  // Given, even as 0, it counts as a use of bits that are reserved otherwise.
  if (request.kind === 'vxlan' && request.data?.remcsumRx === 0)
    return { ...request, data: { ...request.data, remcsumRx: undefined } };
  return BARE.includes(request.kind) ? { ...request, data: undefined } : request;
}

/** Creates those of the links that are gone, and sets back what differs in the others. */
export function* restoreLinks(before: readonly Link[], indexes: readonly number[]): Operation<void> {
  // In the order in which they are affected: what they follow comes last.
  const wanted = indexes.flatMap((index) => before.find((link) => link.index === index) ?? []);
  function* present(): Operation<Map<number, Link>> {
    return new Map((yield* links.list()).map((link) => [link.index, link]));
  }
  let now = yield* present();
  const gone = wanted.filter(({ index }) => !now.has(index));
  yield* each([
    () =>
      inAnyOrder(gone, function* (link) {
        // The other end of a pair came with the first.
        if (!now.has(link.index)) yield* links.add(again(link, before));
        now = yield* present();
      }),
    () =>
      inAnyOrder(wanted, function* (link) {
        const there = now.get(link.index);
        if (there !== undefined) yield* setBack(link, yield* links.get(link.index));
      }),
  ]);
}
