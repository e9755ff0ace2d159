import { JsonNumber, JsonObject, type JsonValue } from './parse.ts';

/** A container that is being written: what closes it, and what of it is still to come. */
interface Open {
  readonly close: string;
  readonly members: Iterator<readonly [key: string | undefined, value: JsonValue]>;
  separator: string;
}

/**
 * The text of a JSON value: numbers as they were written, members in their order, duplicates included. Like
 * {@link parseJson} it is safe from hostile nesting.
 *
 * @param indent spaces of each level; 0 writes all in one line
 */
export function formatJson(value: JsonValue, indent = 0): string {
  const parts: string[] = [];
  const open: Open[] = [];
  const newLine = (): string => (indent === 0 ? '' : `\n${' '.repeat(indent * open.length)}`);
  const write = (value: JsonValue): void => {
    const container = opened(value);
    if (container === undefined) {
      parts.push(scalar(value));
    } else {
      parts.push(container.close === '}' ? '{' : '[');
      open.push(container);
    }
  };
  write(value);
  for (;;) {
    const container = open.at(-1);
    if (container === undefined) return parts.join('');
    const { done, value: member } = container.members.next();
    if (done) {
      open.pop();
      parts.push(newLine(), container.close);
      continue;
    }
    const [key, value] = member;
    parts.push(container.separator, newLine());
    container.separator = ',';
    if (key !== undefined) parts.push(JSON.stringify(key), indent === 0 ? ':' : ': ');
    write(value);
  }
}

/** Undefined for scalars and for containers that are empty. */
function opened(value: JsonValue): Open | undefined {
  if (value instanceof JsonObject)
    return value.members.length === 0
      ? undefined
      : { close: '}', members: value.members.values(), separator: '' };
  if (!isArray(value) || value.length === 0) return undefined;
  return { close: ']', members: value.map((item) => [undefined, item] as const).values(), separator: '' };
}

function scalar(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text;
  if (value instanceof JsonObject) return '{}';
  return isArray(value) ? '[]' : JSON.stringify(value);
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
