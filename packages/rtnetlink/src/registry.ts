import {
  addressMessage,
  RTM_DELADDR,
  RTM_DELANYCAST,
  RTM_DELMULTICAST,
  RTM_GETADDR,
  RTM_GETANYCAST,
  RTM_GETMULTICAST,
  RTM_NEWADDR,
  RTM_NEWANYCAST,
  RTM_NEWMULTICAST,
} from './address.ts';
import { addressLabelMessage, RTM_DELADDRLABEL, RTM_GETADDRLABEL, RTM_NEWADDRLABEL } from './addrlabel.ts';
import type { Reader } from './bytes/reader.ts';
import {
  linkMessage,
  RTM_DELLINK,
  RTM_DELLINKPROP,
  RTM_GETLINK,
  RTM_NEWLINK,
  RTM_NEWLINKPROP,
  RTM_SETLINK,
} from './link/link.ts';
import { mdbMessage, mdbRequestMessage, RTM_DELMDB, RTM_GETMDB, RTM_NEWMDB } from './mdb/mdb.ts';
import { type Acknowledgement, readAcknowledgement } from './message/ack.ts';
import {
  type MessageHeader,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_HDRLEN,
  NLMSG_NOOP,
  NLMSG_OVERRUN,
} from './message/header.ts';
import { neighbourMessage, RTM_DELNEIGH, RTM_GETNEIGH, RTM_NEWNEIGH } from './neighbour.ts';
import {
  neighbourTableMessage,
  RTM_GETNEIGHTBL,
  RTM_NEWNEIGHTBL,
  RTM_SETNEIGHTBL,
} from './neighbour_table.ts';
import { netconfMessage, RTM_DELNETCONF, RTM_GETNETCONF, RTM_NEWNETCONF } from './netconf.ts';
import {
  nexthopMessage,
  RTM_DELNEXTHOP,
  RTM_DELNEXTHOPBUCKET,
  RTM_GETNEXTHOP,
  RTM_GETNEXTHOPBUCKET,
  RTM_NEWNEXTHOP,
  RTM_NEWNEXTHOPBUCKET,
} from './nexthop.ts';
import { nsidMessage, RTM_DELNSID, RTM_GETNSID, RTM_NEWNSID } from './nsid.ts';
import { prefixMessage, RTM_NEWPREFIX } from './prefixmsg.ts';
import { RTM_DELROUTE, RTM_GETROUTE, RTM_NEWROUTE, routeMessage } from './route/route.ts';
import { RTM_DELRULE, RTM_GETRULE, RTM_NEWRULE, ruleMessage } from './rule.ts';
import type { Locate } from './schema/folded.ts';
import {
  RTM_GETSTATS,
  RTM_NEWSTATS,
  RTM_SETSTATS,
  statsMessage,
  statsRequestMessage,
} from './stats/stats.ts';
import { RTM_DELVLAN, RTM_GETVLAN, RTM_NEWVLAN, vlanDumpMessage, vlanMessage } from './vlan/vlan.ts';
import { RTM_DELTUNNEL, RTM_GETTUNNEL, RTM_NEWTUNNEL, vniMessage } from './vni.ts';

/** The body of a message and the message types that have it. */
interface Row {
  readonly body: {
    read(reader: Reader, start: number, end: number): unknown;
    readonly locate: Locate;
  };
  readonly types: Readonly<Record<string, number>>;
  /** A body of requests, where the kernel numbers their attributes otherwise than those of its own messages. */
  readonly isRequest?: true;
}

/**
 * All rtnetlink messages that the codec knows, by object: adding one is its line here. What looks at messages of any
 * type goes by this table.
 */
export const messages = {
  link: {
    body: linkMessage,
    types: { RTM_NEWLINK, RTM_DELLINK, RTM_GETLINK, RTM_SETLINK, RTM_NEWLINKPROP, RTM_DELLINKPROP },
  },
  address: {
    body: addressMessage,
    types: {
      RTM_NEWADDR,
      RTM_DELADDR,
      RTM_GETADDR,
      RTM_NEWMULTICAST,
      RTM_DELMULTICAST,
      RTM_GETMULTICAST,
      RTM_NEWANYCAST,
      RTM_DELANYCAST,
      RTM_GETANYCAST,
    },
  },
  route: { body: routeMessage, types: { RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE } },
  neighbour: { body: neighbourMessage, types: { RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH } },
  rule: { body: ruleMessage, types: { RTM_NEWRULE, RTM_DELRULE, RTM_GETRULE } },
  nexthop: {
    body: nexthopMessage,
    types: {
      RTM_NEWNEXTHOP,
      RTM_DELNEXTHOP,
      RTM_GETNEXTHOP,
      RTM_NEWNEXTHOPBUCKET,
      RTM_DELNEXTHOPBUCKET,
      RTM_GETNEXTHOPBUCKET,
    },
  },
  nsid: { body: nsidMessage, types: { RTM_NEWNSID, RTM_DELNSID, RTM_GETNSID } },
  addressLabel: {
    body: addressLabelMessage,
    types: { RTM_NEWADDRLABEL, RTM_DELADDRLABEL, RTM_GETADDRLABEL },
  },
  prefix: { body: prefixMessage, types: { RTM_NEWPREFIX } },
  netconf: { body: netconfMessage, types: { RTM_NEWNETCONF, RTM_DELNETCONF, RTM_GETNETCONF } },
  neighbourTable: {
    body: neighbourTableMessage,
    types: { RTM_NEWNEIGHTBL, RTM_GETNEIGHTBL, RTM_SETNEIGHTBL },
  },
  mdb: { body: mdbMessage, types: { RTM_NEWMDB, RTM_DELMDB, RTM_GETMDB } },
  mdbRequest: { body: mdbRequestMessage, types: { RTM_NEWMDB, RTM_DELMDB, RTM_GETMDB }, isRequest: true },
  stats: { body: statsMessage, types: { RTM_NEWSTATS } },
  statsRequest: { body: statsRequestMessage, types: { RTM_GETSTATS, RTM_SETSTATS }, isRequest: true },
  vlan: { body: vlanMessage, types: { RTM_NEWVLAN, RTM_DELVLAN } },
  vlanDump: { body: vlanDumpMessage, types: { RTM_GETVLAN }, isRequest: true },
  vni: { body: vniMessage, types: { RTM_NEWTUNNEL, RTM_DELTUNNEL, RTM_GETTUNNEL } },
} satisfies Readonly<Record<string, Row>>;

type Messages = typeof messages;

/** A message of rtnetlink with the body that its type says; `object` tells which. */
export type ObjectMessage = {
  [K in keyof Messages]: {
    readonly object: K;
    /** The kernel's name of the message type: `RTM_NEWLINK`. */
    readonly name: keyof Messages[K]['types'];
    readonly body: NonNullable<ReturnType<Messages[K]['body']['read']>>;
  };
}[keyof Messages];

/** A decoded message of any type. */
export type DecodedMessage =
  | ObjectMessage
  | {
      readonly object: 'acknowledgement';
      readonly name: 'NLMSG_ERROR' | 'NLMSG_DONE';
      readonly body: Acknowledgement;
    }
  /** Of a type that is not in {@link messages}, named by its number; or a body shorter than its fixed part. */
  | { readonly object: 'unknown'; readonly name: string; readonly body: Uint8Array };

const CONTROL: Readonly<Record<number, string>> = {
  [NLMSG_NOOP]: 'NLMSG_NOOP',
  [NLMSG_ERROR]: 'NLMSG_ERROR',
  [NLMSG_DONE]: 'NLMSG_DONE',
  [NLMSG_OVERRUN]: 'NLMSG_OVERRUN',
};

interface Entry {
  readonly object: string;
  readonly name: string;
  readonly body: Row['body'];
}

interface Entries {
  readonly requests: ReadonlyMap<number, Entry>;
  readonly others: ReadonlyMap<number, Entry>;
}

let entries: Entries | undefined;

function compile(): Entries {
  const rows: readonly (readonly [string, Row])[] = Object.entries(messages);
  const byType = (wanted: boolean): ReadonlyMap<number, Entry> =>
    new Map(
      rows.flatMap(([object, { body, types, isRequest = false }]) =>
        isRequest === wanted
          ? Object.entries(types).map(([name, number]) => [number, { object, name, body }] as const)
          : [],
      ),
    );
  return { requests: byType(true), others: byType(false) };
}

/**
 * The row of a message type (`RTM_*`), undefined where the table has none.
 * @param flags `nlmsg_flags`: a request may have a body of its own
 */
export function messageEntry(type: number, flags: number): Entry | undefined {
  entries ??= compile();
  const { requests, others } = entries;
  return (flags & NLM_F_REQUEST) === 0 ? others.get(type) : (requests.get(type) ?? others.get(type));
}

/** The kernel's name of a message type, `RTM_NEWLINK`; the number of one that is not known. */
export function messageName(type: number): string {
  return messageEntry(type, NLM_F_REQUEST)?.name ?? CONTROL[type] ?? String(type);
}

/**
 * Decodes one message of the family `NETLINK_ROUTE` by its type. Never throws: what does not fit is kept as bytes.
 *
 * @example
 * forEachMessage(reader, 0, length, (header) => {
 *   const message = decodeMessage(reader, header);
 *   if (message.object === 'link') console.log(message.name, message.body.ifname);
 * });
 */
export function decodeMessage(reader: Reader, header: MessageHeader): DecodedMessage {
  const { type, flags } = header;
  const start = header.start + NLMSG_HDRLEN;
  if (type === NLMSG_ERROR || type === NLMSG_DONE) {
    const name = type === NLMSG_ERROR ? 'NLMSG_ERROR' : 'NLMSG_DONE';
    return { object: 'acknowledgement', name, body: readAcknowledgement(reader, header) };
  }
  const entry = messageEntry(type, flags);
  const body = entry?.body.read(reader, start, header.end);
  if (entry === undefined || body === undefined)
    return { object: 'unknown', name: messageName(type), body: reader.bytes(start, header.end) };
  // The type's row has the body that read it; TypeScript cannot follow a Map there.
  return { object: entry.object, name: entry.name, body } as ObjectMessage;
}
