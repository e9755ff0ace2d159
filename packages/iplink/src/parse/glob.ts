/** Shell patterns, as fnmatch takes them without flags: `*`, `?`, `[...]`, and a backslash that takes a meaning away. */
export function globMatcher(pattern: string): (text: string) => boolean {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? '';
    const set = character === '[' ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at)) : null;
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else if (set !== null) {
      source += `[${set[1] === '' ? '' : '^'}${(set[2] ?? '').replace(/[\\\]^[]/g, '\\$&')}]`;
      at += set[0].length - 1;
    } else {
      const literal = character === '\\' ? (pattern[++at] ?? '\\') : character;
      source += literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    }
  }
  const expression = new RegExp(`^${source}$`, 's');
  return (text) => expression.test(text);
}
