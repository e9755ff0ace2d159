import { type Address, addressMessage, RTM_GETADDR } from '../src/address.ts';
import type { Reader } from '../src/bytes/reader.ts';
import type { Writer } from '../src/bytes/writer.ts';
import { type Link, linkMessage, RTM_GETLINK } from '../src/link/link.ts';
import { type Neighbour, neighbourMessage, RTM_GETNEIGH } from '../src/neighbour.ts';
import { type Nexthop, nexthopMessage, RTM_GETNEXTHOP } from '../src/nexthop.ts';
import { type Nsid, nsidMessage, RTM_GETNSID } from '../src/nsid.ts';
import { type Route, RTM_GETROUTE, routeMessage } from '../src/route/route.ts';
import { RTM_GETRULE, type Rule, ruleMessage } from '../src/rule.ts';

/** A body of messages with its codec, as tests of all of them need it. */
export interface Body {
  readonly name: string;
  /** `RTM_GET*`, which dumps the objects. */
  readonly get: number;
  readonly headerLength: number;
  /** Address families of which the kernel has a dump. */
  readonly families: readonly number[];
  read(reader: Reader, start: number, end: number): unknown;
  /** Writes what {@link read} gave. */
  write(writer: Writer, value: unknown): void;
  locate(reader: Reader, start: number, end: number, target: number, path: string[]): unknown;
}

export const bodies: readonly Body[] = [
  {
    ...linkMessage,
    name: 'link',
    get: RTM_GETLINK,
    headerLength: 16,
    families: [0, 7],
    write: (writer, value) => linkMessage.write(writer, value as Link),
  },
  {
    ...addressMessage,
    name: 'address',
    get: RTM_GETADDR,
    headerLength: 8,
    families: [0, 2, 10],
    write: (writer, value) => addressMessage.write(writer, value as Address),
  },
  {
    ...routeMessage,
    name: 'route',
    get: RTM_GETROUTE,
    headerLength: 12,
    families: [0, 2, 10],
    write: (writer, value) => routeMessage.write(writer, value as Route),
  },
  {
    ...neighbourMessage,
    name: 'neighbour',
    get: RTM_GETNEIGH,
    headerLength: 12,
    families: [0, 2, 7, 10],
    write: (writer, value) => neighbourMessage.write(writer, value as Neighbour),
  },
  {
    ...ruleMessage,
    name: 'rule',
    get: RTM_GETRULE,
    headerLength: 12,
    families: [2, 10],
    write: (writer, value) => ruleMessage.write(writer, value as Rule),
  },
  {
    ...nexthopMessage,
    name: 'nexthop',
    get: RTM_GETNEXTHOP,
    headerLength: 8,
    families: [0],
    write: (writer, value) => nexthopMessage.write(writer, value as Nexthop),
  },
  {
    ...nsidMessage,
    name: 'nsid',
    get: RTM_GETNSID,
    headerLength: 4,
    families: [0],
    write: (writer, value) => nsidMessage.write(writer, value as Nsid),
  },
];
