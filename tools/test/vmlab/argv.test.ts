import test from 'ava';
import { parseCommandLine } from '../../src/vmlab/argv.ts';

const DEFAULTS = {
  kind: 'run',
  command: [],
  timeLimit: undefined,
  environment: {},
  memoryMebibytes: 2048,
  accelerator: 'tcg',
  kernel: undefined,
  verbose: false,
} as const;

test('the command starts at the first word that is no option, or behind --', (t) => {
  const cases: readonly (readonly [readonly string[], object])[] = [
    [[], DEFAULTS],
    [['--'], DEFAULTS],
    [['ip', '-d', 'link'], { ...DEFAULTS, command: ['ip', '-d', 'link'] }],
    [['--', 'ip', 'link'], { ...DEFAULTS, command: ['ip', 'link'] }],
    [['--', '--timeout', '5', '--', '-x'], { ...DEFAULTS, timeLimit: 5, command: ['-x'] }],
    [['--timeout=5', 'sh', '--help'], { ...DEFAULTS, timeLimit: 5, command: ['sh', '--help'] }],
    [['--verbose', 'sh', '--', 'x'], { ...DEFAULTS, verbose: true, command: ['sh', '--', 'x'] }],
    [
      ['--env', 'A=1=2', '--env', 'B', '--env', 'C', 'sh'],
      { ...DEFAULTS, environment: { A: '1=2', B: 'b' }, command: ['sh'] },
    ],
    [['--help', 'sh'], { kind: 'help' }],
  ];
  for (const [words, expected] of cases)
    t.deepEqual(parseCommandLine(words, { B: 'b' }), expected, words.join(' '));
});

test('options win over the environment', (t) => {
  const environment = {
    IPLINK_VM_TIMEOUT: '7',
    IPLINK_VM_ACCELERATOR: 'kvm',
    IPLINK_VM_KERNEL: '/k',
    IPLINK_VM_MODULES: '/m',
    IPLINK_VM_BUSYBOX: '/b',
  };
  t.deepEqual(parseCommandLine([], environment), {
    ...DEFAULTS,
    timeLimit: 7,
    accelerator: 'kvm',
    kernel: { image: '/k', modules: '/m', busybox: '/b' },
  });
  t.deepEqual(parseCommandLine(['--timeout', '8', '--accelerator', 'tcg', '--modules', '/n'], environment), {
    ...DEFAULTS,
    timeLimit: 8,
    kernel: { image: '/k', modules: '/n', busybox: '/b' },
  });
});

test('a wrong word is named', (t) => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--timeout', 'soon'], /time limit is not a positive number: "soon"/],
    [['--timeout', '0'], /time limit is not a positive number: "0"/],
    [['--memory', '-1'], /--memory/],
    [['--accelerator', 'hvf'], /unknown accelerator "hvf"/],
    [['--kernel', '/k'], /--kernel, --modules and --busybox are needed together/],
    [['--colour', 'red', 'sh'], /--colour/],
  ];
  for (const [words, message] of cases)
    t.throws(() => parseCommandLine(words, {}), { message }, words.join(' '));
});
