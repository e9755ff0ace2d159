/** Writes command lines from the keyword tables of the program: most are right, some nearly. */

import { OPTION_TABLES } from '../../src/ip_options.ts';
import { isPrefixOf, type KeywordTable } from '../../src/keywords.ts';
import { findKind } from '../../src/kinds/index.ts';
import { isAbsent, OBJECTS } from '../../src/objects/index.ts';
import { COLOUR_OPTIONS } from '../../src/option_words.ts';
import type { Argument, Syntax } from '../../src/syntax.ts';
import { isBanned, reasonAgainst } from './banned.ts';
import type { Chance } from './chance.ts';
import { type AddressFamily, anyWord, wordOf } from './vocabulary.ts';

/** An object by the name in its table, with the table of its commands. */
export interface NamedObject {
  readonly name: string;
  readonly commands: KeywordTable<unknown>;
}

/** Words that say which device or kind is meant: without them most commands end early. */
const WEIGHTS: Readonly<Record<string, number>> = { dev: 12, type: 8, via: 6, lladdr: 8, nexthop: 3, to: 2 };

/** Objects whose commands have no table of arguments yet, or that this program does not have, are left out. */
export async function writtenObjects(): Promise<readonly NamedObject[]> {
  const objects: NamedObject[] = [];
  for (const { keyword, value } of OBJECTS.keywords) {
    if (isAbsent(value) || isBanned(keyword)) continue;
    const { commands } = await value();
    if (commands.keywords.length > 0) objects.push({ name: keyword, commands });
  }
  return objects;
}

interface Spelt {
  readonly keyword: string;
  readonly byPrefix: boolean;
  readonly takes: readonly Argument[];
}

/** One line being written. */
class Line {
  readonly #chance: Chance;
  readonly #family: AddressFamily;

  constructor(chance: Chance) {
    this.#chance = chance;
    this.#family = chance.percent(65) ? 4 : 6;
  }

  /** Words of a keyword and of what it takes. */
  keyword(table: readonly KeywordTable<unknown>[]): readonly string[] {
    const entries = table.flatMap(({ keywords }) => keywords).filter(({ keyword }) => !isBanned(keyword));
    if (entries.length === 0) return [];
    const entry = this.#chance.weighted(entries, ({ keyword }) => WEIGHTS[keyword] ?? 1);
    return [this.spelling(entry), ...this.all(entry.takes)];
  }

  spelling({ keyword, byPrefix }: Pick<Spelt, 'keyword' | 'byPrefix'>): string {
    if (!this.#chance.percent(byPrefix ? 25 : 3)) return keyword;
    return keyword.slice(0, 1 + this.#chance.below(keyword.length));
  }

  all(takes: readonly Argument[]): readonly string[] {
    return takes.flatMap((argument) => this.argument(argument));
  }

  argument(argument: Argument): readonly string[] {
    if (typeof argument === 'string') {
      const word = wordOf(argument, this.#family, this.#chance);
      return argument === 'kind' ? [word, ...this.syntax(findKind(word)?.syntax)] : [word];
    }
    if ('keywords' in argument) return this.keyword([argument]);
    if ('words' in argument) return this.syntax(argument);
    return this.#chance.percent(8) ? [anyWord(this.#chance)] : [this.#chance.of(argument)];
  }

  /** Several keywords in any order, and mostly the bare word; a kind or the paths of a route, which end the line, come last. */
  syntax(syntax: Syntax | undefined): readonly string[] {
    if (syntax === undefined) return [];
    const tables = syntax.words;
    const parts = Array.from({ length: this.#chance.below(5) }, () => this.keyword(tables));
    const { bare } = syntax;
    if (bare !== undefined && this.#chance.percent(80)) {
      parts.splice(this.#chance.below(parts.length + 1), 0, this.all(bare));
    }
    const isLast = ([word = '']: readonly string[]): boolean => word === 'type' || word === 'nexthop';
    return [...parts.filter((words) => !isLast(words)), ...parts.filter(isLast)].flat();
  }

  options(): readonly string[] {
    const count = this.#chance.of([0, 0, 0, 1, 1, 2, 3]);
    return Array.from({ length: count }, () => this.#option()).flat();
  }

  #option(): readonly string[] {
    const words = this.#chance.percent(10) ? [this.#chance.of(COLOUR_OPTIONS)] : this.keyword(OPTION_TABLES);
    const [option = '', ...rest] = words;
    return [this.#chance.percent(10) ? `-${option}` : option, ...rest];
  }
}

/** Drops, doubles, swaps or replaces a word, or cuts the line. */
function spoil(words: readonly string[], chance: Chance): readonly string[] {
  const at = chance.below(words.length + 1);
  const before = words.slice(0, at);
  const word = words.slice(at, at + 1);
  const after = words.slice(at + 1);
  switch (chance.below(6)) {
    case 0:
      return [...before, ...after];
    case 1:
      return before;
    case 2:
      return [...before, anyWord(chance), ...after];
    case 3:
      return [...before, ...word, ...word, ...after];
    case 4:
      return [...before, ...after.slice(0, 1), ...word, ...after.slice(1)];
    default:
      return [...words, ...words.slice(at, at + 2)];
  }
}

function quoted(word: string): string {
  return word === '' || word.includes(' ') ? `"${word}"` : word;
}

/** A new device without an address would get one by chance. */
function withAddress(object: string, words: readonly string[], chance: Chance): readonly string[] {
  const [command = ''] = words;
  if (object !== 'link' || !['add', 'replace'].some((name) => name.startsWith(command))) return words;
  const address = (): readonly string[] => ['address', `02:00:00:00:02:0${chance.below(9)}`];
  const peer = words.indexOf('peer');
  const own = [command, ...address(), ...words.slice(1)];
  if (peer >= 0) return [...own.slice(0, peer + 3), ...address(), ...own.slice(peer + 3)];
  const veth = own.indexOf('veth');
  return veth < 0 ? own : [...own.slice(0, veth + 1), 'peer', 'name', 'n3', ...address()];
}

/** Options that count, where the lines make the numbers grow, or the time that passes between them. */
function isFleeting(object: string, options: readonly string[]): boolean {
  const counts = options.some((option) => /^--?s/.test(option));
  return counts && object !== 'netns' && object !== 'rule';
}

/** The kernel forgets a namespace, and the numbers given to it, in its own time. */
function forgets(object: string, [command = '', name = '']: readonly string[]): boolean {
  return object === 'netns' && isPrefixOf(command, 'delete') && name !== '';
}

/** What each program does with an empty kind is in DEVIATIONS.md; from then on they would find other devices. */
function hasEmptyKind(words: readonly string[]): boolean {
  return words.some((word, at) => isPrefixOf(word, 'type') && words[at + 1] === '');
}

/** The object that a word reaches, which need not be the one it was cut from. */
function objectOf(word: string): string | undefined {
  return OBJECTS.entry(word)?.keyword;
}

function writeOnce(objects: readonly NamedObject[], chance: Chance): readonly string[] | undefined {
  const line = new Line(chance);
  const { name, commands } = chance.weighted(objects, (object) => OBJECT_WEIGHTS[object.name] ?? 1);
  const written = withAddress(name, line.keyword([commands]), chance);
  const words = chance.percent(25) ? spoil(written, chance) : written;
  const options = line.options();
  const word = line.spelling({ keyword: name, byPrefix: true });
  const reached = objectOf(word);
  if (hasEmptyKind(words) || (reached !== undefined && forgets(reached, words))) return undefined;
  if (reached === undefined || !objects.some((object) => object.name === reached)) return [name, ...words];
  return isFleeting(reached, options) ? [word, ...words] : [...options, word, ...words];
}

const OBJECT_WEIGHTS: Readonly<Record<string, number>> = {
  link: 6,
  address: 4,
  route: 5,
  neighbor: 3,
  netns: 2,
};

/** A line for both programs. */
export function writeLine(objects: readonly NamedObject[], chance: Chance): string {
  for (;;) {
    const words = writeOnce(objects, chance);
    if (words !== undefined && reasonAgainst(words) === undefined)
      return ['ip', ...words.map(quoted)].join(' ');
  }
}
