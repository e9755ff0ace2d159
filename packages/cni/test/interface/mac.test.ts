import test from 'ava';
import { parseMac } from '../../src/interface/mac.ts';

for (const [text, mac] of [
  ['00:11:22:33:44:55', '00:11:22:33:44:55'],
  ['C2-11-22-33-44-AF', 'c2:11:22:33:44:af'],
  ['0011.2233.4455', '00:11:22:33:44:55'],
  ['00:11:22:33:44:55:66:77', '00:11:22:33:44:55:66:77'],
  ['0011.2233.4455.6677', '00:11:22:33:44:55:66:77'],
  [Array(20).fill('0a').join('-'), Array(20).fill('0a').join(':')],
] as const) {
  test(`reads ${text}`, (t) => {
    t.is(parseMac(text), mac);
  });
}

for (const text of [
  'zz',
  '00:11:22:33:44',
  '00:11-22:33:44:55',
  '0:1:2:3:4:5',
  '001122334455',
  '0011.2233.44',
  '00:11:22:33:44:55:66',
]) {
  test(`refuses ${text}`, (t) => {
    t.throws(() => parseMac(text), {
      message: `invalid args ${text} for MAC addr: address ${text}: invalid MAC address`,
    });
  });
}
