/** What the options in front of the object come to. */
import type { Netns } from '@iplink-ts/socket';
import { AF, type Family } from './family.ts';

export type ColourChoice = 'never' | 'auto' | 'always';

/** What a run was asked for, apart from the command itself. Passed along, never changed. */
export interface Options {
  readonly family: Family;
  readonly humanReadable: boolean;
  readonly iec: boolean;
  /** How often `-s` was given; twice shows the error counters. */
  readonly statistics: number;
  readonly details: boolean;
  readonly resolve: boolean;
  readonly oneline: boolean;
  readonly timestamp: boolean;
  readonly timestampShort: boolean;
  readonly force: boolean;
  readonly batchFile: string | undefined;
  readonly brief: boolean;
  readonly json: boolean;
  readonly pretty: boolean;
  /** An option of this program: records without end are lines of JSON. */
  readonly jsonStream: boolean;
  /** `SO_RCVBUF` in bytes, at most 2^31 - 1. */
  readonly receiveBuffer: number;
  readonly colour: ColourChoice;
  readonly netns: Netns | undefined;
  /** The word by which `netns` was named. */
  readonly netnsName: string | undefined;
  readonly numeric: boolean;
  readonly all: boolean;
  readonly echo: boolean;
  /** `--hints`: refusals are followed by what may help. */
  readonly hints: boolean;
  /** Of `bridge`: equal VLANs in a row are shown as a range. */
  readonly compressVlans: boolean;
  /** Rounds after which a flush gives up. */
  readonly flushRounds: number;
}

/** What the option words come to: a run, or an end by themselves (`-Version`). */
export type ParsedOptions =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'print'; readonly text: string };

const IPROUTE2_FLUSH_ROUNDS = 10;
const IPROUTE2_RECEIVE_BUFFER = 1 << 20;

export const DEFAULTS: Options = {
  family: AF.UNSPEC,
  humanReadable: false,
  iec: false,
  statistics: 0,
  details: false,
  resolve: false,
  oneline: false,
  timestamp: false,
  timestampShort: false,
  force: false,
  batchFile: undefined,
  brief: false,
  json: false,
  pretty: false,
  jsonStream: false,
  receiveBuffer: IPROUTE2_RECEIVE_BUFFER,
  colour: 'never',
  netns: undefined,
  netnsName: undefined,
  numeric: false,
  all: false,
  echo: false,
  hints: false,
  compressVlans: false,
  flushRounds: IPROUTE2_FLUSH_ROUNDS,
};
