import { NetlinkError } from '../error.ts';
import type { Operation } from '../request.ts';

const EOPNOTSUPP = 95;

/** What a kernel lists of an object; nothing where it does not have such objects. */
export function* whereSupported<T>(list: () => Operation<T[]>): Operation<T[]> {
  try {
    return yield* list();
  } catch (error) {
    if (error instanceof NetlinkError && error.errno === EOPNOTSUPP) return [];
    throw error;
  }
}
