import { nsids } from '../../src/client/nsids.ts';
import type { Row } from './row.ts';

/** Stands for the namespace that ip calls n1: its file is in the mount namespace of ip. */
const n1 = { pid: process.pid };

/** `ip netns`, as far as it asks the kernel */
export const nsidRows: readonly Row[] = [
  ['ip netns set n1 7', () => nsids.set(n1, 7)],
  ['ip netns set n1 0', () => nsids.set(n1, 0)],
  ['ip netns set n1 auto', () => nsids.set(n1)],
  ['ip netns list-id', () => nsids.list()],
  ['ip netns list-id target-nsid 7', () => nsids.list({ targetNsid: 7 })],
  ['ip netns list-id nsid 7', () => nsids.translate(7)],
];
