import test from 'ava';
import fc from 'fast-check';
import { roots } from '../src/declarations.ts';
import { kinds, slaveKinds } from '../src/link/kinds/index.ts';
import { encaps } from '../src/route/encap/encap.ts';
import type { Codec } from '../src/schema/codec.ts';
import { bytesOfMessage, messages } from './generated/messages.ts';
import { attributesOf } from './generated/payloads.ts';
import { survives } from './generated/survives.ts';
import { bodies } from './seeds.ts';

/*
 * encode(decode(bytes)) gives the bytes back, the order of attributes aside, for what a kernel of any age may send:
 * unknown attributes, kinds and words, and structs that have grown.
 */

for (const [name, codec] of [
  ...Object.entries(kinds),
  ...Object.entries(encaps).map(([key, value]) => [`encapsulation ${key}`, value] as const),
  ...Object.entries(slaveKinds).map(([key, value]) => [`port of ${key}`, value] as const),
])
  test(`data of kind ${name}`, (t) => {
    fc.assert(
      fc.property(attributesOf(codec.attributes), (bytes) => {
        survives(codec as Codec<unknown>, bytes);
      }),
      { numRuns: 20, seed: 1 },
    );
    t.pass();
  });

const RUNS = 40;

for (const [index, message] of messages.entries())
  test(`messages: ${message.name} (${index})`, (t) => {
    const body = bodies.find(({ name }) => name === message.name);
    if (body === undefined) return t.fail();
    let read = 0;
    fc.assert(
      fc.property(bytesOfMessage(message), (bytes) => {
        if (survives(body, bytes, body.headerLength)) read++;
      }),
      { numRuns: RUNS, seed: 2 },
    );
    t.is(read, RUNS);
  });

test('every message body is among them', (t) => {
  const names = new Set(messages.map(({ name }) => name));
  t.deepEqual(
    [...roots.keys()].filter((name) => name !== 'ack' && !names.has(name)),
    [],
  );
});
