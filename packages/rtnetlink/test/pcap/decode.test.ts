import { writeFileSync } from 'node:fs';
import test from 'ava';
import { linkMessage, RTM_NEWLINK } from '../../src/link/link.ts';
import { decodePcap, type RecordedMessage } from '../../src/pcap/decode.ts';
import { PcapError } from '../../src/pcap/format.ts';
import { data, message } from '../../src/testing.ts';
import { ownFile } from './files.ts';

const link = data({ sequence: 5, port: 9 }, RTM_NEWLINK, linkMessage, { index: 7, ifname: 'a' });

interface FileOptions {
  readonly littleEndian?: boolean;
  readonly magic?: number;
  readonly linkType?: number;
  readonly packetType?: number;
  readonly family?: number;
  readonly seconds?: number;
  readonly fraction?: number;
  readonly captured?: number;
  readonly length?: number;
}

/** A pcap of one packet, written by nothing that this package reads or writes with. */
function pcap(content: Uint8Array, options: FileOptions = {}): Uint8Array {
  const { littleEndian = true } = options;
  const bytes = new Uint8Array(24 + 16 + 16 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, options.magic ?? 0xa1b2c3d4, littleEndian);
  view.setUint16(4, 2, littleEndian);
  view.setUint16(6, 4, littleEndian);
  view.setUint32(16, 65_535, littleEndian);
  view.setUint32(20, options.linkType ?? 253, littleEndian);
  view.setUint32(24, options.seconds ?? 1_700_000_000, littleEndian);
  view.setUint32(28, options.fraction ?? 123_456, littleEndian);
  view.setUint32(32, options.captured ?? 16 + content.length, littleEndian);
  view.setUint32(36, options.length ?? 16 + content.length, littleEndian);
  view.setUint16(40, options.packetType ?? 6);
  view.setUint16(42, 824);
  view.setUint16(54, options.family ?? 0);
  bytes.set(content, 56);
  return bytes;
}

/** The messages before an error, and the error's text. */
function partial(file: Uint8Array): { readonly messages: RecordedMessage[]; readonly error?: string } {
  const messages: RecordedMessage[] = [];
  try {
    for (const found of decodePcap(file)) messages.push(found);
  } catch (error) {
    if (!(error instanceof PcapError)) throw error;
    return { messages, error: error.message };
  }
  return { messages };
}

for (const littleEndian of [true, false])
  test(`headers of ${littleEndian ? 'little' : 'big'}-endian machines, micro- and nanoseconds`, (t) => {
    for (const [magic, time] of [
      [0xa1b2c3d4, 1_700_000_000_123_456_000n],
      [0xa1b23c4d, 1_700_000_000_000_123_456n],
    ] as const) {
      const { messages, error } = partial(pcap(link, { littleEndian, magic }));
      t.is(error, undefined);
      t.is(messages.length, 1);
      const [found] = messages;
      if (found?.object !== 'link') return t.fail();
      t.is(found.time, time);
      t.is(found.body.ifname, 'a');
      t.is(found.name, 'RTM_NEWLINK');
      t.is(found.direction, 'fromKernel');
      t.is(found.family, 0);
      t.deepEqual(found.header, { start: 0, end: link.length, type: 16, flags: 0, sequence: 5, port: 9 });
      t.deepEqual(found.bytes, link);
    }
  });

test('from a file', (t) => {
  const file = ownFile(t);
  writeFileSync(file, pcap(link));
  t.is([...decodePcap(file)].length, 1);
  writeFileSync(file, pcap(link).subarray(0, 30));
  t.throws(() => [...decodePcap(file)], {
    instanceOf: PcapError,
    message: `${file}: packet 1, at byte 24, is cut off within its header`,
  });
  t.throws(() => [...decodePcap(`${file}.none`)], { code: 'ENOENT' });
});

test('where the packet type is not ours, the flags of a message tell its direction', (t) => {
  const request = message({ sequence: 1, port: 0 }, 18, 1, (writer) => writer.zero(16));
  const of = (content: Uint8Array): unknown =>
    partial(pcap(content, { packetType: 0xffff })).messages[0]?.direction;
  t.is(of(request), 'toKernel');
  t.is(of(link), 'fromKernel');
  t.is(partial(pcap(link, { packetType: 7 })).messages[0]?.direction, 'toKernel');
});

test('messages of other families are not decoded', (t) => {
  const [found] = partial(pcap(link, { family: 16 })).messages;
  t.like(found, { object: 'unknown', name: '16', family: 16 });
});

test('several messages in a packet, and a rest that is none', (t) => {
  const two = new Uint8Array(Buffer.concat([link, link, Uint8Array.of(9, 9, 9, 9, 9)]));
  const { messages, error } = partial(pcap(two));
  t.is(error, undefined);
  t.deepEqual(
    messages.map(({ object }) => object),
    ['link', 'link', 'rest'],
  );
  t.is(messages[1]?.header?.start, 0);
  t.deepEqual(messages[2]?.bytes, Uint8Array.of(9, 9, 9, 9, 9));
  // Of a host of the other byte order, no length fits.
  const swapped = link.slice();
  swapped.set([...link.subarray(0, 4)].reverse(), 0);
  t.is(partial(pcap(swapped)).messages[0]?.object, 'rest');
  // A packet that has not even its own header.
  t.like(partial(pcap(new Uint8Array(0), { captured: 3 }).subarray(0, 43)).messages[0], {
    object: 'rest',
    direction: undefined,
  });
});

test('what is no pcap of netlink says so', (t) => {
  t.is(partial(new Uint8Array(0)).error, 'pcap: 0 bytes are no pcap file');
  t.is(partial(new Uint8Array(24)).error, 'pcap: no pcap file');
  t.is(partial(pcap(link, { linkType: 1 })).error, 'pcap: packets of link type 1, not of netlink (253)');
  // The upper half of the field has other meanings.
  t.is(partial(pcap(link, { linkType: 0x5400_00fd })).error, undefined);
});

test('lengths that cannot be are an error, not an allocation', (t) => {
  const error = (options: FileOptions): string | undefined => partial(pcap(link, options)).error;
  t.is(
    error({ captured: 0xffff_ffff, length: 0xffff_ffff }),
    'pcap: packet 1, at byte 24, cannot have 4294967295 of 4294967295 bytes',
  );
  t.is(error({ captured: 20, length: 10 }), 'pcap: packet 1, at byte 24, cannot have 20 of 10 bytes');
  t.is(
    error({ captured: 2000, length: 2000 }),
    `pcap: packet 1, at byte 24, is cut off: ${link.length + 16} of 2000 bytes are there`,
  );
});

test('a file that is cut off anywhere gives what is before, then an error', (t) => {
  const once = pcap(link);
  const whole = new Uint8Array(Buffer.concat([once, once.subarray(24)]));
  for (let length = 24; length < whole.length; length++) {
    const { messages, error } = partial(whole.subarray(0, length));
    t.is(messages.length, length < once.length ? 0 : 1);
    t.is(error === undefined, length === 24 || length === once.length, String(length));
  }
});

test('any one byte of a file damaged: messages or a PcapError, nothing else', (t) => {
  const good = pcap(link);
  for (let at = 0; at < good.length; at++)
    for (const value of [0, 1, 0x7f, 0xff]) {
      const bad = good.slice();
      bad[at] = value;
      const { messages, error } = partial(bad);
      t.true(messages.length > 0 || error !== undefined, `byte ${at}`);
    }
});
