import test from 'ava';
import { decodeMessageLog, type LoggedMessage } from '../../src/message_log.ts';
import { hosts } from '../live.ts';

function joined(messages: readonly LoggedMessage[]): Uint8Array {
  return Uint8Array.from(messages.flatMap(({ bytes }) => [...bytes]));
}

for (const [name, open] of hosts) {
  test(`${name}: messages that are kept can be sent again`, async (t) => {
    const host = await open(t);
    await host.rules.add({ src: '192.0.2.0/24', table: 1000, priority: 500 });
    const kept = joined(await host.messages.list('rule', { family: 2 }));
    await host.rules.delete({ priority: 500 });
    const messages = [...decodeMessageLog([kept])];
    t.is(messages.length, 4);
    for (const message of messages) {
      if (message.object === 'rule' && message.body.priority === 500) await host.messages.send(message.bytes);
    }
    const [rule] = (await host.rules.list()).filter(({ priority }) => priority === 500);
    t.like(rule, { src: '192.0.2.0/24', table: 1000 });
  });
}
