import { RTPROT } from '../../route/numbers.ts';
import { indexOf } from '../device.ts';
import { NetlinkError } from '../error.ts';
import { type MdbEntry, type MdbFlush, type MdbRequest, mdb } from '../mdb.ts';
import type { Operation } from '../request.ts';
import { canonicalIp } from './canonical.ts';
import { each, inAnyOrder, textOf } from './order.ts';
import type { Recorded } from './recording.ts';
import { whereSupported } from './supported.ts';

const ENOENT = 2;
const EEXIST = 17;
const EINVAL = 22;

/** What makes a member another one than its neighbours. */
const identity = (entry: MdbEntry): string => {
  const { dev, port, vid, address, source, dst, dstPort, vni, ifindex, srcVni } = entry;
  return textOf([dev, port, vid, address, source, dst, dstPort, vni, ifindex, srcVni]);
};

/** What can be set; the timers and the order of sources are left out. */
const settings = ({ state, groupMode, rtprot, srcList }: MdbEntry): string =>
  textOf([state, groupMode, rtprot, srcList?.entry?.map(({ address }) => address).sort()]);

/** Whether someone set the member: others came with the traffic, and come again. */
const isSet = ({ state, rtprot }: MdbEntry): boolean =>
  state === 'permanent' || (rtprot !== undefined && rtprot !== RTPROT.kernel);

function* all(): Operation<MdbEntry[]> {
  return yield* whereSupported(() => mdb.list());
}

/** The members that someone set. */
export function* setMembers(): Operation<MdbEntry[]> {
  return (yield* all()).filter(isSet);
}

/** What an attempt may fail with where nothing is left to do. */
function* unless(errnos: readonly number[], attempt: Operation<void>): Operation<void> {
  try {
    yield* attempt;
  } catch (error) {
    if (!(error instanceof NetlinkError && errnos.includes(error.errno))) throw error;
  }
}

/**
 * Brings back those of `before` that are missing or were changed. Of those that came since, `isOurs` tells which are
 * to go.
 */
export function* restoreMdb(
  before: readonly MdbEntry[],
  isOurs: (entry: MdbEntry) => boolean = () => false,
): Operation<void> {
  const wanted = new Map(before.map((entry) => [identity(entry), settings(entry)]));
  const now = yield* all();
  const present = new Map(now.map((entry) => [identity(entry), settings(entry)]));
  const missing = before.filter((entry) => present.get(identity(entry)) !== settings(entry));
  // Linux before 6.3 changes none.
  const wrong = now.filter((entry) => {
    const known = wanted.get(identity(entry));
    return known === undefined ? isOurs(entry) : known !== settings(entry);
  });
  // A group brings the members of its sources along, and takes them with it.
  const [groups, sources] = [true, false].map((isGroup) =>
    missing.filter(({ source }) => (source === undefined) === isGroup),
  );
  yield* each([
    () => inAnyOrder(wrong, (entry) => unless([EINVAL, ENOENT], mdb.delete(entry))),
    ...[groups, sources].map(
      (list) => () => inAnyOrder(list ?? [], (entry) => unless([EEXIST], mdb.add(entry))),
    ),
  ]);
}

/** Looks at the members of the group that is asked for. */
const change: Recorded<[MdbRequest], void> = function* (recording, perform, request) {
  const dev = yield* indexOf(request.dev, 'record an mdb entry');
  const { address } = request;
  const asked = textOf(typeof address === 'string' ? canonicalIp(address.toLowerCase()) : address);
  const isAsked = (entry: MdbEntry): boolean => entry.dev === dev && textOf(entry.address) === asked;
  const before = (yield* all()).filter(isAsked);
  recording.push(() => restoreMdb(before, isAsked));
  return yield* perform(request);
};

const flush: Recorded<[MdbFlush], void> = function* (recording, perform, request) {
  const dev = yield* indexOf(request.dev, 'record an mdb');
  const before = (yield* setMembers()).filter((entry) => entry.dev === dev);
  recording.push(() => restoreMdb(before));
  return yield* perform(request);
};

export const recordedMdb = { add: change, replace: change, delete: change, flush };
