import test from 'ava';
import { decodeText, encodeText } from '../../src/bytes/text.ts';

const read = (...bytes: number[]): string => decodeText(Uint8Array.from(bytes), 0, bytes.length);

test('text ends at the first NUL', (t) => {
  t.is(read(), '');
  t.is(read(0), '');
  t.is(read(0x61, 0x62), 'ab');
  t.is(read(0x61, 0, 0x62), 'a');
  t.is(read(0xc3, 0xa4, 0, 0xff), 'ä');
  t.is(read(0xf0, 0x9f, 0x90, 0xa7), '🐧');
  t.is(decodeText(Uint8Array.from([1, 0x61, 0x62, 2]), 1, 3), 'ab');
});

test('a byte that is no UTF-8 comes back as that byte', (t) => {
  const names = [
    [0xff],
    [0x61, 0xc3],
    [0xc3, 0x28],
    [0xe2, 0x82],
    [0xf0, 0x9f, 0x90],
    [0x80, 0xc3, 0xa4, 0xfe],
    [0xed, 0xa0, 0x80],
    [0xc0, 0x80],
  ];
  for (const bytes of names) {
    const text = read(...bytes);
    t.deepEqual([...encodeText(text)], bytes);
    t.true(
      [...text].some((letter) => letter >= '\udc80' && letter <= '\udcff'),
      text,
    );
  }
});

test('every two bytes survive', (t) => {
  for (let first = 1; first < 256; first++)
    for (let second = 1; second < 256; second++) {
      const [one, two] = encodeText(read(first, second));
      if (one !== first || two !== second) t.fail(`${first} ${second}`);
    }
  t.pass();
});
