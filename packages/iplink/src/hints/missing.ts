/** A device that is not there: names like the one that was looked for. */
import { links } from '@iplink-ts/rtnetlink/sync';
import { namesOf } from '../interfaces.ts';
import { isRefusal } from '../kernel.ts';
import type { Session } from '../session.ts';

export function similarDevices(session: Session, name: string): readonly string[] {
  const like = knownNames(session).filter((known) => isLike(known, name));
  return like.length === 0 ? [] : [`did you mean ${like.join(' or ')}?`];
}

function knownNames(session: Session): readonly string[] {
  try {
    return session.host.run(links.list()).flatMap(namesOf);
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

/** One slip of the fingers apart, two in longer names; or the same in other case. */
function isLike(known: string, name: string): boolean {
  if (known.toLowerCase() === name.toLowerCase()) return true;
  return slips(known, name) <= (Math.max(known.length, name.length) > 5 ? 2 : 1);
}

/** Letters added, left out, changed or swapped with their neighbour to come from one word to the other. */
function slips(from: string, to: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const next: number[] = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      next.push(
        Math.min(
          at(last, column) + 1,
          at(next, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(before, column - 2) + 1 : Infinity,
        ),
      );
    }
    before = last;
    last = next;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
