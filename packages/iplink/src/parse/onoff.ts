/** The ways in which `ip` reads `on` and `off`. */
import { commandFailure, type Failure, programFailure } from '../failure.ts';
import { isPrefixOf } from '../keywords.ts';

/** `on` or `off`, spelt out. @throws Failure naming the keyword, status 1 */
export function parseOnOff(keyword: string, word: string): boolean {
  if (word === 'on') return true;
  if (word === 'off') return false;
  throw commandFailure(`Error: argument of "${keyword}" must be "on" or "off", not "${word}"\n`);
}

/** `on` or `off` by prefix, in this order: `o` is on. @throws Failure naming the keyword, status 1 */
export function parseOnOffPrefix(keyword: string, word: string): boolean {
  if (isPrefixOf(word, 'on')) return true;
  return !isPrefixOf(word, 'off') && parseOnOff(keyword, word);
}

/** `off` or `on` by prefix, in this order: `o` is off. */
export function parseOffOnPrefix(keyword: string, word: string, fail: (text: string) => Failure): boolean {
  if (isPrefixOf(word, 'off')) return false;
  if (isPrefixOf(word, 'on')) return true;
  throw fail(`Error: argument of "${keyword}" must be one of "off", "on", not "${word}"\n`);
}

/** The failure of a bad switch that the command returns as -EINVAL; `bridge` gives the sign to the shell, too. */
export function badSwitch(text: string, status = 22): Failure {
  return commandFailure(text, status);
}

/** The failure of a bad switch that ends the program. */
export function fatalSwitch(text: string): Failure {
  return programFailure(text, 1);
}
