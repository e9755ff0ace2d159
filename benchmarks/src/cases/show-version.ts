import type { Case } from '../case.ts';
import { bothPrograms } from '../command.ts';

/** Start-up alone: no object, no socket. */
export const showVersion: Case = {
  name: 'show-version',
  does: 'start the command and print its version',
  prepare: () => {},
  peers: bothPrograms(['-V']),
};
