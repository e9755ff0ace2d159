import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/*
 * The kernel's machine-readable specifications of rtnetlink (Documentation/netlink/specs), where a copy of them lies
 * beside the checkout: data to check tables against.
 */

/** An attribute of a set, or a member of a struct. */
export interface Item {
  readonly name: string;
  readonly type?: string;
  readonly value?: number;
  readonly 'byte-order'?: 'big-endian' | 'little-endian';
  readonly struct?: string;
  readonly enum?: string;
  readonly 'nested-attributes'?: string;
  readonly 'multi-attr'?: boolean;
  readonly len?: number | string;
}

interface AttributeSet {
  readonly name: string;
  readonly 'subset-of'?: string;
  readonly attributes: readonly Item[];
}

interface Definition {
  readonly name: string;
  readonly type: string;
  readonly members?: readonly Item[];
}

interface Specification {
  readonly definitions: readonly Definition[];
  readonly 'attribute-sets': readonly AttributeSet[];
}

/** A set with the number of each attribute. */
export interface NumberedSet {
  readonly name: string;
  readonly attributes: readonly (Item & { readonly number: number })[];
}

const folder = (): string | undefined => {
  // From dist/test/ynl up to the checkout, and to what lies beside it.
  const checkout = join(dirname(fileURLToPath(import.meta.url)), '../../../../..');
  const beside = join(checkout, '../shared/ynl');
  return existsSync(beside) ? beside : undefined;
};

/** The specifications; undefined where there is no copy of them. */
export function readSpecifications(): readonly Specification[] | undefined {
  const place = folder();
  if (place === undefined) return undefined;
  const files = readdirSync(place).filter((name) => name.endsWith('.yaml'));
  // The parts that are read here are as Documentation/netlink/genetlink-legacy.yaml says.
  return files.map((name) => parse(readFileSync(join(place, name), 'utf8')) as Specification);
}

/** Attributes count from 1 where they do not say their number; those of a subset are those of the whole. */
export function numberedSets(specifications: readonly Specification[]): NumberedSet[] {
  const sets = specifications.flatMap((specification) => specification['attribute-sets']);
  const numbered = new Map<string, NumberedSet>();
  for (const set of sets) {
    const whole = numbered.get(set['subset-of'] ?? '');
    let next = 1;
    const attributes = set.attributes.map((item) => {
      const base = whole?.attributes.find(({ name }) => name === item.name);
      const number = item.value ?? base?.number ?? next;
      next = number + 1;
      return { ...base, ...item, number };
    });
    numbered.set(set.name, { name: set.name, attributes });
  }
  return [...numbered.values()];
}

/** The members of each struct. */
export function structsOf(specifications: readonly Specification[]): Map<string, readonly Item[]> {
  return new Map(
    specifications
      .flatMap(({ definitions }) => definitions)
      .flatMap(({ name, type, members }) =>
        type === 'struct' && members !== undefined ? [[name, members] as const] : [],
      ),
  );
}
