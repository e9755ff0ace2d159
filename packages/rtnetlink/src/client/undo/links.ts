import { type NetnsSpec, openNetns } from '@iplink-ts/socket';
import type { Link } from '../../link/link.ts';
import { type Device, indexOf } from '../device.ts';
import { type LinkRequest, links, type NewLink } from '../links.ts';
import { type Moved, type MoveOptions, moveBack } from '../move.ts';
import { elsewhere, type Operation } from '../request.ts';
import { setBack } from './link.ts';
import { type Recorded, refused } from './recording.ts';
import { type Affected, affectedBy, captureWithBridges, restore, type State } from './state.ts';

/** `RTEXT_FILTER_SKIP_STATS` */
const SKIP_STATS = 8;

/** Kinds that have more than a link message says: keys, peers, open files. */
const HOLDS_MORE: readonly unknown[] = ['tun', 'wireguard', 'macsec', 'ovpn', 'openvswitch', 'team', 'wwan'];

/** Fields of a request whose value before cannot be told, or not be set again. */
const NOT_READABLE = [
  'xdp',
  'vfinfoList',
  'vfPorts',
  'portSelf',
  'bridgeAfSpec',
  'netNsFd',
  'netNsPid',
  'unknown',
] as const;

/** Settings that nothing else depends on. */
const HARMLESS: readonly string[] = [
  'ifalias',
  'txqlen',
  'group',
  'gsoMaxSegs',
  'gsoMaxSize',
  'groMaxSize',
  'linkmode',
];

/** @throws TypeError when links of the state that are affected could not be made again */
function requireRemakeable(operation: string, state: State, { links: indexes }: Affected, gone: Gone): void {
  for (const link of state.links) {
    if (!indexes.has(link.index) || !gone(link)) continue;
    const name = link.ifname ?? link.index;
    if (HOLDS_MORE.includes(link.kind))
      throw refused(operation, `${name} is of kind ${link.kind}, which holds more than can be read`);
    if (link.linkNetnsid !== undefined && (link.kind === 'veth' || link.kind === 'netkit'))
      throw refused(operation, `the other end of ${name} is in another namespace`);
  }
}

type Gone = (link: Link) => boolean;

/** Links that end with one of `targets`: those on them, not the ports of a bridge. */
function endingWith(state: State, targets: readonly number[]): Gone {
  const ending = new Set(targets);
  for (let size = 0; size !== ending.size; ) {
    size = ending.size;
    for (const { index, link, linkNetnsid } of state.links)
      if (link !== undefined && linkNetnsid === undefined && ending.has(link)) ending.add(index);
  }
  return ({ index }) => ending.has(index);
}

function* created(before: ReadonlySet<number>, request: NewLink): Operation<number[]> {
  const now = yield* links.list({ extMask: SKIP_STATS });
  const { ifname } = request;
  const isOurs = (link: Link): boolean =>
    ifname === undefined || ifname.includes('%') ? link.kind === request.kind : link.ifname === ifname;
  return now.filter((link) => !before.has(link.index) && isOurs(link)).map(({ index }) => index);
}

function* indexesOf(): Operation<Set<number>> {
  return new Set((yield* links.list({ extMask: SKIP_STATS })).map(({ index }) => index));
}

function* removeCreated(before: ReadonlySet<number>, request: NewLink): Operation<void> {
  for (const index of yield* created(before, request)) yield* links.delete(index);
}

/** The link that was created is the one that was not there before. */
const add: Recorded<[NewLink], void> = function* (recording, perform, request) {
  const operation = `add link ${request.ifname ?? ''}`.trimEnd();
  if (request.targetNetnsid !== undefined || request.netNsFd !== undefined || request.netNsPid !== undefined)
    throw refused(operation, 'say the namespace as `netns`');
  if (request.netns !== undefined) {
    const netns = recording.keep(openNetns(request.netns));
    const before = yield* elsewhere(netns, indexesOf);
    recording.push(() => elsewhere(netns, () => removeCreated(before, request)));
    return yield* perform({ ...request, netns });
  }
  const before = yield* indexesOf();
  let ours: readonly number[] | undefined;
  recording.push(function* () {
    if (ours === undefined) yield* removeCreated(before, request);
    else for (const index of ours) yield* links.delete(index);
  });
  yield* perform(request);
  ours = yield* created(before, request);
};

const isHarmless = (changes: LinkRequest): boolean =>
  Object.entries(changes).every(([name, value]) => value === undefined || HARMLESS.includes(name));

const set: Recorded<[Device, LinkRequest], void> = function* (recording, perform, device, changes) {
  const operation = `set link ${device}`;
  const unreadable = NOT_READABLE.find((name) => changes[name] !== undefined);
  if (unreadable !== undefined) throw refused(operation, `\`${unreadable}\` cannot be set back`);
  if (changes.netns !== undefined) throw refused(operation, 'use `links.move` to move a link');
  const index = yield* indexOf(device, operation);
  if (isHarmless(changes)) {
    const before = yield* links.get(index);
    recording.push(function* () {
      yield* setBack(before, yield* links.get(index));
    });
    return yield* perform(device, changes);
  }
  const state = yield* captureWithBridges();
  recording.push(() => restore(state, affectedBy(state, [index])));
  return yield* perform(device, changes);
};

const names: Recorded<[Device, readonly string[]], void> = function* (recording, perform, device, altnames) {
  const before = yield* links.get(device);
  recording.push(function* () {
    yield* setBack(before, yield* links.get(before.index));
  });
  return yield* perform(device, altnames);
};

const remove: Recorded<[Device | { readonly group: number }], void> = function* (recording, perform, target) {
  const state = yield* captureWithBridges();
  const isGroup = typeof target === 'object';
  const targets = isGroup
    ? state.links.filter(({ group }) => group === target.group).map(({ index }) => index)
    : [yield* indexOf(target, `delete link ${target}`)];
  const affected = affectedBy(state, targets);
  const operation = isGroup ? `delete links of group ${target.group}` : `delete link ${target}`;
  requireRemakeable(operation, state, affected, endingWith(state, targets));
  recording.push(() => restore(state, affected));
  return yield* perform(target);
};

const move: Recorded<[Device, NetnsSpec, MoveOptions?], Moved> = function* (
  recording,
  perform,
  device,
  target,
  options,
) {
  const netns = recording.keep(openNetns(target));
  const index = yield* indexOf(device, `move link ${device}`);
  const state = yield* captureWithBridges();
  const link = state.links.find((candidate) => candidate.index === index);
  let moved: Moved | undefined;
  recording.push(function* () {
    // A move that fails leaves the link here.
    if (moved === undefined || link === undefined) return;
    yield* moveBack(`undo move link ${device}`, link, netns, moved.index);
    yield* restore(state, affectedBy(state, [index]));
  });
  moved = yield* perform(device, netns, options);
  return moved;
};

export const recordedLinks = {
  add,
  replace: add,
  set,
  move,
  delete: remove,
  addAltnames: names,
  deleteAltnames: names,
};
