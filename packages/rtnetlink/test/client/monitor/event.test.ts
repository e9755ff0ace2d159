import test from 'ava';
import type { Reader } from '../../../src/bytes/reader.ts';
import { Reader as Bytes } from '../../../src/bytes/reader.ts';
import { decodeEvent } from '../../../src/client/monitor/event.ts';
import type { Event } from '../../../src/client/monitor/index.ts';
import { linkMessage, RTM_NEWLINK } from '../../../src/link/link.ts';
import { forEachMessage } from '../../../src/message/header.ts';
import { RTM_NEWROUTE, routeMessage } from '../../../src/route/route.ts';
import { data, message } from '../../../src/testing.ts';
import { brief } from './collect.ts';

const KERNEL = { sequence: 0, port: 0 };

function eventOf(bytes: Uint8Array, nsid?: number, families?: readonly number[]): Event | undefined {
  const reader: Reader = Bytes.copy(bytes);
  let event: Event | undefined;
  forEachMessage(reader, 0, bytes.length, (header) => {
    event = decodeEvent(reader, header, nsid, families);
  });
  return event;
}

/** `RTM_NEWQDISC` (linux/rtnetlink.h) */
const RTM_NEWQDISC = 36;

test('a type without a codec, and a message that does not fit its codec, come as bytes', (t) => {
  const qdisc = message(KERNEL, RTM_NEWQDISC, 0x400, (writer) => writer.u32(7));
  const bytes = new Uint8Array(new Uint32Array([7]).buffer);
  t.deepEqual(eventOf(qdisc), { subject: 'other', type: RTM_NEWQDISC, flags: 0x400, bytes });
  t.deepEqual(eventOf(qdisc, 3), { subject: 'other', type: RTM_NEWQDISC, flags: 0x400, bytes, nsid: 3 });
  const short = message(KERNEL, RTM_NEWLINK, 0, (writer) => writer.u32(7));
  t.deepEqual(eventOf(short), { subject: 'other', type: RTM_NEWLINK, flags: 0, bytes });
});

test('messages of the protocol itself are no events', (t) => {
  for (let type = 1; type <= 4; type++)
    t.is(eventOf(message(KERNEL, type, 0, (writer) => writer.u32(0))), undefined);
});

test('routes for multicast packets are told from others by their family', (t) => {
  const route = (family: number): Uint8Array =>
    data(KERNEL, RTM_NEWROUTE, routeMessage, { family, dst: '239.0.0.1/32', table: 253 });
  for (const [family, subject] of [
    [2, 'route'],
    [128, 'multicastRoute'],
  ] as const) {
    t.is(eventOf(route(family))?.subject, subject);
    t.is(eventOf(route(family), undefined, [2])?.subject, subject);
    t.is(eventOf(route(family), undefined, [10]), undefined);
  }
});

test('links have no family that could be left out', (t) => {
  const event = eventOf(data(KERNEL, RTM_NEWLINK, linkMessage, { ifname: 'a' }), 4, [10]);
  t.is(event && brief(event), '4: new link a');
});
