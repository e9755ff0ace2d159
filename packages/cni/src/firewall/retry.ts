/** How often a change is tried. */
const ATTEMPTS = 3;

/**
 * Makes a change that follows from what was listed before: it fails as a whole when another process has changed
 * that meanwhile, and is then computed anew.
 *
 * @throws what the last attempt throws, or at once what `isFinal` knows no attempt would mend
 */
export function retry<T>(change: () => T, isFinal: (error: unknown) => boolean): T {
  for (let attempt = 1; ; attempt++) {
    try {
      return change();
    } catch (error) {
      if (attempt === ATTEMPTS || isFinal(error)) throw error;
    }
  }
}
