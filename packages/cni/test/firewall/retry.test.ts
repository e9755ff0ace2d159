import test from 'ava';
import { changeNat, listNat } from '../../src/firewall/iptables.ts';
import { changeNft } from '../../src/firewall/nft.ts';
import { runProgram } from '../../src/firewall/program.ts';
import { retry } from '../../src/firewall/retry.ts';
import { lines, Namespace, natRules, nftRules } from './namespace.ts';

const never = (): boolean => false;

test('a change that fails is computed anew, twice at most', (t) => {
  let attempts = 0;
  const failing = (times: number) => (): string => {
    if (++attempts <= times) throw new Error(`attempt ${attempts}`);
    return 'done';
  };
  t.is(retry(failing(2), never), 'done');
  attempts = 0;
  t.throws(() => retry(failing(3), never), { message: 'attempt 3' });
  attempts = 0;
  t.throws(() => retry(failing(1), () => true), { message: 'attempt 1' });
});

test.serial('a rule that another process deletes between listing and deleting costs one attempt', (t) => {
  const host = new Namespace(t);
  lines(
    host.name,
    'nft',
    'add table inet x; add chain inet x y; add rule inet x y accept; add rule inet x y drop',
  );
  const place = { family: 'inet', table: 'x', chain: 'y' } as const;
  let attempts = 0;
  host.run(() =>
    changeNft(place, (rules = []) => {
      if (++attempts === 1)
        lines(host.name, 'nft', 'delete', 'rule', 'inet', 'x', 'y', 'handle', `${rules[0]?.handle}`);
      return rules.map(({ handle }) => ({ delete: { rule: { ...place, handle } } }));
    }),
  );
  t.is(attempts, 2);
  t.deepEqual(nftRules(host.name, 'inet x'), ['chain y {']);
});

test.serial('a transaction of iptables is done as a whole or not at all', (t) => {
  const host = new Namespace(t);
  t.throws(() => host.run(() => changeNat(4, [':CNI-x - [0:0]', '-A CNI-x -j nowhere'])), {
    name: 'IptablesError',
  });
  t.deepEqual(natRules(host.name), []);
  t.is(
    host.run(() => listNat(4, 'CNI-x')),
    undefined,
  );
});

test.serial('a signal ends a program without a status', (t) => {
  t.like(runProgram('sh', ['-c', 'kill -9 $$']), { status: null, stderr: '' });
  t.is(runProgram('cat', [], 'in').stdout.toString(), 'in');
  // It ends before it has read all.
  t.is(runProgram('true', [], 'x'.repeat(1 << 20)).status, 0);
});
