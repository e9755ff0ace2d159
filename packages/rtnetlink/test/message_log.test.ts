import test from 'ava';
import { linkMessage, RTM_NEWLINK } from '../src/link/link.ts';
import { decodeMessageLog, type LoggedMessage, MessageLogError } from '../src/message_log.ts';
import { RTM_NEWRULE } from '../src/rule.ts';
import { data, message } from '../src/testing.ts';

const FROM = { sequence: 0, port: 0 };
const LINK = data(FROM, RTM_NEWLINK, linkMessage, { index: 7, ifname: 'a' });
const TIME = message(FROM, 15, 0, (writer) => {
  writer.u32(1_700_000_000);
  writer.u32(123_456);
});

/** A header that says `length`, in this machine's byte order. */
function header(length: number): Uint8Array {
  const bytes = new Uint8Array(16);
  new Uint32Array(bytes.buffer)[0] = length;
  return bytes;
}

/** A header of `RTM_NEWRULE`. */
function ruleHeader(length: number): Uint8Array {
  const bytes = header(length);
  new Uint16Array(bytes.buffer)[2] = RTM_NEWRULE;
  return bytes;
}

function read(chunks: readonly Uint8Array[]): { messages: LoggedMessage[]; error?: unknown } {
  const messages: LoggedMessage[] = [];
  try {
    for (const logged of decodeMessageLog(chunks)) messages.push(logged);
  } catch (error) {
    return { messages, error };
  }
  return { messages };
}

test('a log is cut anywhere', (t) => {
  const log = Buffer.concat([LINK, TIME, LINK]);
  const expected = ['RTM_NEWLINK', 'NLMSG_TSTAMP', 'RTM_NEWLINK'];
  for (let size = 1; size <= log.length; size++) {
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < log.length; at += size) chunks.push(log.subarray(at, at + size));
    const { messages, error } = read(chunks);
    t.deepEqual(
      messages.map(({ name }) => name),
      expected,
    );
    t.is(error, undefined);
  }
});

test('each message is decoded by its type', (t) => {
  const [link, time] = read([LINK, TIME]).messages;
  t.like(link, { object: 'link', body: { index: 7, ifname: 'a' }, header: { type: RTM_NEWLINK } });
  t.like(time, { object: 'time', body: { seconds: 1_700_000_000, microseconds: 123_456 } });
});

test('a message that has no padding in its length is given with zeros for it', (t) => {
  const [rule] = read([
    Uint8Array.from([...ruleHeader(29), ...new Array<number>(13).fill(0), 1, 2, 3]),
  ]).messages;
  t.like(rule, { object: 'rule', name: 'RTM_NEWRULE', body: { priority: undefined } });
  t.deepEqual([...(rule?.bytes ?? [])], [...ruleHeader(29), ...new Array<number>(16).fill(0)]);
});

test('a message is given before the next chunk is asked for', (t) => {
  let asked = 0;
  function* chunks(): Generator<Uint8Array> {
    for (asked = 1; ; asked++) yield LINK;
  }
  const log = decodeMessageLog(chunks());
  log.next();
  log.next();
  t.is(asked, 2);
});

test('where a log is damaged or cut off, the messages before it have been given', (t) => {
  const cases = [
    { rest: header(16).subarray(0, 7), reason: 'truncated', length: 0, offset: LINK.length + 7 },
    { rest: header(17), reason: 'truncated', length: 17, offset: LINK.length + 16 },
    { rest: header(40), reason: 'truncated', length: 40, offset: LINK.length + 16 },
    { rest: header(0), reason: 'malformed', length: 0, offset: LINK.length + 16 },
    { rest: header(15), reason: 'malformed', length: 15, offset: LINK.length + 16 },
    { rest: header(16385), reason: 'malformed', length: 16385, offset: LINK.length + 16 },
    { rest: header(0xffffffff), reason: 'malformed', length: 0xffffffff, offset: LINK.length + 16 },
  ] as const;
  for (const { rest, ...expected } of cases) {
    const { messages, error } = read([LINK, rest]);
    t.is(messages.length, 1);
    t.true(error instanceof MessageLogError);
    t.like(error, expected);
  }
  t.is(new MessageLogError('malformed', 15, 16).message, 'malformed message of length 15 before byte 16');
});
