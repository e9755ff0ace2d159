import test from 'ava';
import { Reader } from '../src/bytes/reader.ts';
import { EncodeError, Writer } from '../src/bytes/writer.ts';
import { readAcknowledgement } from '../src/message/ack.ts';
import { beginMessage, endMessage, forEachMessage, NLMSG_HDRLEN } from '../src/message/header.ts';
import { bytesOf } from './golden.ts';
import { Random } from './random.ts';
import { recorded } from './recorded.ts';
import { type Body, bodies } from './seeds.ts';

const ROUNDS = 100_000;

const bittimingConst = {
  name: 'c',
  tseg1Min: 1,
  tseg1Max: 16,
  tseg2Min: 1,
  tseg2Max: 8,
  sjwMax: 4,
  brpMin: 1,
  brpMax: 64,
  brpInc: 1,
};

/** Real messages, and such as the kernel would send. */
function seedsOf(body: Body): Uint8Array[] {
  const values: Readonly<Record<string, readonly unknown[]>> = {
    link: [
      {
        family: 7,
        ifname: 'p0',
        protinfo: { cost: 1 },
        bridgeAfSpec: {
          vlanInfo: [{ flags: ['pvid'], vid: 1 }],
          mrp: { info: [{ ringId: 1, ringRole: 'mrm' }] },
          cfm: { ccConfigInfo: [{ instance: 1, expInterval: '1Sec', expMaid: new Uint8Array(48) }] },
          mst: { entry: [{ msti: 1, state: 'blocking' }] },
        },
      },
      { ifname: 'v', kind: 'veth', data: { peer: { ifname: 'w', afSpec: { inet6: { flags: ['ready'] } } } } },
      { kind: 'can', data: { tdc: { tdcv: 1 }, terminationConst: [120], bittimingConst } },
      { vfPorts: { port: [{ vf: 1, profile: 'p', response: 'vdpResponseSuccess' }] } },
      { vfinfoList: { info: [{ vlanList: { info: [{ vf: 1, vlan: 2, qos: 3, vlanProto: 4 }] } }] } },
    ],
    address: [
      {
        address: '192.0.2.1/24',
        local: '192.0.2.1',
        label: 'a',
        flags: ['permanent'],
        cacheinfo: { prefered: 1, valid: 2, cstamp: 3, tstamp: 4 },
      },
      { address: '2001:db8::1/64', proto: 3 },
    ],
    route: [
      {
        dst: '10.0.0.0/8',
        table: 1000,
        metrics: { mtu: 1, ccAlgo: 'cubic' },
        multipath: [
          { flags: [], weight: 1, oif: 2, gateway: '192.0.2.1' },
          { flags: ['onlink'], weight: 2, oif: 2, via: { family: 10, address: '2001:db8::1' } },
        ],
      },
      { dst: '2001:db8::/32', gateway: '2001:db8::1', pref: 'high', encapType: 1, encap: new Uint8Array(8) },
    ],
    neighbour: [
      {
        dst: '192.0.2.1',
        lladdr: '02:00:00:00:00:01',
        cacheinfo: { confirmed: 1, used: 2, updated: 3, refcnt: 4 },
        flagsExt: ['managed'],
        fdbExtAttrs: { activityNotify: ['notify'], dontRefresh: true },
      },
    ],
    rule: [
      {
        src: '10.0.0.0/8',
        table: 1000,
        action: 'toTable',
        priority: 5,
        tunId: 7n,
        iifname: 'v0',
        uidRange: { start: 1, end: 2 },
        sportRange: { start: 3, end: 4 },
      },
    ],
    nexthop: [
      { id: 1, gateway: '192.0.2.1', oif: 2, encapType: 1, encap: new Uint8Array(8) },
      { id: 2, group: [{ id: 1, weight: 0, weightHigh: 0, resvd2: 0 }], resGroup: { buckets: 8 } },
    ],
    nsid: [{ nsid: 1, currentNsid: -1 }],
    addressLabel: [{ address: '2001:db8::/32', label: 99 }],
    mdb: [
      {
        mdb: {
          entry: [
            {
              info: [
                {
                  port: 4,
                  address: '239.1.1.1',
                  timer: 9,
                  groupMode: 'include',
                  srcList: { entry: [{ address: '192.0.2.1', timer: 5 }] },
                },
              ],
            },
          ],
        },
        router: { port: [{ ifindex: 4, type: 'perm', inetTimer: 1 }] },
      },
    ],
    mdbRequest: [
      {
        entry: { port: 4, state: 'permanent', flags: [], vid: 5, address: 'ff05::1' },
        attrs: { source: '2001:db8::1', srcList: { entry: [{ address: '192.0.2.1' }] } },
      },
    ],
    neighbourTable: [{ name: 'arp_cache', thresh1: 1, parms: { ifindex: 2, retransTime: 5n } }],
    netconf: [{ ifindex: -1, forwarding: 1, rpFilter: 'loose' }],
    prefix: [{ address: '2001:db8::/64', cacheinfo: { preferredTime: 1, validTime: 2 } }],
    stats: [
      {
        linkXstats: {
          bridge: {
            vlan: [{ rxBytes: 1n, rxPackets: 2n, txBytes: 3n, txPackets: 4n, vid: 5, flags: [], pad2: 0 }],
          },
          bond: { '3ad': { lacpduRx: 1n } },
        },
        linkOffloadXstats: { hwSInfo: { l3Stats: { request: 1, used: 0 } } },
      },
    ],
    statsRequest: [{ getFilters: { linkOffloadXstats: ['hwSInfo'] }, setOffloadXstatsL3Stats: 1 }],
    vlan: [
      {
        entry: [
          { info: { flags: ['pvid'], vid: 5 }, range: 9, tunnelInfo: { id: 1 }, stats: { rxBytes: 1n } },
        ],
        globalOptions: [
          { id: 5, mcastQueryIntvl: 6n, mcastRouterPorts: { port: [{ ifindex: 4, type: 'temp' }] } },
        ],
      },
    ],
    vlanDump: [{ flags: ['stats'] }],
  };
  const made = (values[body.name] ?? []).map((value) => {
    const writer = new Writer();
    body.write(writer, value);
    return writer.written.slice();
  });
  const real = body.name === 'link' ? recorded.map(({ hex }) => bytesOf(hex).slice(NLMSG_HDRLEN)) : [];
  return [...made, ...real];
}

/** How many values an object holds, with all that is decoded only when it is looked at. */
function size(value: unknown): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return 1 + value.length;
  if (typeof value !== 'object' || value === null) return 1;
  const object = 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : value;
  let total = 1;
  for (const field of Object.values(object ?? {})) total += size(field);
  return total;
}

/** Values that no kernel sends, such as a prefix of 255 bits, are refused by name. */
function writeOrRefuse(body: Body, value: unknown): void {
  try {
    body.write(new Writer(), value);
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
  }
}

for (const body of bodies)
  test(`${body.name}: ${Math.ceil(ROUNDS / bodies.length)} damaged messages are read without harm`, (t) => {
    const random = new Random(2026);
    const seeds = seedsOf(body);
    for (let round = 0; round < ROUNDS / bodies.length; round++) {
      const bytes = random.damage(random.pick(seeds));
      const around = new Reader(new ArrayBuffer(((bytes.length + 3) & ~3) + 64));
      // What lies around the message must not be read: where it differs, the value must not.
      around.u8.set(bytes, 32);
      const value = body.read(around, 32, 32 + bytes.length);
      const measured = size(value);
      // A number of 64 bits has 8 bytes, one in a nest or an array 4; an address of 16 bytes has 39 letters.
      if (measured > 200 + bytes.length * 12)
        return t.fail(`round ${round}: ${measured} of ${bytes.length} bytes`);
      body.locate(around, 32, 32 + bytes.length, 32 + random.below(bytes.length + 8), []);
      if (round % 16 === 0) {
        around.u8.fill(0xff, 0, 32);
        around.u8.fill(0xff, 32 + bytes.length);
        t.deepEqual(size(body.read(around, 32, 32 + bytes.length)), measured, `round ${round}`);
        if (value !== undefined) writeOrRefuse(body, value);
      }
    }
    t.pass();
  });

test('damaged datagrams and acknowledgements', (t) => {
  const random = new Random(7);
  const seeds = recorded.map(({ hex }) => bytesOf(hex));
  for (const errno of [0, 22]) {
    const writer = new Writer();
    for (const flags of [0x300, 0x200]) {
      const start = beginMessage(writer, 2, flags, 1);
      writer.u32(-errno >>> 0);
      writer.bytes((seeds[0] ?? new Uint8Array(0)).subarray(0, 32));
      const message = writer.open(1);
      writer.bytes(new TextEncoder().encode('text\0'));
      writer.close(message);
      endMessage(writer, start);
    }
    seeds.push(writer.written.slice());
  }
  let messages = 0;
  for (let round = 0; round < 20_000; round++) {
    const bytes = random.damage(random.pick(seeds));
    const reader = Reader.copy(bytes);
    forEachMessage(reader, 0, bytes.length, (header) => {
      messages++;
      if (header.start < 0 || header.end > bytes.length || header.end - header.start < NLMSG_HDRLEN) t.fail();
      const { errno } = readAcknowledgement(reader, header);
      if (errno < 0 || !Number.isInteger(errno)) t.fail();
    });
  }
  t.true(messages > 1000);
});
