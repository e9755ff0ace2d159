/** The program with hints, in namespaces of its own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

export const BIN = fileURLToPath(new URL('../../src/bin.js', import.meta.url));

/** What is said on standard error, a line each; undefined where namespaces cannot be had. */
export function hintsOf(
  t: ExecutionContext,
  lines: readonly string[],
  under: readonly string[] = [],
  option = '--hints',
): readonly string[] | undefined {
  t.timeout(120_000);
  if (process.getuid?.() !== 0) {
    t.log('skipped: needs root, for namespaces of its own');
    t.pass();
    return undefined;
  }
  const program = [...under, process.execPath, BIN, option, '-force', '-batch', '-'];
  const { stderr } = spawnSync('unshare', ['-mn', '--propagation', 'private', ...program], {
    encoding: 'utf8',
    input: lines.join('\n'),
    env: { ...process.env, IPLINK_HINTS: '1' },
  });
  return stderr.trimEnd().split('\n');
}
