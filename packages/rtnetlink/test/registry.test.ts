import test from 'ava';
import { Reader } from '../src/bytes/reader.ts';
import * as codec from '../src/codec.ts';
import { linkMessage, RTM_NEWLINK } from '../src/link/link.ts';
import { mdbMessage, mdbRequestMessage, RTM_NEWMDB } from '../src/mdb/mdb.ts';
import { forEachMessage, NLM_F_REQUEST } from '../src/message/header.ts';
import { type DecodedMessage, decodeMessage, messageName, messages } from '../src/registry.ts';
import { data, message } from '../src/testing.ts';

const to = { sequence: 1, port: 2 };

function decoded(bytes: Uint8Array): DecodedMessage {
  const found: DecodedMessage[] = [];
  const reader = Reader.copy(bytes);
  forEachMessage(reader, 0, bytes.length, (header) => found.push(decodeMessage(reader, header)));
  const [one] = found;
  if (one === undefined) throw new Error('no message');
  return one;
}

test('every message type that the codec names is in the table, by its name and once', (t) => {
  const named = Object.entries(codec).filter(([name]) => /^RTM_(NEW|DEL|GET|SET)/.test(name));
  t.true(named.length > 20);
  for (const [name, type] of named) t.is(messageName(Number(type)), name);
  const rows = Object.values(messages);
  const requests = rows.filter((row) => 'isRequest' in row);
  for (const some of [requests, rows.filter((row) => !('isRequest' in row))]) {
    const types = some.flatMap((row) => Object.values(row.types));
    t.true(types.length > 3);
    t.is(new Set(types).size, types.length);
  }
});

test('a message is decoded by its type', (t) => {
  const message = decoded(data(to, RTM_NEWLINK, linkMessage, { index: 7, ifname: 'a' }));
  if (message.object !== 'link') return t.fail(message.object);
  t.is(message.name, 'RTM_NEWLINK');
  t.is(message.body.ifname, 'a');
});

test('the body of a request is told from that of a message of the kernel', (t) => {
  const entry = { port: 4, state: 'permanent', flags: [], vid: 0, address: '239.1.1.1' } as const;
  const request = decoded(
    message(to, RTM_NEWMDB, NLM_F_REQUEST, (writer) =>
      mdbRequestMessage.write(writer, { family: 7, ifindex: 2, entry }),
    ),
  );
  if (request.object !== 'mdbRequest') return t.fail(request.object);
  t.deepEqual(request.body.entry, entry);
  const report = decoded(
    data(to, RTM_NEWMDB, mdbMessage, { ifindex: 2, mdb: { entry: [{ info: [{ ...entry, timer: 0 }] }] } }),
  );
  if (report.object !== 'mdb') return t.fail(report.object);
  t.is(report.name, 'RTM_NEWMDB');
  t.is(report.body.mdb?.entry?.[0]?.info?.[0]?.address, '239.1.1.1');
});

test('acknowledgements, and what the table does not know', (t) => {
  const done = decoded(message(to, 3, 2, (writer) => writer.u32(-19 >>> 0)));
  t.deepEqual(done, { object: 'acknowledgement', name: 'NLMSG_DONE', body: { errno: 19 } });
  const error = decoded(message(to, 2, 0, (writer) => writer.u32(0)));
  t.deepEqual(error, { object: 'acknowledgement', name: 'NLMSG_ERROR', body: { errno: 0 } });
  const newer = decoded(message(to, 4000, 0, (writer) => writer.u32(0)));
  t.deepEqual(newer, { object: 'unknown', name: '4000', body: new Uint8Array(4) });
  const short = decoded(message(to, RTM_NEWLINK, 0, (writer) => writer.u32(0)));
  t.deepEqual(short, { object: 'unknown', name: 'RTM_NEWLINK', body: new Uint8Array(4) });
  t.is(messageName(1), 'NLMSG_NOOP');
});
