/** What may help behind a failure, where hints are wanted: nothing of it is loaded otherwise. */
import type { Failure } from './failure.ts';
import type { Session } from './session.ts';

export async function giveHints(session: Session, failure: Failure): Promise<void> {
  const { hintsFor } = await import('./hints/index.ts');
  for (const hint of await hintsFor(session, failure)) session.complain(`hint: ${hint}\n`);
}
