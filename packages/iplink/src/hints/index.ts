/** Hints by the cause of a failure. Adding one is its file and a line here. */
import { NetlinkError, refusedRequest } from '@iplink-ts/rtnetlink';
import type { Failure } from '../failure.ts';
import { isRefusal } from '../kernel.ts';
import type { Session } from '../session.ts';
import type { Hints } from './refused.ts';

const CAUSES: Readonly<Record<string, () => Promise<{ readonly hints: Hints }>>> = {
  EACCES: () => import('./permission.ts'),
  EAFNOSUPPORT: () => import('./unsupported.ts'),
  EBUSY: () => import('./busy.ts'),
  EEXIST: () => import('./exists.ts'),
  EINVAL: () => import('./limits.ts'),
  EOPNOTSUPP: () => import('./unsupported.ts'),
  EPERM: () => import('./permission.ts'),
  ERANGE: () => import('./limits.ts'),
};

export async function hintsFor(session: Session, failure: Failure): Promise<readonly string[]> {
  const { cause: error } = failure;
  const { missing } = session.interfaces;
  if (!isRefusal(error)) {
    if (missing === undefined || !failure.text.includes(`"${missing}"`)) return [];
    const { similarDevices } = await import('./missing.ts');
    return similarDevices(session, missing);
  }
  const family = await CAUSES[error.code]?.();
  const request = error instanceof NetlinkError ? refusedRequest(error) : undefined;
  try {
    return family?.hints({ session, error, request }) ?? [];
  } catch (problem) {
    // What was to be looked up could not be.
    if (isRefusal(problem)) return [];
    throw problem;
  }
}
