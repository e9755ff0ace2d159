/** Devices among the words of an encapsulation. */
import { programFailure } from '../../../failure.ts';
import type { Session } from '../../../session.ts';

/** The index of a device. @throws Failure `Cannot find device`, here one that ends the program */
export function requireEncapDevice(session: Session, name: string): number {
  const index = session.interfaces.indexOf(name);
  if (index === 0) throw programFailure(`Cannot find device "${name}"\n`);
  return index;
}
