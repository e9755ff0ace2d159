import fc from 'fast-check';
import { addressAttributes } from '../../src/address.ts';
import { addressLabelAttributes } from '../../src/addrlabel.ts';
import { linkAttributes } from '../../src/link/attributes.ts';
import { kinds, slaveKinds } from '../../src/link/kinds/index.ts';
import { linkMessage } from '../../src/link/link.ts';
import { mdbMessage, mdbRequestMessage } from '../../src/mdb/mdb.ts';
import { neighbourAttributes } from '../../src/neighbour.ts';
import { neighbourTableMessage } from '../../src/neighbour_table.ts';
import { netconfMessage } from '../../src/netconf.ts';
import { nexthopAttributes } from '../../src/nexthop.ts';
import { nsidAttributes } from '../../src/nsid.ts';
import { prefixAttributes } from '../../src/prefixmsg.ts';
import { encaps, LWTUNNEL_ENCAP } from '../../src/route/encap/encap.ts';
import { routeAttributes } from '../../src/route/route.ts';
import { ruleAttributes } from '../../src/rule.ts';
import type { Attributes } from '../../src/schema/attributes.ts';
import type { Codec } from '../../src/schema/codec.ts';
import { statsMessage, statsRequestMessage } from '../../src/stats/stats.ts';
import { vlanDumpMessage, vlanMessage } from '../../src/vlan/vlan.ts';
import { vniMessage } from '../../src/vni.ts';
import { attributesOf, bytesOfLength, type Nla, nest, withoutPadding } from './payloads.ts';

/** A header of the object, and the attributes that say again what the header says. */
export interface Message {
  readonly name: string;
  readonly header: fc.Arbitrary<Uint8Array>;
  readonly table: Attributes;
  /** Numbers that are left to `repeated`. */
  readonly except: readonly number[];
  readonly repeated: (header: Uint8Array) => readonly Nla[];
  /** Attributes that no table has. */
  readonly extra?: fc.Arbitrary<readonly Nla[]>;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(`${value}\0`);

/** `IFLA_INFO_*` (linux/if_link.h) */
const [KIND, DATA, XSTATS, SLAVE_KIND, SLAVE_DATA, LATER] = [1, 2, 3, 4, 5, 9];
const IFLA_LINKINFO = 18;

/** A kind, its data, and the bytes of its statistics. */
function kindOf(
  table: Readonly<Record<string, { readonly attributes: Attributes }>>,
  [kind, data]: readonly [number, number],
): fc.Arbitrary<readonly Nla[]> {
  return fc.constantFrom(...Object.keys(table), 'unheardof').chain((name) =>
    attributesOf(table[name]?.attributes ?? {}).map((payload) => [
      { type: kind, payload: text(name) },
      { type: data, payload },
    ]),
  );
}

/** `IFLA_LINKINFO` of any kind and any kind of port, also such as no table has. */
const linkinfo: fc.Arbitrary<readonly Nla[]> = fc
  .tuple(
    kindOf(kinds, [KIND, DATA]),
    fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined }),
    fc.option(kindOf(slaveKinds, [SLAVE_KIND, SLAVE_DATA]), { nil: [] }),
    fc.option(fc.uint8Array({ maxLength: 9 }), { nil: undefined }),
  )
  .map(([kind, xstats, port, later]) => [
    {
      type: IFLA_LINKINFO,
      payload: nest([
        ...kind,
        ...(xstats === undefined ? [] : [{ type: XSTATS, payload: xstats }]),
        ...port,
        ...(later === undefined ? [] : [{ type: LATER, payload: later }]),
      ]),
    },
  ]);

/** The number of an encapsulation and its content, in both orders, also of a type that no table has. */
function encapsulation(selector: number, payload: number): fc.Arbitrary<readonly Nla[]> {
  const known = fc.constantFrom(...Object.entries(encaps)).chain(([type, { attributes }]) =>
    attributesOf(attributes).map((bytes): readonly Nla[] => [
      // The table of numbers has those of all layouts.
      { type: selector, payload: half(LWTUNNEL_ENCAP[type as keyof typeof encaps]) },
      { type: payload, payload: bytes },
    ]),
  );
  const other = fc.uint8Array({ maxLength: 30 }).map((bytes): readonly Nla[] => [
    { type: selector, payload: half(77) },
    { type: payload, payload: bytes },
  ]);
  const both = fc.oneof({ weight: 5, arbitrary: known }, other);
  return fc.tuple(both, fc.integer({ min: 0, max: 3 })).map(([[number, content], which]) => {
    if (number === undefined || content === undefined) return [];
    return [[number, content], [content, number], [number], [content]][which] ?? [];
  });
}

const half = (value: number): Uint8Array => new Uint8Array(new Uint16Array([value]).buffer);

/** The attributes of AF_BRIDGE messages, which link.ts keeps to itself. */
function bridgeTable(): Attributes {
  const shape = linkMessage.shape?.of === 'parts' ? linkMessage.shape.parts['bridge']?.shape : undefined;
  if (shape?.of !== 'attributes') throw new Error('link messages have no table for AF_BRIDGE');
  return shape.attributes;
}

/** The bytes of a message's body. */
export function bytesOfMessage(message: Message): fc.Arbitrary<Uint8Array> {
  const { header, table, except, repeated, extra = fc.constant([]) } = message;
  const some = Object.fromEntries(Object.entries(table).filter(([, { type }]) => !except.includes(type)));
  return fc
    .tuple(header, attributesOf(some), extra)
    .map(
      ([head, rest, more]) => new Uint8Array(Buffer.concat([head, nest(repeated(head)), rest, nest(more)])),
    );
}

const word = (value: number): Uint8Array => new Uint8Array(new Uint32Array([value]).buffer);
const byte = fc.integer({ min: 0, max: 255 });

export const messages: readonly Message[] = [
  {
    name: 'link',
    header: fc
      .tuple(byte, byte, byte, byte)
      .map(([type, index, flags, change]) =>
        Uint8Array.from([0, 0, type, 1, index, 0, 0, 0, flags, flags, change, flags, change, 0, 0, 0]),
      ),
    table: linkAttributes(),
    except: [],
    repeated: () => [],
    extra: linkinfo,
  },
  {
    name: 'link',
    header: byte.map((index) => Uint8Array.from([7, 0, 1, 0, index, ...new Array<number>(11).fill(0)])),
    table: bridgeTable(),
    except: [],
    repeated: () => [],
    extra: linkinfo,
  },
  {
    name: 'address',
    header: fc
      .tuple(byte, byte, byte)
      .map(([flags, scope, index]) => Uint8Array.from([2, 24, flags, scope, index, 0, 0, 0])),
    table: addressAttributes.attributes,
    except: [1, 8],
    repeated: ([, , flags = 0]) => [
      { type: 1, payload: Uint8Array.from([192, 0, 2, 1]) },
      { type: 8, payload: word(flags) },
    ],
  },
  {
    name: 'route',
    header: fc
      .tuple(byte, byte, byte, byte, byte)
      .map(([tos, table, protocol, scope, flags]) =>
        Uint8Array.from([2, 24, 0, tos, table, protocol, scope, scope, flags, flags, 0, 0]),
      ),
    table: routeAttributes.attributes,
    except: [1, 2, 15],
    repeated: ([, , , , table = 0]) => [
      { type: 1, payload: Uint8Array.from([192, 0, 2, 0]) },
      { type: 15, payload: word(table) },
    ],
    extra: encapsulation(21, 22),
  },
  {
    name: 'neighbour',
    header: fc
      .tuple(byte, byte, byte, byte, byte)
      .map(([family, index, state, flags, type]) =>
        Uint8Array.from([family, 0, 0, 0, index, 0, 0, 0, state, 0, flags, type]),
      ),
    table: neighbourAttributes.attributes,
    except: [],
    repeated: () => [],
  },
  {
    name: 'rule',
    header: fc
      .tuple(byte, byte, byte, byte)
      .map(([tos, table, action, flags]) =>
        Uint8Array.from([2, 24, 0, tos, table, 0, 0, action, flags, 0, 0, 0]),
      ),
    table: ruleAttributes.attributes,
    except: [1, 2, 15],
    repeated: ([, , , , table = 0]) => [
      { type: 1, payload: Uint8Array.from([192, 0, 2, 0]) },
      { type: 15, payload: word(table) },
    ],
  },
  {
    name: 'nexthop',
    header: fc
      .tuple(byte, byte, byte)
      .map(([scope, protocol, flags]) => Uint8Array.from([2, scope, protocol, 0, flags, 0, 0, 0])),
    table: nexthopAttributes.attributes,
    except: [],
    repeated: () => [],
    extra: encapsulation(7, 8),
  },
  {
    name: 'nsid',
    header: byte.map((family) => Uint8Array.from([family, 0, 0, 0])),
    table: nsidAttributes.attributes,
    except: [],
    repeated: () => [],
  },
  {
    name: 'addressLabel',
    header: fc
      .tuple(byte, byte, byte)
      .map(([flags, index, seq]) => Uint8Array.from([10, 0, 32, flags, index, 0, 0, 0, seq, 0, 0, 0])),
    table: addressLabelAttributes.attributes,
    except: [1],
    repeated: () => [{ type: 1, payload: Uint8Array.from([0x20, 1, ...new Array<number>(14).fill(0)]) }],
  },
  {
    name: 'prefix',
    header: fc
      .tuple(byte, byte, byte)
      .map(([index, type, flags]) => Uint8Array.from([10, 0, 0, 0, index, 0, 0, 0, type, 64, flags, 0])),
    table: prefixAttributes.attributes,
    except: [1],
    repeated: () => [{ type: 1, payload: Uint8Array.from([0x20, 1, ...new Array<number>(14).fill(0)]) }],
  },
  ...Object.entries({
    mdb: mdbMessage,
    mdbRequest: mdbRequestMessage,
    neighbourTable: neighbourTableMessage,
    netconf: netconfMessage,
    stats: statsMessage,
    statsRequest: statsRequestMessage,
    vlan: vlanMessage,
    vlanDump: vlanDumpMessage,
    vni: vniMessage,
  }).map(([name, codec]) => ({
    name,
    header: bytesOfLength([codec.headerLength]).map((made) => withoutPadding(codec as Codec<unknown>, made)),
    table: codec.attributes,
    except: [],
    repeated: () => [],
  })),
];
