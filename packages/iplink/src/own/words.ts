/** Which command lines are this program's own, and not of `ip`. */

const NAME = /(?:^|\/)iplink-ts(?:\.js)?$/;

/** Whole words, in front of everything else. Abbreviations and `-help` stay what they are to `ip`. */
const WORDS: readonly string[] = ['--help', 'completion', 'complete', 'version'];

/** Whether the program goes by its own name, not by that of a program it stands for. */
export function isOwnName(invokedAs: string): boolean {
  return NAME.test(invokedAs);
}

/** @param invokedAs the path that the program was started by */
export function isOwnCommand(invokedAs: string, args: readonly string[]): boolean {
  const [word] = args;
  return word !== undefined && isOwnName(invokedAs) && WORDS.includes(word);
}
