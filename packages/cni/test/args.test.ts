import test from 'ava';
import { parseArgs } from '../src/args.ts';

test('known keys are read, the last of duplicates', (t) => {
  t.deepEqual(parseArgs('', ['MAC']), {});
  t.deepEqual(parseArgs('MAC=a;IP=b;MAC=c', ['MAC', 'IP']), { MAC: 'c', IP: 'b' });
  t.deepEqual(parseArgs('MAC=', ['MAC']), { MAC: '' });
});

test("kubelet's arguments are ignored when it says so", (t) => {
  const kubelet = 'IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=pod;MAC=c2:11:22:33:44:55';
  t.deepEqual(parseArgs(kubelet, ['MAC']), { MAC: 'c2:11:22:33:44:55' });
  t.deepEqual(parseArgs('K8S_POD_NAME=x;IgnoreUnknown=TRUE', ['MAC']), {});
});

for (const [args, message] of [
  ['foo', 'ARGS: invalid pair "foo"'],
  ['MAC=a;', 'ARGS: invalid pair ""'],
  ['MAC=a=b', 'ARGS: invalid pair "MAC=a=b"'],
  ['A=b;C=d', 'ARGS: unknown args ["A=b" "C=d"]'],
  ['mac=a', 'ARGS: unknown args ["mac=a"]'],
  ['A=b;IgnoreUnknown=0', 'ARGS: unknown args ["A=b"]'],
  [
    'IgnoreUnknown=yes',
    'ARGS: error parsing value of pair "IgnoreUnknown=yes": boolean unmarshal error: invalid input yes',
  ],
] as const) {
  test(`refuses CNI_ARGS ${JSON.stringify(args)}`, (t) => {
    t.throws(() => parseArgs(args, ['MAC']), { message });
  });
}
