/** The program `bridge`: its objects, in the order in which a prefix is tried against them. */
import { commandFailure } from '../failure.ts';
import { type KeywordTable, keywords } from '../keywords.ts';
import type { LoadObject } from '../objects/index.ts';
import type { Program } from '../program.ts';
import { parseOptions } from './options.ts';
import { programUsage } from './usage.ts';

const OBJECTS: KeywordTable<LoadObject> = keywords<LoadObject>(() => [
  ['link*', async () => (await import('./link/index.ts')).object],
  ['fdb*', async () => (await import('./fdb/index.ts')).object],
  ['mdb*', async () => (await import('./mdb/index.ts')).object],
  ['vlan*', async () => (await import('./vlan/index.ts')).object],
  ['vni*', async () => (await import('./vni/index.ts')).object],
  ['monitor*', async () => (await import('./monitor/index.ts')).object],
  [
    'help*',
    () => {
      throw programUsage();
    },
  ],
]);

export const bridge: Program = {
  parseOptions,
  objects: OBJECTS,
  usage: programUsage,
  unknownObject: (word) => commandFailure(`Object "${word}" is unknown, try "bridge help".\n`, 255),
};
