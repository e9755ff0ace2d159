import test from 'ava';
import { CniError } from '../../src/error.ts';
import { parseNetwork, parsePlugin, parseSingle } from '../../src/runtime/network.ts';

const bytes = (config: unknown) => Buffer.from(typeof config === 'string' ? config : JSON.stringify(config));
const plugins = [{ type: 'bridge' }];

test('a list and its plugins', (t) => {
  const list = bytes({
    cniVersion: '1.0.0',
    name: 'net',
    disableCheck: true,
    plugins: [
      { type: 'bridge', capabilities: { ips: true, mac: false }, unknown: { x: [1] } },
      { type: 'tuning', name: 'own' },
    ],
  });
  const network = parseNetwork(list);
  t.like(network, { name: 'net', cniVersion: '1.0.0', disableCheck: true, disableGC: false });
  t.deepEqual(
    network.plugins.map(({ type, name, capabilities }) => [type, name, [...capabilities]]),
    [
      ['bridge', '', ['ips']],
      ['tuning', 'own', []],
    ],
  );
  t.is(
    network.plugins[0]?.json,
    '{"type":"bridge","capabilities":{"ips":true,"mac":false},"unknown":{"x":[1]}}',
  );
  t.is(network.bytes, list);
});

test('numbers, duplicates and cases of keys reach the plugin as they are written', (t) => {
  const text = '{"TYPE":"x","mtu":1500.0,"a":1,"a":2}';
  t.is(parseNetwork(bytes(`{"name":"n","plugins":[${text}]}`)).plugins[0]?.json, text);
});

for (const [name, config, message] of [
  ['no JSON', '{', 'unexpected end of JSON input'],
  ['a list', '[]', 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
  ['null', 'null', 'no name'],
  ['no name', { plugins }, 'no name'],
  ['a name in another case', { Name: 'x', plugins }, 'no name'],
  ['a number as name', { name: 1, plugins }, 'invalid name type float64'],
  ['a number as version', { name: 'x', cniVersion: 1, plugins }, 'invalid cniVersion type float64'],
  ['null as version', { name: 'x', cniVersion: null, plugins }, 'invalid cniVersion type <nil>'],
  ['versions that are no list', { name: 'x', cniVersions: '1.0.0' }, 'invalid type for cniVersions: string'],
  [
    'a version that is no string',
    { name: 'x', cniVersions: ['1.0.0', {}] },
    'invalid type for cniVersions index 1: map[string]interface {}',
  ],
  [
    'a version of words',
    { name: 'x', cniVersions: ['1.0.0', '1.x'] },
    'invalid cniVersions entry 1.x at index 1: failed to convert version part "x" of "1.x"',
  ],
  [
    'a version of four parts',
    { name: 'x', cniVersions: ['1.0.0.0'] },
    'invalid cniVersions entry 1.0.0.0 at index 0: invalid version "1.0.0.0": too many parts',
  ],
  [
    'cniVersion that is none, beside cniVersions',
    { name: 'x', cniVersion: 'new', cniVersions: [] },
    'invalid cniVersion new: failed to convert version part "new" of "new"',
  ],
  ['a number as boolean', { name: 'x', disableGC: 1 }, 'invalid type float64 for disableGC'],
  ['null as boolean', { name: 'x', disableCheck: null }, 'invalid type <nil> for disableCheck'],
  ['a word as boolean', { name: 'x', disableCheck: 'Yes' }, 'invalid value "yes" for disableCheck'],
  [
    'only inlined plugins, and none',
    { name: 'x', loadOnlyInlinedPlugins: 'TRUE' },
    "`loadOnlyInlinedPlugins` is true, and no 'plugins' key",
  ],
  ['plugins that are no list', { name: 'x', plugins: {} }, "invalid 'plugins' type map[string]interface {}"],
  ['no plugins', { name: 'x', plugins: [] }, 'no plugins in list'],
] as const) {
  test(`a list is refused: ${name}`, (t) => {
    const error = t.throws(() => parseNetwork(bytes(config)), { instanceOf: CniError });
    t.is(error?.message, `error parsing configuration list: ${message}`);
  });
}

for (const [name, plugin, message] of [
  ['no type', {}, "error parsing configuration: missing 'type'"],
  ['null', null, "error parsing configuration: missing 'type'"],
  [
    'a number as type',
    { type: 1 },
    'error parsing configuration: json: cannot unmarshal number into Go struct field PluginConf.type of type string',
  ],
  [
    'a capability that is no boolean',
    { type: 'x', capabilities: { ips: 'true' } },
    'error parsing configuration: json: cannot unmarshal string into Go struct field PluginConf.capabilities of type bool',
  ],
] as const) {
  test(`a plugin is refused: ${name}`, (t) => {
    t.is(t.throws(() => parsePlugin(bytes(plugin)))?.message, message);
    t.is(
      t.throws(() => parseNetwork(bytes({ name: 'x', plugins: [{ type: 'y' }, plugin] })))?.message,
      `failed to parse plugin config 1: ${message}`,
    );
  });
}

for (const [cniVersion, cniVersions, chosen] of [
  ['0.3.1', undefined, '0.3.1'],
  [undefined, undefined, ''],
  ['7.0.0', undefined, '7.0.0'],
  ['0.3.1', ['0.4.0', '1.0.0'], '1.0.0'],
  ['1.0.0', ['0.4.0'], '1.0.0'],
  [undefined, ['0.4.0', '0.3.1'], '0.4.0'],
  ['0.4.0', ['1.0.0', '1.1.0', '1.2.0', '2.0.0'], '1.1.0'],
  ['9.0.0', ['1.0.0'], '1.0.0'],
  ['0.4.0', ['1.0.7'], '0.4.0'],
  ['0.4.0', ['99.0.0'], '0.4.0'],
  ['0.4.0', [], '0.4.0'],
] as const) {
  test(`of ${cniVersion} and ${JSON.stringify(cniVersions)} the version is ${chosen || 'none'}`, (t) => {
    t.is(parseNetwork(bytes({ name: 'x', cniVersion, cniVersions, plugins })).cniVersion, chosen);
  });
}

for (const key of ['disableCheck', 'disableGC', 'loadOnlyInlinedPlugins'] as const) {
  test(`${key} is a boolean or its name in any case`, (t) => {
    const read = (value: unknown) => parseNetwork(bytes({ name: 'x', [key]: value, plugins }))[key];
    t.deepEqual([true, 'true', 'TRUE', 'True', false, 'false', 'FALSE', undefined].map(read), [
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
}

test('a single plugin becomes a list of one', (t) => {
  const network = parseSingle(
    bytes({ cniVersion: '0.3.1', name: 'one', type: 'ipvlan', disableCheck: true }),
  );
  t.like(network, { name: 'one', cniVersion: '0.3.1', disableCheck: false });
  const object = { cniVersion: '0.3.1', name: 'one', type: 'ipvlan', disableCheck: true };
  t.deepEqual(
    network.plugins.map(({ json }) => JSON.parse(json)),
    [object],
  );
  t.deepEqual(JSON.parse(Buffer.from(network.bytes).toString()), {
    cniVersion: '0.3.1',
    name: 'one',
    plugins: [object],
  });
  t.is(
    t.throws(() => parseSingle(bytes({ name: 'one' })))?.message,
    "error parsing configuration: missing 'type'",
  );
});
