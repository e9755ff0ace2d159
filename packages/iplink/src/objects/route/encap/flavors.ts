/** Flavors of the behaviours of SRv6 (RFC 8986 section 4.16, RFC 9800). */
import type { Words } from '../../../argv.ts';
import { wrongArgument } from '../../../failure.ts';
import { parseU8 } from '../../../parse/number.ts';
import type { Document } from '../../../print/document.ts';
import type { EncapOf } from './type.ts';

export type Flavors = NonNullable<EncapOf<'seg6local'>['flavors']>;
type Flavor = Exclude<NonNullable<Flavors['operation']>[number], number>;

const FLAVORS: readonly (readonly [string, Flavor])[] = [
  ['psp', 'psp'],
  ['usp', 'usp'],
  ['usd', 'usd'],
  ['next-csid', 'nextCsid'],
];

/** `A,B`, in any case, each once. */
function parseFlavors(list: string): readonly Flavor[] {
  const flavors: Flavor[] = [];
  for (const name of list.split(',').filter((part) => part !== '')) {
    const flavor = FLAVORS.find(([known]) => known === name.toLowerCase())?.[1];
    if (flavor === undefined || flavors.includes(flavor))
      throw wrongArgument(list, 'invalid "flavors" attribute\n');
    flavors.push(flavor);
  }
  return flavors;
}

function readBits(words: Words, keyword: string, name: string): number | undefined {
  if (!words.skip(keyword)) return undefined;
  const word = words.value();
  const bits = parseU8(word);
  if (bits === undefined) throw wrongArgument(word, `"${name} length" value is invalid\n`);
  return bits;
}

/** The list, and behind one with `next-csid` the lengths of the parts of a segment. */
export function readFlavors(words: Words, list: string): Flavors {
  const operation = parseFlavors(list);
  if (!operation.includes('nextCsid')) return { operation };
  const lcblockBits = readBits(words, 'lblen', 'locator-block');
  const lcnodeFnBits = readBits(words, 'nflen', 'locator-node function');
  return { operation, lcblockBits, lcnodeFnBits };
}

export function printFlavors(document: Document, flavors: Flavors): void {
  const { operation = [], lcblockBits, lcnodeFnBits } = flavors;
  document.openArray('flavors', 'flavors ');
  const shown = FLAVORS.filter(([, flavor]) => operation.includes(flavor));
  for (const [at, [name]] of shown.entries()) document.item(name, at === 0 ? name : `,${name}`);
  document.closeArray(' ');
  if (lcblockBits !== undefined) document.field('lblen', lcblockBits, `lblen ${lcblockBits} `);
  if (lcnodeFnBits !== undefined) document.field('nflen', lcnodeFnBits, `nflen ${lcnodeFnBits} `);
}
