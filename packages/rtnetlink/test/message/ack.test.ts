import test from 'ava';
import { Reader } from '../../src/bytes/reader.ts';
import { type Acknowledgement, readAcknowledgement } from '../../src/message/ack.ts';
import { forEachMessage } from '../../src/message/header.ts';
import { ack, done, message, refusal, type TestRequest } from '../../src/testing.ts';
import { bytesOf } from '../golden.ts';

function read(bytes: Uint8Array): Acknowledgement | undefined {
  const reader = Reader.copy(bytes);
  let found: Acknowledgement | undefined;
  forEachMessage(reader, 0, bytes.length, (header) => {
    found = readAcknowledgement(reader, header);
  });
  return found;
}

const request: TestRequest = {
  type: 16,
  flags: 5,
  sequence: 7,
  port: 1,
  isDump: false,
  // An odd length: what follows the echo is aligned.
  bytes: bytesOf('23000000 1000 0500 07000000 01000000  00000000000000000000000000000000 aabbcc'),
  read: () => undefined,
};

test('recorded: an interface name that is too long', (t) => {
  // RTM_NEWLINK of index 1 with IFLA_IFNAME '0123456789abcdefg'; Linux 6.18
  const bytes = bytesOf(`
    68000000 0200 0003 07000000 1c2d0000   # nlmsghdr: NLMSG_ERROR, CAPPED | ACK_TLVS
    deffffff                               # -ERANGE
    38000000 1000 0500 07000000 00000000   # the header of the request
    2700 0100 417474726962757465206661     # NLMSGERR_ATTR_MSG
      696c656420706f6c6963792076616c69646174696f6e00 00
    0800 0200 20000000                     # NLMSGERR_ATTR_OFFS
    1400 0480                              # NLMSGERR_ATTR_POLICY
      0800 0700 0f000000                   # NL_POLICY_TYPE_ATTR_MAX_LENGTH
      0800 0100 0b000000                   # NL_POLICY_TYPE_ATTR_TYPE: NUL-terminated string
  `);
  t.deepEqual(read(bytes), {
    errno: 34,
    message: 'Attribute failed policy validation',
    offset: 32,
    policy: { type: 11, maxLength: 15 },
  });
});

test('attributes lie behind the header of the request, or behind the whole of it', (t) => {
  const extended = {
    message: 'no',
    offset: 32,
    missType: 1,
    missNest: 48,
    cookie: new Uint8Array([1, 2]),
    policy: { minValueU: 1n, minValueS: -5n, maxLength: 3 },
  };
  for (const capped of [true, false])
    t.deepEqual(read(refusal(request, 22, extended, capped)), { errno: 22, ...extended }, String(capped));
  t.deepEqual(read(done(request, 19, extended)), { errno: 19, ...extended });
});

test('success, with and without a warning', (t) => {
  t.deepEqual(read(ack(request)), { errno: 0 });
  t.deepEqual(read(ack(request, { message: 'w' })), { errno: 0, message: 'w' });
  t.deepEqual(read(done(request)), { errno: 0 });
});

test('an NLMSG_DONE of 0 bytes, and one cut within its errno', (t) => {
  for (let length = 0; length < 4; length++)
    t.deepEqual(read(message(request, 3, 2, (writer) => writer.zero(length))), { errno: 0 });
});

test('an echo of any length never leads outside of the message', (t) => {
  const good = refusal(request, 22, { message: 'no' }, false);
  for (const length of [0, 1, 15, 16, 34, 35, 60, 1000, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff]) {
    const bytes = new Uint8Array(64 + good.length);
    // What lies before and behind looks like attributes.
    bytes.fill(8);
    bytes.set(good, 32);
    new DataView(bytes.buffer).setUint32(32 + 20, length, true);
    const reader = Reader.copy(bytes);
    const found = readAcknowledgement(reader, {
      start: 32,
      end: 32 + good.length,
      type: 2,
      flags: 0x200,
      sequence: 7,
      port: 1,
    });
    t.is(found.errno, 22);
    t.is(found.message, length === 35 || length === 34 ? 'no' : undefined, String(length));
  }
});
