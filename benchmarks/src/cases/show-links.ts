import type { Case } from '../case.ts';
import { bothPrograms } from '../command.ts';

/** What a script pays for one command: start-up above all, in a namespace that has but a loopback device. */
export const showLinks: Case = {
  name: 'show-links',
  does: 'start the command and print the one link of a new namespace',
  prepare: () => {},
  peers: bothPrograms(['link']),
};
