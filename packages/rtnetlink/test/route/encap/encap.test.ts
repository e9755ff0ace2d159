import test from 'ava';
import { Reader } from '../../../src/bytes/reader.ts';
import { Writer } from '../../../src/bytes/writer.ts';
import { type Encap, encaps } from '../../../src/route/encap/encap.ts';
import { type Route, routeMessage } from '../../../src/route/route.ts';
import { bytesOf, plain } from '../../golden.ts';
import { has } from '../../live.ts';
import { encapSamples } from './samples.ts';

const HEADER = '02 00 00 00 fe 03 00 01 00 00 00 00';

function written(encap: Encap, isRequest = false): Uint8Array {
  const writer = new Writer({ isRequest });
  routeMessage.write(writer, { family: 10, encap });
  return writer.written.slice();
}

function read(bytes: Uint8Array): Route | undefined {
  return routeMessage.read(Reader.copy(bytes), 0, bytes.length);
}

for (const [index, sample] of encapSamples.entries())
  for (const isRequest of [true, false])
    test(`sample ${index}, ${sample.type}, ${isRequest ? 'asked for' : 'reported'}`, (t) => {
      const bytes = written(sample, isRequest);
      const encap = read(bytes)?.encap;
      t.true(has(encap, sample));
      if (encap !== undefined) t.deepEqual(written(encap, isRequest), bytes);
    });

test('there is a sample of every type', (t) => {
  const seen = new Set(encapSamples.map(({ type }) => String(type)));
  for (const type of Object.keys(encaps)) t.true(seen.has(type), type);
});

test('the number of the type may come before or behind what it tells of', (t) => {
  const type = '0600 1500 0100 0000';
  const content = '0c00 1600 0800 0100 00064100';
  for (const order of [`${type} ${content}`, `${content} ${type}`]) {
    const route = read(bytesOf(`${HEADER} ${order}`));
    t.deepEqual(plain(route?.encap), { type: 'mpls', dst: [100] });
    t.is(route?.unknown, undefined);
  }
});

test('one without the other, and content that does not fit, are kept as they are', (t) => {
  for (const [attributes, count] of [
    ['0600 1500 0100 0000', 1],
    ['0c00 1600 0800 0100 00064100', 1],
    // A number of the wrong size.
    ['0500 1500 01 000000 0c00 1600 0800 0100 00064100', 2],
  ] as const) {
    const bytes = bytesOf(`${HEADER} ${attributes}`);
    const route = read(bytes);
    t.is(route?.encap, undefined);
    t.is(route?.unknown?.length, count);
    const writer = new Writer({ isRequest: true });
    if (route !== undefined) routeMessage.write(writer, route);
    t.deepEqual(writer.written.slice(), bytes);
  }
});

test('a wrong value is named by its path', (t) => {
  // A caller without types.
  const wrong = (encap: unknown): Encap => encap as Encap;
  for (const [encap, message] of [
    [{ type: 'vxlan' }, /^encap\.type: expected one of mpls, ip, .*; got "vxlan"$/],
    [{ type: 99 }, /^encap\.bytes: expected a Uint8Array, got undefined$/],
    [{ type: 'mpls', dst: [1 << 20] }, /^encap\.dst\.0: expected a label from 0 to 1048575, got 1048576$/],
    [{ type: 'mpls', dst: [] }, /^encap\.dst: expected a list of labels/],
    [{ type: 'ip', dst: '2001:db8::1' }, /^encap\.dst: expected an IPv4 address/],
    [
      { type: 'seg6', srh: { mode: 'encap', segments: ['192.0.2.1'] } },
      /^encap\.srh\.segments\.0: expected an IPv6/,
    ],
    [
      { type: 'seg6', srh: { mode: 'encap', segments: [] } },
      /^encap\.srh\.segments: expected a list of 1 to/,
    ],
    [{ type: 'ila', locator: '2001:db8::' }, /^encap\.locator: expected four groups/],
    [{ type: 'rpl', srh: {} }, /^encap\.srh\.segments: expected a list/],
  ] as const)
    t.throws(() => written(wrong(encap)), { name: 'EncodeError', message });
});

test('a refusal that points into the encapsulation is named by its path', (t) => {
  const bytes = written({ type: 'seg6local', action: 'endT', flavors: { operation: ['psp'] } });
  const at = (hex: string): number => Buffer.from(bytes).toString('hex').indexOf(hex) / 2;
  const locate = (target: number): string[] => {
    const path: string[] = [];
    routeMessage.locate(Reader.copy(bytes), 0, bytes.length, target, path);
    return path;
  };
  t.deepEqual(locate(at('08000100')), ['encap', 'action']);
  t.deepEqual(locate(at('0800010002000000')), ['encap', 'flavors', 'operation']);
  t.deepEqual(locate(at('06001500')), ['encap', 'type']);
  t.is(routeMessage.nameOf(21), 'encap');
  t.is(routeMessage.nameOf(22), 'encap');
});
