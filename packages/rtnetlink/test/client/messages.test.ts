import test from 'ava';
import { type MessageFault, readMessages, type WireMessage } from '../../src/client/messages.ts';
import { hosts } from '../live.ts';

function joined(messages: readonly WireMessage[]): Uint8Array {
  return Uint8Array.from(messages.flatMap(({ bytes }) => [...bytes]));
}

/** What is read, and what is wrong with the rest. */
function readAll(bytes: Uint8Array): [messages: WireMessage[], fault: MessageFault | undefined] {
  const messages: WireMessage[] = [];
  const reading = readMessages(bytes);
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done === true) return [messages, step.value];
    messages.push(step.value);
  }
}

for (const [name, open] of hosts) {
  test(`${name}: messages that are kept can be sent again`, async (t) => {
    const host = await open(t);
    await host.rules.add({ src: '192.0.2.0/24', table: 1000, priority: 500 });
    const kept = joined(await host.messages.list('rule', { family: 2 }));
    await host.rules.delete({ priority: 500 });
    const [messages, fault] = readAll(kept);
    t.is(fault, undefined);
    t.is(messages.length, 4);
    for (const { bytes, event } of messages) {
      if (event?.subject === 'rule' && event.rule.priority === 500) await host.messages.send(bytes);
    }
    const [rule] = (await host.rules.list()).filter(({ priority }) => priority === 500);
    t.like(rule, { src: '192.0.2.0/24', table: 1000 });
  });
}

/** `struct nlmsghdr` of a rule, little-endian. */
const header = (length: number): number[] => [
  length & 0xff,
  length >> 8,
  0,
  0,
  32,
  0,
  0,
  0,
  ...new Array<number>(8).fill(0),
];

test('where messages break off', (t) => {
  const whole = [...header(29), ...new Array<number>(16).fill(0)];
  const faultOf = (...bytes: number[]): unknown => {
    const [messages, fault] = readAll(Uint8Array.from(bytes));
    return [messages.length, fault];
  };
  t.deepEqual(faultOf(), [0, undefined]);
  t.deepEqual(faultOf(...whole), [1, undefined]);
  t.deepEqual(faultOf(...whole.slice(0, -1)), [0, { kind: 'truncated' }]);
  t.deepEqual(faultOf(...whole, ...header(28).slice(0, 15)), [1, { kind: 'truncated' }]);
  t.deepEqual(faultOf(...whole, ...header(15)), [1, { kind: 'malformed', length: 15, offset: 48 }]);
  t.deepEqual(faultOf(...header(16385)), [0, { kind: 'malformed', length: 16385, offset: 16 }]);
  t.deepEqual(faultOf(...header(16)), [1, undefined]);
});

test('a message is padded to 4 bytes', (t) => {
  const [[message]] = readAll(Uint8Array.from([...header(29), ...new Array<number>(16).fill(0)]));
  t.is(message?.bytes.length, 32);
  t.like(message?.event, { subject: 'rule', rule: { priority: undefined } });
});
