import { spawnSync } from 'node:child_process';
import test from 'ava';
import { BIN, hintsOf } from './world.ts';

const RULE = 'a device carries either ipvlan or macvlan devices, or it is a port';

/** Lines and what is hinted at; the refusals themselves differ from kernel to kernel. */
const BATCH: readonly (readonly [line: string, hint?: string])[] = [
  ['link add v0 type veth peer name v1'],
  ['link add m0 link v0 type macvlan'],
  ['link add br0 type bridge'],
  ['link set v1 master br0'],
  ['link add m2 link v1 type macvlan', `v1 is a port of br0 (bridge): ${RULE}`],
  ['link set v0 master br0', `v0 carries m0 (macvlan) already: ${RULE}`],
  ['link add v0 type veth', 'v0 names a device already: v0, index 3, kind veth'],
  ['link property add v0 altname long0'],
  ['link property add v1 altname long0', 'long0 names a device already: v0, index 3, kind veth'],
  ['link add vx type vxlan id 5 dstport 4789'],
  ['link add vy type vxlan id 5 dstport 4789', 'that id is taken by vx, index 6, kind vxlan'],
  ['addr add 10.0.0.1/8 dev v0'],
  ['addr add 10.0.0.1/8 dev v0', '10.0.0.1/8 is on v0 already: "replace" changes it'],
  ['addr add 2001:db8::1/64 dev v0'],
  ['addr add 2001:db8::1/64 dev v0', '2001:db8::1/64 is on v0 already: "replace" changes it'],
  ['link set v0 up'],
  ['route add 192.0.2.0/24 via 10.0.0.2'],
  [
    'route add 192.0.2.0/24 dev v0',
    '192.0.2.0/24 goes via 10.0.0.2 dev v0 already: "replace" changes it, another metric adds a second one',
  ],
  ['route add 2001:db8:1::/64 dev v0'],
  [
    'route add 2001:db8:1::/64 dev v0',
    '2001:db8:1::/64 goes dev v0 already: "replace" changes it, another metric adds a second one',
  ],
  ['link set 0v up', 'did you mean v0?'],
  ['link set V1 up', 'did you mean v1?'],
  ['link show lon0', 'did you mean long0?'],
  ['route add 198.51.100.0/24 dev lng0', 'did you mean long0?'],
  ['link add x type nosuch', 'this kernel has no links of kind nosuch: it needs the module nosuch'],
];

test('refusals and what may help', (t) => {
  const said = hintsOf(
    t,
    BATCH.map(([line]) => line),
  );
  if (said === undefined) return;
  const expected = BATCH.flatMap(([, hint], at) =>
    hint === undefined ? [] : [`Command failed -:${at + 1}`, `hint: ${hint}`],
  );
  const isOurs = (text: string): boolean => text.startsWith('hint: ') || text.startsWith('Command failed');
  t.deepEqual(said.filter(isOurs), expected);
});

test('a failure that leaves the program has its hint too', (t) => {
  const device = hintsOf(t, ['link set lo master l0']);
  if (device === undefined) return;
  t.deepEqual(device, ['Error: argument "l0" is wrong: Device does not exist', '', 'hint: did you mean lo?']);
  const line = 'neigh add 192.0.2.1 lladdr 2:0:0:0:0:9 dev v0';
  t.deepEqual(hintsOf(t, ['link add v0 type veth', line, line]), [
    'RTNETLINK answers: File exists',
    'hint: 192.0.2.1 has 02:00:00:00:00:09 already: "replace" changes it',
  ]);
});

test('the capability that is missing', (t) => {
  const line = 'link set lo up';
  const need = 'hint: this takes CAP_NET_ADMIN in the user namespace that owns the network namespace';
  const refusal = ['RTNETLINK answers: Operation not permitted', 'Command failed -:1'];
  const without = hintsOf(t, [line], ['setpriv', '--bounding-set', '-net_admin', '--inh-caps', '-net_admin']);
  if (without === undefined) return;
  t.deepEqual(without, [...refusal, `${need}; the process does not have it`]);
  t.deepEqual(hintsOf(t, [line], ['unshare', '-U', '--map-root-user']), [
    ...refusal,
    `${need}; the process has it, but not there`,
  ]);
  t.deepEqual(
    hintsOf(t, ['netns add hint'], ['setpriv', '--bounding-set', '-sys_admin', '--inh-caps', '-sys_admin']),
    [
      'mount --make-shared /run/netns failed: Operation not permitted',
      'Command failed -:1',
      'hint: this takes CAP_SYS_ADMIN as everything does that makes, mounts or enters network namespaces; the process does not have it',
    ],
  );
});

test('without the option, and with standard error no terminal, there is none', (t) => {
  const said = hintsOf(t, ['link set LO up'], [], '-json');
  if (said !== undefined) t.deepEqual(said, ['Cannot find device "LO"', 'Command failed -:1']);
});

test('IPLINK_HINTS=1 asks for them on a terminal', (t) => {
  const line = 'printf "link set LO up\\n" | "$NODE" "$BIN" -batch -';
  const said = spawnSync('script', ['-qec', line, '/dev/null'], {
    encoding: 'utf8',
    env: { ...process.env, IPLINK_HINTS: '1', NODE: process.execPath, BIN },
  });
  if (said.error !== undefined) {
    t.log('skipped: needs the program script of the Debian package bsdutils');
    t.pass();
    return;
  }
  t.deepEqual(said.stdout.split('\r\n'), [
    'Cannot find device "LO"',
    'Command failed -:1',
    'hint: did you mean lo?',
    '',
  ]);
});
