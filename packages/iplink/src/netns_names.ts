/** Names of namespaces by the id that the current one has given them. */
import { listNetns } from '@iplink-ts/socket';
import { nsidOf } from './objects/link/netns.ts';
import type { Session } from './session.ts';

export class NetnsNames {
  #names: Map<number, string> | undefined;

  /** The name of a namespace in /run/netns; every one of them is asked for its id on the first call. */
  find(session: Session, nsid: number): string | undefined {
    this.#names ??= load(session);
    return this.#names.get(nsid);
  }

  /** Forgets what is known, when names come or go. */
  clear(): void {
    this.#names = undefined;
  }
}

function load(session: Session): Map<number, string> {
  const names = new Map<number, string>();
  for (const name of listNetns()) {
    const nsid = nsidOf(session, name);
    if (nsid !== undefined) names.set(nsid, name);
  }
  return names;
}
