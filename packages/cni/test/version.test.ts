import { readFileSync } from 'node:fs';
import test from 'ava';
import { atLeast, packageVersion, specVersion, versionAnswer } from '../src/version.ts';

test('the printed version is the package version', (t) => {
  const file = new URL('../../package.json', import.meta.url);
  t.is(JSON.parse(readFileSync(file, 'utf8')).version, packageVersion);
});

test('VERSION answers with all seven in one line', (t) => {
  t.is(
    versionAnswer(),
    '{"cniVersion":"1.1.0","supportedVersions":["0.1.0","0.2.0","0.3.0","0.3.1","0.4.0","1.0.0","1.1.0"]}\n',
  );
});

test('versions compare by age', (t) => {
  t.true(atLeast('1.0.0', '0.4.0'));
  t.true(atLeast('0.4.0', '0.4.0'));
  t.false(atLeast('0.3.1', '0.4.0'));
});

test('no version is 0.1.0; others than the seven are refused', (t) => {
  t.is(specVersion(''), '0.1.0');
  t.is(specVersion('0.3.1'), '0.3.1');
  for (const version of ['1.0', '1.2.0', '0.5.0', 'x', ' 1.0.0'])
    t.throws(() => specVersion(version), { message: 'incompatible CNI versions' });
});
