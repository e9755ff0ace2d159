/**
 * The table that a declaration is given as a function, made when it is first looked at. There are hundreds of tables
 * of which a program meets a few; to evaluate them all took a command of `ip` longer than anything else.
 */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
