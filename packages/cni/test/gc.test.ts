import test from 'ava';
import { isValid, validAttachments } from '../src/gc.ts';
import { parseJson } from '../src/json/parse.ts';

const request = (config: unknown) => ({ config: parseJson(Buffer.from(JSON.stringify(config))) });
const one = { containerID: 'c1', ifname: 'eth0' };

test('the list of the specification is taken before the older one', (t) => {
  const config = { 'cni.dev/attachments': [], 'cni.dev/valid-attachments': [one] };
  t.deepEqual(validAttachments(request(config)), [one]);
});

test('the older list is taken when it is the only one', (t) => {
  t.deepEqual(validAttachments(request({ 'cni.dev/attachments': [one] })), [one]);
});

test('null is an empty list', (t) => {
  t.deepEqual(validAttachments(request({ 'cni.dev/valid-attachments': null })), []);
});

test('no list at all is refused, for everything would seem to be left over', (t) => {
  t.throws(() => validAttachments(request({ name: 'net' })), {
    name: 'CniError',
    message: 'missing cni.dev/valid-attachments',
  });
});

test('an attachment is known by container and interface', (t) => {
  t.true(isValid([one], 'c1', 'eth0'));
  t.false(isValid([one], 'c1', 'eth1'));
  t.false(isValid([one], 'c2', 'eth0'));
});
