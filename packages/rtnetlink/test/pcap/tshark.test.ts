import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { Reader } from '../../src/bytes/reader.ts';
import { openTransport } from '../../src/client/open.ts';
import { RtnlSync } from '../../src/client/rtnl.ts';
import { kinds } from '../../src/link/kinds/index.ts';
import { otherKind } from '../../src/link/linkinfo.ts';
import { NLMSG_HDRLEN } from '../../src/message/header.ts';
import { decodePcap, type RecordedMessage } from '../../src/pcap/decode.ts';
import { record } from '../../src/pcap/record.ts';
import { messages } from '../../src/registry.ts';
import { NLA_TYPE_MASK, walk } from '../../src/schema/attributes.ts';
import { ownNetns } from '../live.ts';
import { ownFile } from './files.ts';
import { obedient, operate } from './operations.ts';

const run = promisify(execFile);

/** A test of what Wireshark makes of a recording, where its program is. */
function withTshark(title: string, body: (t: ExecutionContext) => Promise<void>): void {
  test(title, async (t) => {
    if (spawnSync('tshark', ['--version']).status === 0) return body(t);
    t.log('skipped: no tshark here');
    t.pass();
  });
}

async function tshark(file: string, ...args: readonly string[]): Promise<string[]> {
  const { stdout } = await run('tshark', ['-r', file, ...args], { maxBuffer: 1 << 28 });
  return stdout.split('\n').filter((line) => line !== '');
}

/** The packets that Wireshark marks as malformed, or of whose content its experts say that it is wrong. */
const marked = (file: string): Promise<string[]> =>
  tshark(file, '-Y', '_ws.malformed || _ws.short || _ws.expert.severity == error');

/** The types of the attributes in a message that Wireshark lists, for the objects whose attributes it knows. */
const HEADERS: Readonly<Record<string, number>> = { link: 16, address: 8, route: 12 };

function attributeTypes({ object, name, bytes }: RecordedMessage): string | undefined {
  const header = HEADERS[object];
  if (header === undefined || name === 'RTM_NEWLINKPROP' || name === 'RTM_DELLINKPROP') return undefined;
  const types: number[] = [];
  walk(Reader.copy(bytes), NLMSG_HDRLEN + header, bytes.length, (type) => types.push(type & NLA_TYPE_MASK));
  return types.join();
}

withTshark(
  'Wireshark reads our requests for each object and each kind, and finds nothing wrong',
  async (t) => {
    const file = ownFile(t);
    using host = new RtnlSync(record(obedient(), file));
    operate(host);
    t.deepEqual(await marked(file), []);

    const requests = [...decodePcap(file)].filter(({ direction }) => direction === 'toKernel');
    const fields = ['family', 'hdr_seq', 'attr_type'].flatMap((field) => ['-e', `netlink.${field}`]);
    const read = await tshark(
      file,
      '-Y',
      'netlink.hdr_flags.request == 1 && netlink-route',
      '-T',
      'fields',
      ...['-e', 'netlink-route.nltype'],
      ...fields,
    );
    const lines = read.map((line) => line.split('\t'));
    t.deepEqual(
      lines.map(([type, family, sequence]) => [type, family, sequence]),
      requests.map(({ header }) => [String(header?.type), '0x0000', String(header?.sequence)]),
    );
    let compared = 0;
    for (const [index, request] of requests.entries()) {
      const expected = attributeTypes(request);
      if (expected === undefined) continue;
      const found = (lines[index]?.[3] ?? '').split(',').filter((type) => type !== '');
      t.is(found.map((type) => Number(type) & NLA_TYPE_MASK).join(), expected, request.name);
      compared++;
    }
    t.true(compared > 150, String(compared));

    const objects = new Set<string>(requests.map(({ object }) => object));
    const added = new Set(
      requests.map((request) => (request.object === 'link' ? request.body.kind : undefined)),
    );
    t.deepEqual(
      Object.keys(kinds).filter((kind) => !added.has(otherKind(kind))),
      [],
    );
    const without = Object.keys(messages).filter((object) => !objects.has(object));
    t.log(
      `${requests.length} requests, ${compared} compared by attribute; none for: ${without.join() || '-'}`,
    );
  },
);

withTshark('Wireshark finds nothing wrong with an exchange with the kernel', async (t) => {
  const netns = ownNetns(t);
  const file = ownFile(t);
  using host = new RtnlSync(record(openTransport({ netns: { fd: netns.fd } }), file));
  host.links.add({ ifname: 'v0', kind: 'veth', up: true, data: { peer: { ifname: 'v1' } } });
  host.links.set('v1', { up: true });
  host.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
  host.routes.add({ dst: 'default', via: '192.0.2.2', dev: 'v0' });
  host.neighbours.add({ dev: 'v0', dst: '192.0.2.7', lladdr: '02:00:00:00:00:07' });
  for (const { list } of [host.links, host.addresses, host.routes, host.neighbours, host.rules]) list();
  t.throws(() => host.links.get('none'));
  t.deepEqual(await marked(file), []);
});

withTshark('a message that is damaged is marked', async (t) => {
  const file = ownFile(t);
  const transport = record(obedient(), file);
  using host = new RtnlSync({
    port: transport.port,
    send(datagram) {
      // Cut off within its ifinfomsg, and with a length that says so.
      const cut = datagram.slice(0, 24);
      cut[0] = cut.length;
      transport.send(cut);
    },
    receive: (into, timeout) => transport.receive(into, timeout),
    close: () => transport.close(),
  });
  host.links.set('a0', { mtu: 1400 });
  const [line, ...more] = await marked(file);
  t.regex(line ?? '', /Malformed/);
  t.deepEqual(more, []);
});
