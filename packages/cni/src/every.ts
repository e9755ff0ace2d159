/**
 * Does each of `steps`, whatever became of those before it.
 *
 * @throws the first error, at the end
 */
export function every(steps: readonly (() => void)[]): void {
  const errors: unknown[] = [];
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
