import test, { type ExecutionContext } from 'ava';
import { operations } from '../../src/client/objects.ts';
import { openTransport } from '../../src/client/open.ts';
import { Rtnl, RtnlSync } from '../../src/client/rtnl.ts';
import { linkMessage, RTM_NEWLINK } from '../../src/link/link.ts';
import { decodePcap, type RecordedMessage } from '../../src/pcap/decode.ts';
import { record } from '../../src/pcap/record.ts';
import { ReplayError, ReplayTransport } from '../../src/testing/replay.ts';
import { ack, data, done, TestTransport } from '../../src/testing.ts';
import { type Host, ownNetns } from '../live.ts';
import { ownFile } from '../pcap/files.ts';

interface Wanted {
  readonly mtu?: number;
  readonly peer?: string;
  readonly address?: string;
}

/** What is recorded and replayed; gives what it saw. */
async function setUp(host: Host, { mtu = 1400, peer = 'v1', address }: Wanted = {}): Promise<unknown> {
  await host.links.add({ ifname: 'v0', kind: 'veth', mtu, data: { peer: { ifname: peer } } });
  await host.links.set('v0', { up: true });
  await host.addresses.add({ dev: 'v0', address: address ?? '192.0.2.1/24' });
  const missing = await (async () => host.links.get('none'))().catch(String);
  const links = await host.links.list();
  return [missing, links.map(({ ifname, mtu: shown, stats64 }) => [ifname, shown, stats64?.rxPackets])];
}

/** The file of a recorded {@link setUp} with the kernel, and what it gave. */
async function recorded(t: ExecutionContext): Promise<{ readonly file: string; readonly gave: unknown }> {
  const netns = ownNetns(t);
  const file = ownFile(t);
  using host = new RtnlSync(record(openTransport({ netns: { fd: netns.fd } }), file));
  return { file, gave: await setUp(host) };
}

test('what the kernel answered is answered again, to both clients', async (t) => {
  const { file, gave } = await recorded(t);
  t.deepEqual(gave, [
    'NetlinkError: get link none: No such device (ENODEV)',
    [
      ['lo', 65_536, 0n],
      ['v1', 1500, 0n],
      ['v0', 1400, 0n],
    ],
  ]);
  for (const Client of [RtnlSync, Rtnl]) {
    const transport = ReplayTransport.from(file);
    const host = new Client(transport);
    // The numbers of now are others than those of then.
    if (Client === Rtnl) t.not(transport.port, [...decodePcap(file)][1]?.header?.port);
    t.deepEqual(await setUp(host), gave);
    transport.finish();
    host.close();
  }
});

test('the first request that is not as recorded is refused, and says what differs', async (t) => {
  const { file } = await recorded(t);
  const cases: readonly (readonly [Wanted, string])[] = [
    [{ mtu: 1300 }, 'add link v0: request 1 is not as recorded: mtu is 1300, was 1400 (EBADMSG)'],
    [
      { peer: 'v2' },
      'add link v0: request 1 is not as recorded: data.peer.ifname is "v2", was "v1" (EBADMSG)',
    ],
    [
      { address: '192.0.2.2/24' },
      'add address 192.0.2.2/24: request 4 is not as recorded: address is "192.0.2.2/24", was "192.0.2.1/24" (EBADMSG)',
    ],
  ];
  for (const [wanted, message] of cases) {
    const transport = ReplayTransport.from(file);
    using host = new RtnlSync(transport);
    await t.throwsAsync(setUp(host, wanted), { code: 'EBADMSG', message });
    const problem = message.replace(/^.*?: /, '').replace(' (EBADMSG)', '');
    t.throws(() => transport.finish(), { instanceOf: ReplayError, message: problem });
  }
});

test('another order, another type, more and fewer requests', async (t) => {
  const { file } = await recorded(t);
  const first = (use: (host: RtnlSync) => unknown): string | undefined => {
    using host = new RtnlSync(ReplayTransport.from(file));
    return t.throws(() => use(host))?.message;
  };
  t.is(
    first((host) => host.links.delete('v0')),
    'delete link v0: request 1 is not as recorded: it is RTM_DELLINK, was RTM_NEWLINK (EBADMSG)',
  );
  t.is(
    first((host) => host.links.replace({ ifname: 'v0' })),
    'replace link v0: request 1 is not as recorded: flags are 0x505, were 0x605 (EBADMSG)',
  );
  const transport = ReplayTransport.from(file);
  using host = new RtnlSync(transport);
  t.throws(() => transport.finish(), {
    message: 'request 1 of the recording, RTM_NEWLINK, was not made',
  });
  await setUp(host);
  transport.finish();
  t.throws(() => host.links.list(), {
    message: 'list links: request 7, RTM_GETLINK, is one more than was recorded (EBADMSG)',
  });
});

test('not strict: any order, any number of times', async (t) => {
  const { file } = await recorded(t);
  const transport = ReplayTransport.from(file, { strict: false });
  await using host = new Rtnl(transport);
  for (let times = 0; times < 3; times++) t.is((await host.links.list()).length, 3);
  await host.links.set('v0', { up: true });
  transport.finish();
  await t.throwsAsync(host.links.set('v0', { up: false }), {
    message:
      'set link v0: request 5, RTM_NEWLINK, is like none in the recording; of request 1, flags are 0x5, were 0x605 (EBADMSG)',
  });
  await t.throwsAsync(host.rules.delete({ priority: 5 }), {
    message: /request 6, RTM_DELRULE, is like none in the recording \(EBADMSG\)$/,
  });
  t.throws(() => transport.finish(), { message: /^request 5/ });
});

/** The recording of some calls without a kernel. */
function simulated(t: ExecutionContext, use: (host: RtnlSync) => void): string {
  const file = ownFile(t);
  const kernel = new TestTransport((request) =>
    request.isDump
      ? [data(request, RTM_NEWLINK, linkMessage, { ifname: 'a' }), done(request)]
      : [ack(request)],
  );
  using host = new RtnlSync(record(kernel, file));
  use(host);
  return file;
}

test('fields that may differ, and attributes in another order', (t) => {
  const bytes = [Uint8Array.of(1, 2), Uint8Array.of(3, 4)] as const;
  const unknown = bytes.map((each, index) => ({ type: 4000 + index, bytes: each }));
  const file = simulated(t, (host) => host.links.set(1, { netNsFd: 5, mtu: 1400, txqlen: 7, unknown }));
  const replay = (netNsFd: number, ignore: readonly string[], odd = unknown): void => {
    const transport = ReplayTransport.from(file, { ignore });
    using host = new RtnlSync(transport);
    host.links.set(1, { txqlen: 7, mtu: 1400, netNsFd, unknown: odd });
    transport.finish();
  };
  t.notThrows(() => replay(5, []));
  t.notThrows(() => replay(6, ['netNsFd']));
  t.throws(() => replay(6, []), { message: /netNsFd is 6, was 5/ });
  t.throws(() => replay(5, [], unknown.slice(0, 1)), {
    message: /unknown\.1 is absent, was \{"type":4001/,
  });
  const [one, two] = unknown;
  if (one === undefined || two === undefined) return t.fail();
  t.throws(() => replay(5, [], [one, { ...two, bytes: bytes[0] }]), {
    message: /unknown\.1\.bytes is 0102, was 0304/,
  });
});

test('requests in one datagram, and a dump in several', async (t) => {
  const file = simulated(t, (host) => {
    for (const mtu of [1, 2, 3]) host.links.set(1, { mtu });
    host.links.list();
  });
  const transport = ReplayTransport.from(file);
  await using host = new Rtnl(transport);
  const [links] = await Promise.all([
    (async () => {
      await Promise.all([1, 2, 3].map((mtu) => host.links.set(1, { mtu })));
      return host.links.list();
    })(),
  ]);
  t.is(links.length, 1);
  t.deepEqual(
    transport.sent.map(({ length }) => length),
    [3, 1],
  );
  transport.finish();
});

test('requests that were recorded in one datagram, one by one', async (t) => {
  const file = simulated(t, (host) =>
    host.batch(['a', 'b', 'c'].map((ifname) => operations.links.set(1, { ifname }))),
  );
  t.deepEqual(
    [...decodePcap(file)].map(({ direction }) => direction),
    ['toKernel', 'toKernel', 'toKernel', 'fromKernel'],
    'two succeeded without a word',
  );
  const transport = ReplayTransport.from(file);
  await using host = new Rtnl(transport);
  for (const ifname of ['a', 'b', 'c']) await host.links.set(1, { ifname });
  transport.finish();
});

test('a recording without the answer, or of something else', (t) => {
  const file = simulated(t, (host) => host.links.set(1, { mtu: 1 }));
  const messages = [...decodePcap(file)];
  const replay = (recording: Iterable<RecordedMessage>): void => {
    using host = new RtnlSync(ReplayTransport.from(recording));
    host.links.set(1, { mtu: 1 });
  };
  t.notThrows(() => replay(messages));
  t.throws(() => replay(messages.slice(0, 1)), { message: /its answer was not recorded/ });
  t.throws(() => replay(messages.map((each) => ({ ...each, family: 16 }) as RecordedMessage)), {
    message: /request 1, RTM_NEWLINK, is one more than was recorded/,
  });
  t.throws(() => ReplayTransport.from(new Uint8Array(3)), { name: 'PcapError' });
});
