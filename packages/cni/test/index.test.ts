import test from 'ava';
import * as exported from '../src/index.ts';
import * as runtime from '../src/runtime/index.ts';

test('what the package exports', (t) => {
  t.deepEqual(Object.keys(exported).sort(), [
    'CniError',
    'JsonNumber',
    'JsonObject',
    'JsonSyntaxError',
    'JsonTypeError',
    'decodeResult',
    'encodeResult',
    'errorCode',
    'newestVersion',
    'parseJson',
    'supportedVersions',
  ]);
});

test('what the runtime exports', (t) => {
  t.deepEqual(Object.keys(runtime).sort(), [
    'CniError',
    'DEFAULT_CACHE',
    'Runtime',
    'describe',
    'errorCode',
    'formatCniArgs',
    'listNetworks',
    'loadNetwork',
    'loadNetworkFile',
    'networkOf',
    'parseCniArgs',
    'parseNetwork',
    'parsePlugin',
    'parseSingle',
  ]);
});
