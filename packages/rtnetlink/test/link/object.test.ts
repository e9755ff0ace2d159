import test from 'ava';
import { commonAttributes, linkAttributes } from '../../src/link/attributes.ts';
import { linkOf } from '../../src/link/object.ts';

test('each field has the value of the attribute of its name', (t) => {
  const values = Object.fromEntries(
    Object.values(commonAttributes()).map(({ type }) => [type, `value ${type}`]),
  );
  const link = linkOf(values, undefined, undefined);
  const named = Object.entries(commonAttributes()).filter(([name]) => Object.hasOwn(link, name));
  t.true(named.length > 45);
  for (const [name, { type }] of named) t.is(Reflect.get(link, name), `value ${type}`, name);
});

test('a link is compact in JavaScriptCore too: 64 fields at most', (t) => {
  t.true(Reflect.ownKeys(linkOf({}, undefined, undefined)).length <= 64);
});

test('what the literal lacks is what hardly a link has', (t) => {
  const link = linkOf({}, undefined, undefined);
  t.deepEqual(
    Object.keys(linkAttributes()).filter((name) => !Object.hasOwn(link, name)),
    [
      'cost',
      'priority',
      'wireless',
      'weight',
      'netNsPid',
      'vfPorts',
      'portSelf',
      'netNsFd',
      'extMask',
      'physPortId',
      'physPortName',
      'event',
      'newNetnsid',
      'newIfindex',
      'altIfname',
    ],
  );
});
