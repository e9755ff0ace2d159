/** Which command lines are this program's own, and not of `ip`. */

const NAME = /(?:^|\/)iplink-ts(?:\.js)?$/;

/** Whole words, in front of everything else. Abbreviations and `-help` stay what they are to `ip`. */
const WORDS: readonly string[] = ['--help', 'completion', 'complete', 'version'];

/** @param invokedAs the path that the program was started by */
export function isOwnCommand(invokedAs: string, args: readonly string[]): boolean {
  const [word] = args;
  return word !== undefined && NAME.test(invokedAs) && WORDS.includes(word);
}
