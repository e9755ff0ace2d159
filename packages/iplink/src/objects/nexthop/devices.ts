/** The devices that nexthops and buckets are listed by. */
import type { NexthopFilter } from '@iplink-ts/rtnetlink';
import type { WordAction } from '../../argv.ts';
import type { Entry } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import type { Session } from '../../session.ts';
import { readDevice, readVrf } from './arguments.ts';

export interface DeviceFilter {
  readonly session: Session;
  readonly kernel: Pick<Mutable<NexthopFilter>, 'dev' | 'master'>;
}

export const DEV_WORD: Entry<WordAction<DeviceFilter>> = [
  'dev*',
  ({ session, kernel }, words) => {
    kernel.dev = readDevice(session, words);
  },
  'device',
];

/** A VRF is a master, too. */
export const MASTER_WORDS: readonly Entry<WordAction<DeviceFilter>>[] = [
  [
    'master*',
    ({ session, kernel }, words) => {
      kernel.master = readDevice(session, words);
    },
    'device',
  ],
  [
    'vrf*',
    ({ session, kernel }, words) => {
      kernel.master = readVrf(session, words);
    },
    'vrf',
  ],
];
