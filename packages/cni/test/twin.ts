import type { ExecutionContext } from 'ava';
import { atLeast, type SpecVersion } from '../src/version.ts';
import { netnsPath, OURS, REFERENCE, Rig, type Run, state } from './rig.ts';

/** One configuration that both implementations get. */
export interface TwinCase {
  readonly type: string;
  readonly config: object;
  readonly env?: Readonly<Record<string, string>>;
  /** The reference's CHECK refuses what the reference itself added. */
  readonly onlyOurCheck?: boolean;
  /** Prepares a host before anything runs. */
  readonly prepare?: (host: string) => void;
  /** What of the host is compared too: an ADD gives it, a DEL takes it away, unless it leaves something for the next. */
  readonly ofHost?: (host: string) => unknown;
  readonly leaves?: boolean;
}

interface Side {
  readonly rig: Rig;
  readonly folder: string;
  readonly container: string;
}

/**
 * Runs ADD, CHECK and DEL of both implementations in namespaces of their own and compares what they print and what
 * they leave; then lets each check and delete what the other added.
 */
export function twin(
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
): void {
  const conf = { cniVersion: version, name: 'net', type, ...config };
  const side = (folder: string): Side => {
    const rig = new Rig(t);
    prepare?.(rig.host);
    return { rig, folder, container: rig.container() };
  };
  const run = ({ rig, container }: Side, folder: string, command: string, more: object = {}): Run =>
    rig.run(folder, type, command, { ...conf, ...more }, { CNI_NETNS: netnsPath(container), ...env });
  const sides = [side(REFERENCE), side(OURS)] as const;
  const whole = ({ rig, container }: Side): readonly unknown[] => [state(container), ofHost(rig.host)];
  const before = sides.map(whole);

  const [theirs, ours] = [run(sides[0], REFERENCE, 'ADD'), run(sides[1], OURS, 'ADD')];
  t.is(ours.status, theirs.status, ours.stdout);
  t.deepEqual(normalise(ours, sides[1]), normalise(theirs, sides[0]));
  if (theirs.status !== 0) {
    // What the reference leaves after a failure is its fault.
    t.deepEqual(whole(sides[1]), before[1]);
    return;
  }
  t.deepEqual(whole(sides[1]), whole(sides[0]));

  if (atLeast(version, '0.4.0')) {
    for (const folder of onlyOurCheck ? [OURS] : [REFERENCE, OURS])
      for (const [at, added] of [theirs, ours].entries()) {
        const check = run(sides[at] ?? sides[0], folder, 'CHECK', { prevResult: added.output });
        t.deepEqual(
          [check.status, check.stdout],
          [0, ''],
          `CHECK by ${folder} of what ${at === 0 ? REFERENCE : OURS} added`,
        );
      }
  }
  // Crosswise, and ours twice.
  for (const [side, folder] of [
    [sides[0], OURS],
    [sides[0], OURS],
    [sides[1], REFERENCE],
  ] as const) {
    const del = run(side, folder, 'DEL');
    t.deepEqual([del.status, del.stdout], [0, ''], `DEL by ${folder}`);
  }
  if (leaves) t.deepEqual(whole(sides[1]), whole(sides[0]));
  const after = sides.map(({ container }) => state(container));
  t.deepEqual(
    leaves ? after : sides.map(whole),
    before.map((all) => (leaves ? all[0] : all)),
  );
}

/** What was printed, without what differs from one container to the next. */
function normalise({ output }: Run, { container, folder }: Side): unknown {
  const text = JSON.stringify(output ?? null)
    .replaceAll(netnsPath(container), 'NETNS')
    .replaceAll(`[${folder}]`, '[CNI_PATH]')
    .replaceAll(/"mac":"[^"]*"/g, '"mac":"MAC"')
    .replaceAll(/veth[0-9a-f]{8}/g, 'VETH');
  const { details: _ours, ...rest } = JSON.parse(text);
  return rest;
}
