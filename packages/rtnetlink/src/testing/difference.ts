/** Where two values first differ. */
export interface Difference {
  /** Names and indexes, `data.mode`; empty when the values themselves differ. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * The first place at which two decoded messages differ, undefined when there is none. A field that is undefined is
 * one that is not there.
 *
 * @param ignore paths that may differ
 */
export function difference(
  expected: unknown,
  actual: unknown,
  ignore: readonly string[] = [],
  path = '',
): Difference | undefined {
  if (Object.is(expected, actual) || ignore.includes(path) || areEqualBytes(expected, actual))
    return undefined;
  if (!isObject(expected) || !isObject(actual)) return { path, expected, actual };
  const [left, right] = [shown(expected), shown(actual)];
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const inner = path === '' ? name : `${path}.${name}`;
    const found = difference(Reflect.get(left, name), Reflect.get(right, name), ignore, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function areEqualBytes(expected: unknown, actual: unknown): boolean {
  if (!(expected instanceof Uint8Array && actual instanceof Uint8Array)) return false;
  return expected.length === actual.length && expected.every((byte, at) => byte === actual[at]);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/** What is decoded when it is first read shows its fields so. */
function shown(value: object): object {
  const plain: unknown = 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : value;
  return isObject(plain) ? plain : {};
}
