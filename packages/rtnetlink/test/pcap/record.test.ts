import { statSync } from 'node:fs';
import test from 'ava';
import { openTransport } from '../../src/client/open.ts';
import { Rtnl, RtnlSync } from '../../src/client/rtnl.ts';
import type { AsyncTransport } from '../../src/client/transport.ts';
import { linkMessage, RTM_NEWLINK } from '../../src/link/link.ts';
import { decodePcap, type RecordedMessage } from '../../src/pcap/decode.ts';
import { record } from '../../src/pcap/record.ts';
import { ack, data, done, refusal, TestTransport } from '../../src/testing.ts';
import { ownNetns } from '../live.ts';
import { ownFile } from './files.ts';

const kernel = (): TestTransport =>
  new TestTransport((request) =>
    request.isDump
      ? [
          ...['a', 'b', 'c'].map((ifname) => data(request, RTM_NEWLINK, linkMessage, { ifname })),
          done(request),
        ]
      : request.read(linkMessage)?.ifname === 'none'
        ? [refusal(request, 19)]
        : [ack(request)],
  );

/** Direction, name and what matters of the body, in a line. */
function line(message: RecordedMessage): string {
  const what =
    message.object === 'link'
      ? (message.body.ifname ?? '')
      : message.object === 'acknowledgement'
        ? message.body.errno
        : message.object;
  return `${message.direction === 'toKernel' ? '>' : '<'} ${message.name} ${what}`;
}

const exchange = [
  '> RTM_GETLINK ',
  '< RTM_NEWLINK a',
  '< RTM_NEWLINK b',
  '< RTM_NEWLINK c',
  '< NLMSG_DONE 0',
  '> RTM_NEWLINK a',
  '< NLMSG_ERROR 0',
  '> RTM_NEWLINK none',
  '< NLMSG_ERROR 19',
];

test('what a blocking client says and hears, in order', (t) => {
  const file = ownFile(t);
  const before = BigInt(Date.now()) * 1_000_000n;
  const host = new RtnlSync(record(kernel(), file));
  host.links.list();
  host.links.set('a', { up: true });
  t.throws(() => host.links.set('none', { up: true }));
  // Nothing waits for the end.
  t.deepEqual([...decodePcap(file)].map(line), exchange);
  host.close();
  const recorded = [...decodePcap(file)];
  t.deepEqual(recorded.map(line), exchange);
  const times = recorded.map(({ time }) => time);
  t.deepEqual(times, [...times].sort());
  const [first = 0n] = times;
  t.true(first > before - 1_000_000_000n && first < before + 60_000_000_000n, String(first));
});

test('what an asynchronous client says and hears, in order', async (t) => {
  const file = ownFile(t);
  await using host = new Rtnl(record(kernel(), file));
  await host.links.list();
  await host.links.set('a', { up: true });
  await t.throwsAsync(host.links.set('none', { up: true }));
  t.deepEqual([...decodePcap(file)].map(line), exchange);
});

test('the kernel, by both clients in one file each', async (t) => {
  const netns = ownNetns(t);
  const files = [ownFile(t), ownFile(t)] as const;
  const options = { netns: { fd: netns.fd } };
  {
    using host = new RtnlSync(record(openTransport(options), files[0]));
    host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    host.links.list();
  }
  {
    await using host = new Rtnl(record(openTransport(options), files[1]));
    await host.links.delete('v0');
    await host.links.list();
  }
  const lines = files.map((file) => [...decodePcap(file)].map(line));
  t.deepEqual(lines[0]?.slice(0, 3), ['> RTM_NEWLINK v0', '< NLMSG_ERROR 0', '> RTM_GETLINK ']);
  t.true(lines[0]?.includes('< RTM_NEWLINK v1'));
  t.deepEqual(lines[1], [
    '> RTM_DELLINK v0',
    '< NLMSG_ERROR 0',
    '> RTM_GETLINK ',
    '< RTM_NEWLINK lo',
    '< NLMSG_DONE 0',
  ]);
});

test('large answers become several packets of whole messages', async (t) => {
  const file = ownFile(t);
  const ifalias = 'x'.repeat(200);
  const many = new TestTransport(
    (request) => [
      ...Array.from({ length: 600 }, (_, index) =>
        data(request, RTM_NEWLINK, linkMessage, { index, ifalias }),
      ),
      done(request),
    ],
    { messagesPerDatagram: 601 },
  );
  await using host = new Rtnl(record(many, file));
  await host.links.list();
  const recorded = [...decodePcap(file)];
  t.is(recorded.filter(({ name }) => name === 'RTM_NEWLINK').length, 600);
  const packets = new Set(recorded.map(({ time }) => time)).size;
  t.true(packets > 4 && packets <= 6, String(packets));
});

test('a datagram that does not fit is recorded once, when it is taken', (t) => {
  const file = ownFile(t);
  const ifalias = 'x'.repeat(250);
  const large = new TestTransport(
    (request) => [
      ...Array.from({ length: 1200 }, () => data(request, RTM_NEWLINK, linkMessage, { ifalias })),
      done(request),
    ],
    { messagesPerDatagram: 1201 },
  );
  using host = new RtnlSync(record(large, file));
  t.is(host.links.list().length, 1200);
  t.is([...decodePcap(file)].filter(({ name }) => name === 'RTM_NEWLINK').length, 1200);
});

test('a socket that is opened anew has its new port and size', (t) => {
  const transport = kernel();
  using recorded = Object.assign(record(transport, ownFile(t)), {
    [Symbol.dispose]: () => transport.close(),
  });
  const before = recorded.port;
  recorded.reopen?.();
  t.is(recorded.port, transport.port);
  t.not(recorded.port, before);
  t.is(recorded.receiveBuffer, undefined);
});

test('a transport of one kind stays one of that kind', (t) => {
  const transport: AsyncTransport = {
    port: 4,
    transact: async () => ({ bytes: 0 }),
    close: () => undefined,
  };
  const file = ownFile(t);
  const recorded = record(transport, file);
  t.deepEqual(Object.keys(recorded).sort(), ['close', 'port', 'receiveBuffer', 'reopen', 'transact']);
  t.is(recorded.port, 4);
  recorded.close();
  recorded.close();
  t.is(statSync(file).size, 24);
});

test('a file that cannot be made is an error at once', (t) => {
  t.throws(() => record(kernel(), '/nonexistent/recording.pcap'), { code: 'ENOENT' });
});
