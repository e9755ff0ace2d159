/** Whether two decoded objects say the same: a field that is undefined counts as absent. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (Array.isArray(a) || ArrayBuffer.isView(a)) {
    const [left, right] = [listOf(a), listOf(b)];
    return left.length === right.length && left.every((value, index) => same(value, right[index]));
  }
  const [left, right] = [plain(a), plain(b)];
  for (const [name, value] of Object.entries(left)) if (!same(value, Reflect.get(right, name))) return false;
  // Every field of `a` is in `b`; what is left are fields of `b` alone.
  return Object.entries(right).every(([name, value]) => value === undefined || name in left);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const listOf = (value: object): readonly unknown[] =>
  Array.isArray(value) ? value : value instanceof Uint8Array ? [...value] : [value];

/** What is decoded when it is read shows its fields only so. */
function plain(value: object): object {
  if (!('toJSON' in value) || typeof value.toJSON !== 'function') return value;
  const whole: unknown = value.toJSON();
  return isObject(whole) ? whole : {};
}
