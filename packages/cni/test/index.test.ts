import test from 'ava';
import * as exported from '../src/index.ts';

test('what the package exports', (t) => {
  t.deepEqual(Object.keys(exported).sort(), [
    'CniError',
    'decodeResult',
    'encodeResult',
    'errorCode',
    'newestVersion',
    'supportedVersions',
  ]);
});
