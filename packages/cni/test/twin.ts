import type { ExecutionContext } from 'ava';
import type { PluginType } from '../src/registry.ts';
import { atLeast, type SpecVersion } from '../src/version.ts';
import { netnsPath, OURS, REFERENCE, Rig, type Run, state } from './rig.ts';

/** One configuration that both implementations get. */
export interface TwinCase {
  readonly type: PluginType;
  readonly config: object;
  readonly env?: Readonly<Record<string, string>>;
  /** The reference's CHECK refuses what the reference itself added. */
  readonly onlyOurCheck?: boolean;
  /** Prepares a host before anything runs. */
  readonly prepare?: (host: string) => void;
  /** What of the host is compared too: an ADD gives it, a DEL takes it away, unless it leaves something for the next. */
  readonly ofHost?: (host: string) => unknown;
  readonly leaves?: boolean;
  /** Ours is run as its executable, too, and not in this process only, which takes a tenth of the time. */
  readonly executable?: boolean;
}

interface Side {
  readonly rig: Rig;
  readonly who: 'theirs' | 'ours';
  readonly container: string;
}

/** Who runs a command: the reference's executable, or ours in one of the two ways. */
type Way = 'reference' | 'process' | 'executable';

/**
 * Runs ADD, CHECK and DEL of both implementations in namespaces of their own and compares what they print and what
 * they leave; then lets each check and delete what the other added.
 */
export function twin(t: ExecutionContext, twinCase: TwinCase, version: SpecVersion): void {
  compare(t, twinCase, version, 'process');
  if (twinCase.executable === true) compare(t, twinCase, version, 'executable');
}

function compare(
  t: ExecutionContext,
  {
    type,
    config,
    env = {},
    prepare,
    ofHost = () => undefined,
    leaves = false,
    onlyOurCheck = false,
  }: TwinCase,
  version: SpecVersion,
  own: 'process' | 'executable',
): void {
  const conf = { cniVersion: version, name: 'net', type, ...config };
  const side = (who: Side['who']): Side => {
    const rig = new Rig(t);
    prepare?.(rig.host);
    return { rig, who, container: rig.container() };
  };
  const run = ({ rig, container }: Side, way: Way, command: string, more: object = {}): Run => {
    const changes = { CNI_NETNS: netnsPath(container), ...env };
    const input = { ...conf, ...more };
    if (way === 'process') return rig.call(type, command, input, changes);
    return rig.run(way === 'reference' ? REFERENCE : OURS, type, command, input, changes);
  };
  const [theirSide, ourSide] = [side('theirs'), side('ours')];
  const sides = [theirSide, ourSide];
  const whole = ({ rig, container }: Side): readonly unknown[] => [state(container), ofHost(rig.host)];
  const before = sides.map(whole);

  const [theirs, ours] = [run(theirSide, 'reference', 'ADD'), run(ourSide, own, 'ADD')];
  t.is(ours.status, theirs.status, ours.stdout);
  t.deepEqual(normalise(ours, ourSide), normalise(theirs, theirSide));
  if (theirs.status !== 0) {
    // What the reference leaves after a failure is its fault.
    t.deepEqual(whole(ourSide), before[1]);
    return;
  }
  t.deepEqual(whole(ourSide), whole(theirSide));

  if (atLeast(version, '0.4.0')) {
    for (const way of onlyOurCheck ? [own] : (['reference', own] as const))
      for (const [side, added] of [
        [theirSide, theirs],
        [ourSide, ours],
      ] as const) {
        const check = run(side, way, 'CHECK', { prevResult: added.output });
        t.deepEqual([check.status, check.stdout], [0, ''], `CHECK by ${way} of what is ${side.who}`);
      }
  }
  // Crosswise, and ours twice.
  for (const [side, way] of [
    [theirSide, own],
    [theirSide, own],
    [ourSide, 'reference'],
  ] as const) {
    const del = run(side, way, 'DEL');
    t.deepEqual([del.status, del.stdout], [0, ''], `DEL by ${way}`);
  }
  if (leaves) t.deepEqual(whole(ourSide), whole(theirSide));
  const after = sides.map(({ container }) => state(container));
  t.deepEqual(
    leaves ? after : sides.map(whole),
    before.map((all) => (leaves ? all[0] : all)),
  );
}

/** What was printed, without what differs from one container to the next. */
function normalise({ output }: Run, { container, rig }: Side): unknown {
  const text = [REFERENCE, OURS, rig.ownFolder]
    .reduce((rest, folder) => rest.replaceAll(`[${folder}]`, '[CNI_PATH]'), JSON.stringify(output ?? null))
    .replaceAll(netnsPath(container), 'NETNS')
    .replaceAll(/"mac":"[^"]*"/g, '"mac":"MAC"')
    .replaceAll(/veth[0-9a-f]{8}/g, 'VETH');
  const { details: _ours, ...rest } = JSON.parse(text);
  return rest;
}
