import { linkMessage, openTransport, Reader, RtnlSync, routeMessage, Writer } from '@iplink-ts/rtnetlink';
import { AttrStream, ifla, rt } from 'netlink';
import type { Case, Peer, Sample } from '../case.ts';
import { jobPeer } from '../peers/job.ts';
import { Recorder } from '../recorder.ts';
import { addMacvlans, macvlanNames, PARENT } from '../world.ts';

/** Runs that one look at the clock is for. */
const TIMED = 20_000;
/** Runs that one look at the heap is for. */
const WEIGHED = 200;

/** The young generation holds what those allocate, so that nothing is collected meanwhile. */
const ROOMY = ['--max-semi-space-size=16', '--min-semi-space-size=16'];

/** Links that the kernel puts into one datagram, of which they share a copy. */
const IN_DATAGRAM = 20;

/** Where results go, so that no compiler finds them unused. */
export const kept: { value: unknown } = { value: undefined };

function allocated(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function measured(run: () => unknown): Sample {
  const spent = process.cpuUsage();
  const from = process.hrtime.bigint();
  for (let at = 0; at < TIMED; at++) kept.value = run();
  const time = Number(process.hrtime.bigint() - from) / TIMED;
  const { user, system } = process.cpuUsage(spent);
  const before = allocated();
  for (let at = 0; at < WEIGHED; at++) kept.value = run();
  const bytes = (allocated() - before) / WEIGHED;
  const processor = ((user + system) * 1000) / TIMED;
  // Less than before: garbage was collected all the same.
  return { items: 1, values: { time, processor, ...(bytes >= 0 && { allocated: bytes }) } };
}

function inMemory(name: string, prepare: () => () => unknown): Peer {
  const job = () => {
    const run = prepare();
    return { run: () => measured(run), close: () => undefined };
  };
  return jobPeer(name, job, { flags: ROOMY });
}

/** The body of the message that the kernel answers with. */
function answerTo(ask: (rtnl: RtnlSync) => unknown): Uint8Array {
  const recorder = new Recorder(openTransport());
  using rtnl = new RtnlSync(recorder);
  ask(rtnl);
  const { answer } = recorder.exchange;
  const [length] = new Uint32Array(answer.buffer, answer.byteOffset, 1);
  return answer.subarray(16, length);
}

const [MACVLAN = ''] = macvlanNames(1);
const DESTINATION = '10.9.0.0/16';
const GATEWAY = '10.1.0.1';

function prepareMessages(): void {
  addMacvlans(1);
  using rtnl = RtnlSync.open();
  rtnl.addresses.add({ dev: PARENT, address: '10.1.0.2/24' });
  rtnl.routes.add({ dst: DESTINATION, via: GATEWAY, dev: PARENT, priority: 100 });
}

const link = (): Uint8Array => answerTo((rtnl) => rtnl.links.get(MACVLAN));
const route = (): Uint8Array => answerTo((rtnl) => rtnl.routes.get({ dst: '10.9.1.2', fibMatch: true }));

function decoding(name: string, does: string, peers: readonly [Peer, Peer]): Case {
  return codecCase(`decode-${name}`, `decode ${does} in memory`, peers);
}

function codecCase(name: string, does: string, peers: readonly [Peer, Peer]): Case {
  return {
    name,
    does: () => does,
    size: 1,
    runs: 1,
    prepare: prepareMessages,
    peers,
    targets: [
      // One thread that waits for nothing: on a busy machine its processor time is its time.
      { measure: 'processor', peer: 'npm netlink', atMost: 0.2 },
      { measure: 'allocated', peer: 'npm netlink', atMost: Number.POSITIVE_INFINITY },
    ],
  };
}

export const decodeLink: Case = decoding('link', 'the message of a macvlan link', [
  inMemory('linkMessage', () => {
    const bytes = link();
    const reader = Reader.copy(bytes);
    let at = 0;
    return () => {
      // As a datagram that is received into the same buffer.
      if (at++ % IN_DATAGRAM === 0) reader.refill(bytes.length);
      return linkMessage.read(reader, 0, bytes.length);
    };
  }),
  inMemory('npm netlink', () => {
    const bytes = Buffer.from(link());
    return () => rt.parseLinkMessage(bytes);
  }),
]);

export const decodeRoute: Case = decoding('route', 'the message of a route with a gateway', [
  inMemory('routeMessage', () => {
    const bytes = route();
    const reader = Reader.copy(bytes);
    return () => routeMessage.read(reader, 0, bytes.length);
  }),
  inMemory('npm netlink', () => {
    const bytes = Buffer.from(route());
    return () => rt.parseRouteMessage(bytes);
  }),
]);

// As a client, which has one writer for all its requests.

export const encodeLink: Case = codecCase('encode-link', 'encode a request for a macvlan link in memory', [
  inMemory('linkMessage', () => {
    const writer = new Writer({ isRequest: true });
    return () => {
      writer.clear();
      linkMessage.write(writer, { ifname: 'mv0', mtu: 1400, kind: 'macvlan', data: { mode: 'bridge' } });
      return writer.written;
    };
  }),
  inMemory('npm netlink', () => () => {
    const stream = new AttrStream();
    // It has no table for the data of a macvlan: IFLA_MACVLAN_MODE, MACVLAN_MODE_BRIDGE.
    const data = Buffer.from([8, 0, 1, 0, 4, 0, 0, 0]);
    const info = new AttrStream();
    info.emit(ifla.formatInfo({ kind: 'macvlan', data }));
    const attrs = { ifname: 'mv0', mtu: 1400, linkinfo: Buffer.concat(info.bufs) };
    rt.formatLinkMessage({ kind: 'link', data: {}, attrs }, stream);
    return stream.bufs;
  }),
]);

export const encodeRoute: Case = codecCase('encode-route', 'encode a request for a route in memory', [
  inMemory('routeMessage', () => {
    const writer = new Writer({ isRequest: true });
    return () => {
      writer.clear();
      routeMessage.write(writer, {
        family: 2,
        dst: DESTINATION,
        table: 254,
        protocol: 4,
        type: 'unicast',
        gateway: GATEWAY,
        oif: 3,
        priority: 100,
      });
      return writer.written;
    };
  }),
  inMemory('npm netlink', () => () => {
    const stream = new AttrStream();
    rt.formatRouteMessage(
      {
        kind: 'route',
        data: { family: 2, dstLen: 16, table: 254, protocol: 4, type: 1 },
        attrs: {
          dst: Buffer.from([10, 9, 0, 0]),
          gateway: Buffer.from([10, 1, 0, 1]),
          oif: 3,
          priority: 100,
        },
      },
      stream,
    );
    return stream.bufs;
  }),
]);
