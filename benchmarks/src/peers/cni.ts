import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { netnsPath } from '@iplink-ts/socket';
import { EXECUTABLES } from '@iplink-ts/tools/bundle';
import { inCheckout } from '@iplink-ts/tools/checkout';
import type { Peer, Running, Sample } from '../case.ts';
import { SCRATCH } from '../scratch.ts';
import { runner } from './command.ts';

/** Debian's containernetworking-plugins, written in Go. */
const REFERENCE = '/usr/lib/cni';
export const OURS = dirname(inCheckout(EXECUTABLES.cni.output));

/** The namespace that stands for a container. */
export const POD = 'pod';

/** An attachment of {@link POD}. */
export interface Attachment {
  readonly type: string;
  /** @param state a folder of the peer's own, for what it remembers */
  readonly config: (state: string) => object;
}

/** Our plugins, and those in Go. */
export function bothPlugins(attachment: Attachment): readonly [Peer, Peer] {
  return [peer('iplink-cni', OURS, attachment), { ...peer('Go', REFERENCE, attachment), lacks: noReference }];
}

/** What a plugin says that is asked for its versions: little more than its start. */
export function bothVersions(type: string): readonly [Peer, Peer] {
  const version = (name: string, folder: string): Peer => ({
    name,
    warmUp: 0,
    start: () => {
      const { run, stop } = runner({
        program: `${folder}/${type}`,
        words: [],
        env: { CNI_COMMAND: 'VERSION' },
      });
      return { run, stop };
    },
  });
  return [version('iplink-cni', OURS), { ...version('Go', REFERENCE), lacks: noReference }];
}

const noReference = (): string | undefined =>
  existsSync(`${REFERENCE}/macvlan`)
    ? undefined
    : 'no reference plugins: Debian package containernetworking-plugins';

/** The folder in which a peer remembers; see {@link Attachment.config}. */
export function stateOf(name: string): string {
  return `${SCRATCH}/${name}`;
}

/** ADD, then DEL of the same attachment. */
function peer(name: string, folder: string, { type, config }: Attachment): Peer {
  const start = (): Running => {
    const input = `${SCRATCH}/${name}.json`;
    writeFileSync(input, JSON.stringify(config(stateOf(name))));
    const asked = (command: string) =>
      runner({ program: `${folder}/${type}`, words: [], input, env: environment(command, folder) });
    const [add, del] = [asked('ADD'), asked('DEL')];
    const run = async (times: number): Promise<Sample> => {
      const samples: (readonly [Sample, Sample])[] = [];
      for (let time = 0; time < times; time++) samples.push([await add.run(1), await del.run(1)]);
      return both(samples);
    };
    const stop = (): void => {
      add.stop();
      del.stop();
    };
    return { run, stop };
  };
  return { name, warmUp: 0, start };
}

/** Of a request about {@link POD}. */
export function environment(command: string, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    CNI_COMMAND: command,
    CNI_CONTAINERID: 'bench',
    CNI_NETNS: netnsPath(POD),
    CNI_IFNAME: 'eth0',
    CNI_PATH: folder,
  };
}

function both(samples: readonly (readonly [added: Sample, deleted: Sample])[]): Sample {
  const mean = (of: (pair: readonly [Sample, Sample]) => number | undefined): number =>
    samples.reduce((sum, pair) => sum + (of(pair) ?? Number.NaN), 0) / samples.length;
  return {
    items: 1,
    values: {
      time: mean(([added, deleted]) => (added.values.time ?? 0) + (deleted.values.time ?? 0)),
      processor: mean(([added, deleted]) => (added.values.processor ?? 0) + (deleted.values.processor ?? 0)),
      peak: Math.max(...samples.map(([added]) => added.values.peak ?? 0)),
      add: mean(([added]) => added.values.time),
      delete: mean(([, deleted]) => deleted.values.time),
    },
  };
}
