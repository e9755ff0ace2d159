import test from 'ava';
import { complete } from '../../src/completion/complete.ts';
import { TextSink } from '../../src/output.ts';

const io = { out: new TextSink(), err: new TextSink(), environment: {}, self: [], isTerminal: () => false };

/** The line up to the cursor, and all that is offered there. */
const exact: readonly (readonly [string, readonly string[]])[] = [
  ['l', ['link']],
  ['zz', []],
  ['zz ', []],
  ['--hi', ['--hints']],
  ['-hi', []],
  ['--js', ['--json', '--json-stream']],
  ['-js', ['-json']],
  ['-j l', ['link']],
  ['-- l', ['link']],
  ['-- -j', []],
  ['-color=', ['-color=always', '-color=auto', '-color=never']],
  ['-family in', ['inet', 'inet6']],
  ['-f inet l', ['link']],
  ['-b ', [':files']],
  ['-batch ./', [':files']],
  ['-loops ', []],
  ['link d', ['delete']],
  ['link l', ['lst', 'list']],
  ['l a dev x ty ipvl', ['ipvlan']],
  ['link add x type ipvlan mode ', ['l2', 'l3', 'l3s']],
  ['link add x type ipvlan mode l3 p', ['private']],
  ['link add x type ipvlan mod l3 m', ['mode']],
  ['link add x type vlan protocol 802.1', ['802.1Q', '802.1ad']],
  ['link add x type macvlan macaddr ', ['add', 'del', 'set', 'flush']],
  ['link add x type macvlan macaddr add ', []],
  ['link add x type macvlan macaddr add 2:0:0:0:0:1 f', ['flag']],
  [
    'link add x type bridge mcast_q',
    [
      'mcast_query_use_ifaddr',
      'mcast_querier',
      'mcast_querier_interval',
      'mcast_query_interval',
      'mcast_query_response_interval',
    ],
  ],
  ['link add x type nosuch m', []],
  ['link add x type veth pe', ['peer']],
  ['link add x type veth peer addre', ['address']],
  ['link add x type veth peer name y mt', ['mtu']],
  ['link add x type veth peer name ', []],
  ['link set lo carrier ', ['on', 'off']],
  ['link set lo group def', ['default']],
  ['link set lo state lower', ['lowerlayerdown']],
  ['link property ', ['add', 'del']],
  ['link property add lo alt', ['altname']],
  ['link help vx', ['vxlan']],
  ['link show type bridge_', ['bridge_slave']],
  ['addr add 10.0.0.1/8 dev lo valid_lft ', ['forever']],
  ['addr show scope ho', ['host']],
  ['monitor link addr', ['address']],
  ['monitor link file ', [':files']],
  ['addr show -noprefix', ['-noprefixroute']],
  ['addr add local 10.0.0.1/8 noprefix', ['noprefixroute']],
];

for (const [line, expected] of exact) {
  test(`${line}|`, async (t) => t.deepEqual(await complete('ip', line.split(' '), io), expected));
}

test('objects that are absent are not offered', async (t) => {
  const objects = await complete('ip', [''], io);
  for (const name of ['link', 'address', 'route', 'help']) t.true(objects.includes(name), name);
  t.false(objects.includes('l2tp'));
});

test('an empty word is offered one spelling of each keyword', async (t) => {
  const words = await complete('ip', ['link', 'set', ''], io);
  t.true(words.includes('txqueuelen'));
  t.false(words.includes('qlen'));
  t.deepEqual(await complete('ip', ['link', 'set', 'q'], io), ['qlen']);
});

test('a device is offered where one is named, bare or behind a keyword', async (t) => {
  for (const line of [
    'link set ',
    'link set dev ',
    'link set master ',
    'addr show ',
    'addr show dev ',
    'link add link ',
  ]) {
    t.true((await complete('ip', line.split(' '), io)).includes('lo'), line);
  }
  for (const line of ['link add ', 'link add name ', 'link set vrf ']) {
    t.false((await complete('ip', line.split(' '), io)).includes('lo'), line);
  }
});

test('a namespace that cannot be entered hides what it holds', async (t) => {
  t.false((await complete('ip', ['-n', 'nosuch-namespace', 'link', 'set', ''], io)).includes('lo'));
});

test('bridge has completion of its own, by its name and behind ours', async (t) => {
  const objects = ['link', 'fdb', 'mdb', 'vlan', 'vni', 'monitor', 'help'];
  t.deepEqual(await complete('bridge', [''], io), objects);
  t.deepEqual(await complete('iplink-ts', ['bridge', ''], io), objects);
  t.deepEqual(await complete('bridge', ['-compr'], io), ['-compressvlans']);
  t.deepEqual(await complete('iplink-ts', ['bridge', '--com'], io), ['--compressvlans']);
  t.true((await complete('bridge', ['fdb', ''], io)).includes('append'));
  t.deepEqual(await complete('bridge', ['help', ''], io), []);
  t.deepEqual(await complete('ip', ['bridge', ''], io), []);
});

test('the own commands are offered by the own name alone', async (t) => {
  t.deepEqual(await complete('iplink-ts', ['comp'], io), ['completion']);
  t.deepEqual(await complete('iplink-ts', ['completion', ''], io), ['bash', 'zsh', 'fish']);
  t.deepEqual(await complete('iplink-ts', ['br'], io), ['bridge']);
  t.true((await complete('iplink-ts', ['--h'], io)).includes('--help'));
  t.deepEqual(await complete('ip', ['comp'], io), []);
  t.deepEqual(await complete('iplink-ts', ['link', 'd'], io), ['delete']);
});
