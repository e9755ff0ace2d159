import { spawnSync } from 'node:child_process';
import test, { type ExecutionContext } from 'ava';
import { inCheckout } from '../src/checkout.ts';
import { advice } from '../src/machine.ts';

/** Runs a line of code that uses machine.ts, as a user that is not root. */
function asNobody(code: string): string {
  const machine = JSON.stringify(inCheckout('tools/dist/src/machine.js'));
  const script = `const { demandRoot, meet } = await import(${machine}); try { ${code} } catch (error) { console.log(error.name, error.message) }`;
  // A user namespace without a map shows the overflow user: not root, and yet the owner of the files it reads.
  const args = ['--user', process.execPath, '--input-type=module', '-e', script];
  return spawnSync('unshare', args, { encoding: 'utf8' }).stdout;
}

/** A test as a user that is not root; in a chroot the kernel makes no user namespace to be one in. */
function nobody(title: string, check: (t: ExecutionContext) => void): void {
  test(title, (t) => {
    if (spawnSync('unshare', ['--user', 'true']).status === 0) return check(t);
    t.log('skipped: no user namespace can be made here');
    t.pass();
  });
}

const nowhere = (what: string) => ({
  what,
  package: `lib${what}`,
  why: 'a test',
  present: async () => false,
});

test('the advice names each missing thing, why it is needed, and one command for all', (t) => {
  t.is(
    advice([nowhere('a'), nowhere('b'), { ...nowhere('c'), package: 'liba' }]),
    [
      'this machine lacks:',
      '  a (a test): Debian package liba',
      '  b (a test): Debian package libb',
      '  c (a test): Debian package liba',
      'On Debian, as root:',
      '  apt-get update && apt-get install --no-install-recommends liba libb',
      'Elsewhere: the packages of your distribution that bring the same.',
    ].join('\n'),
  );
});

nobody('without root, what is missing is named, not installed', (t) => {
  const need = '{ what: "a", package: "liba", why: "a test", present: async () => false }';
  t.regex(asNobody(`await meet([${need}])`), /^UserError this machine lacks:\n {2}a \(a test\)/);
});

nobody('without root, what is there is enough', (t) => {
  const need = '{ what: "a", package: "liba", why: "a test", present: async () => true }';
  t.is(asNobody(`await meet([${need}]); console.log("met")`), 'met\n');
});

nobody('a command that makes namespaces says that it needs root', (t) => {
  t.is(
    asNobody('demandRoot("npm start")'),
    'UserError network namespaces need root: run it as root, or as "sudo npm start"\n',
  );
});
