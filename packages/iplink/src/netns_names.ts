/** Names of namespaces by the id that the current one has given them. */
import { listNetns } from '@iplink-ts/socket';
import { nsidOf } from './objects/link/netns.ts';
import type { Session } from './session.ts';

export class NetnsNames {
  #names: Map<number, string> | undefined;

  /** Asks every namespace in /run/netns for its id, unless that was done before. */
  load(session: Session): Map<number, string> {
    this.#names ??= load(session);
    return this.#names;
  }

  /** The name of a namespace in /run/netns; every one of them is asked for its id on the first call. */
  find(session: Session, nsid: number): string | undefined {
    return this.load(session).get(nsid) || undefined;
  }

  /**
   * The name of a namespace that was just given an id. An id that was new before stays as it was: without a name
   * when it belonged to another namespace than the current one.
   */
  findNew(session: Session, nsid: number): string | undefined {
    const names = this.load(session);
    const known = names.get(nsid);
    if (known) return known;
    const name = load(session).get(nsid);
    if (known === undefined) names.set(nsid, name ?? '');
    return name;
  }

  /** Forgets one that is gone. */
  forget(nsid: number): void {
    this.#names?.delete(nsid);
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
