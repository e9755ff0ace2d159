import { spawnSync } from 'node:child_process';
import test from 'ava';
import { inCheckout } from '../src/checkout.ts';

function bootstrap(...args: readonly string[]) {
  return spawnSync(process.execPath, [inCheckout('tools/bootstrap.mjs'), ...args], { encoding: 'utf8' });
}

test('names the commands there are, before it does anything', (t) => {
  for (const command of ['', 'tests', '../start', '--help']) {
    const { status, stdout, stderr } = bootstrap(command);
    t.is(status, 1);
    t.is(stdout, '');
    t.is(
      stderr,
      `\niplink-ts: usage: node tools/bootstrap.mjs build|coverage|start|test [ARGUMENT...], not "${command}"\n`,
    );
  }
});
