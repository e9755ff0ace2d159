/** Devices as the commands of `bridge` name them. */
import { commandFailure, type Failure } from '../failure.ts';
import type { Session } from '../session.ts';

/** @param what what the reference calls the device that it misses */
function missing(what: string, name: string): Failure {
  return commandFailure(`Cannot find ${what} "${name}"\n`, 255);
}

/** The index of a device that must be there. */
export function deviceIndex(
  session: Session,
  name: string,
  what: 'device' | 'bridge device' | 'bridge port device' | 'network device' | 'vxlan device' = 'device',
): number {
  const index = session.interfaces.indexOf(name);
  if (index === 0) throw missing(what, name);
  return index;
}
