import { type NetnsSpec, openNetns } from '@iplink-ts/socket';
import { IFF } from '../link/flags.ts';
import type { LinkHeader } from '../link/header.ts';
import {
  type Link,
  type LinkField,
  type LinkFields,
  type LinkMessage,
  linkFieldsOnly,
  linkMessage,
  RTM_DELLINK,
  RTM_DELLINKPROP,
  RTM_GETLINK,
  RTM_NEWLINK,
  RTM_NEWLINKPROP,
} from '../link/link.ts';
import { type LinkInfo, otherKind } from '../link/linkinfo.ts';
import { NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE } from '../message/header.ts';
import { flagBits, flagNames } from '../schema/names.ts';
import { type Device, indexOf, named, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { changesTo, isReport } from './link_changes.ts';
import { type Moved, type MoveOptions, move } from './move.ts';
import { nsidOf } from './nsids.ts';
import { ask, type Operation, type Request } from './request.ts';
import { answerBytesOf, withoutVfsIfTooLarge } from './virtual-functions.ts';

/**
 * What is asked for a link. Only what is given is sent. A {@link Link} that was listed is one: fields that the kernel
 * only reports are left out.
 */
export type LinkRequest = NewLink & Pick<LinkFields, 'afSpec'>;

/** As {@link LinkRequest}. The kernel takes `afSpec` for interfaces that exist. */
export type NewLink = Partial<LinkHeader> &
  Omit<LinkFields, 'link' | 'master' | 'afSpec'> &
  LinkInfo & {
    /** The interface below (`IFLA_LINK`): the parent of an ipvlan, macvlan or vlan. */
    readonly link?: Device | undefined;
    /** The bridge, bond or vrf to belong to; 0 for none. */
    readonly master?: Device | undefined;
    /** `true` sets the interface up, `false` down. */
    readonly up?: boolean | undefined;
    /** The namespace to create the interface in, or to move it to. */
    readonly netns?: NetnsSpec | undefined;
    /** The namespace in which `link` is, as the kernel's id for it is not known. */
    readonly linkNetns?: NetnsSpec | undefined;
    /** Of a pair (veth, netkit): the namespace to create the peer in; default that of the client. */
    readonly peerNetns?: NetnsSpec | undefined;
  };

/** Which links to list; the kernel does the filtering by `kind` and `master`. */
export interface LinkFilter {
  /** `AF_BRIDGE` (7) lists bridge ports with `protinfo`; default `AF_UNSPEC`. */
  readonly family?: number;
  readonly kind?: string;
  readonly master?: Device;
  /** `RTEXT_FILTER_*` (linux/rtnetlink.h): 1 VFs, 2 bridge VLANs, 8 leave out those of IPv6. */
  readonly extMask?: number;
  /** Id of the namespace to list in place of the socket's own. */
  readonly targetNetnsid?: number;
  /**
   * The fields to read, beside the index, the flags and what else is in the header, and beside those that are filtered
   * by. The others are undefined. `addrGenMode` reads no more of `afSpec` than `inet6.addrGenMode`. Default: all.
   */
  readonly only?: readonly LinkField[];
  /** `false`: the kernel's answer as it is. It lists all links when it does not know the kind. Default true. */
  readonly exact?: boolean;
}

/** How to ask for one link. */
export interface LinkGetOptions {
  /** `RTEXT_FILTER_*`: 1 adds the virtual functions, which are left out where the kernel has no room for them. */
  readonly extMask?: number;
  readonly targetNetnsid?: number;
  /** As {@link LinkFilter.only}. */
  readonly only?: readonly LinkField[];
}

/** Flags that a request can change (the kernel's `__dev_change_flags`); the others describe the device. */
export const CHANGEABLE =
  IFF.up |
  IFF.debug |
  IFF.notrailers |
  IFF.noarp |
  IFF.promisc |
  IFF.allmulti |
  IFF.multicast |
  IFF.portsel |
  IFF.automedia |
  IFF.dynamic;

const flagNamesOf = flagNames(() => IFF);
const EINVAL = 22;
/** `RTEXT_FILTER_VF` */
const VF = 1;
/** `RTEXT_FILTER_SKIP_STATS` */
const SKIP_STATS = 8;

/** How a request says which link is meant, and what it says of its own. */
type Target = Pick<LinkMessage, 'index' | 'ifname' | 'altIfname'>;
/** What a request says of namespaces. */
type Ids = Pick<LinkMessage, 'netNsFd' | 'linkNetnsid'>;

/** `up` as a flag to change, and of listed flags those that can be set. */
function withFlags(request: LinkRequest): Pick<LinkHeader, 'flags' | 'change'> {
  const given = flagBits(IFF, request.flags ?? []);
  const flags = typeof given === 'number' ? given : 0;
  const change = request.change !== undefined && request.change !== 0 ? request.change : flags & CHANGEABLE;
  const up = request.up === undefined ? 0 : IFF.up;
  const wanted = (flags & change & ~up) | (request.up === true ? IFF.up : 0);
  return { flags: flagNamesOf(wanted >>> 0), change: (change | up) >>> 0 };
}

/** @throws TypeError for a kind of link that is made alone */
function withPeerIn(netNsFd: number, request: LinkRequest): LinkRequest {
  if (request.kind === 'veth')
    return { ...request, data: { ...request.data, peer: { ...request.data?.peer, netNsFd } } };
  if (request.kind === 'netkit')
    return { ...request, data: { ...request.data, peerInfo: { ...request.data?.peerInfo, netNsFd } } };
  throw new TypeError(`peerNetns: a link of kind ${request.kind ?? '(none)'} has no peer`);
}

const nothing = (): undefined => undefined;

function send(
  operation: string,
  flags: number,
  request: LinkRequest,
  target: Target,
  type = RTM_NEWLINK,
): Operation<void> {
  const { netns, linkNetns, peerNetns } = request;
  return netns === undefined && linkNetns === undefined && peerNetns === undefined
    ? sendWith(operation, flags, request, target, type, {})
    : sendAbout(operation, flags, request, target, type);
}

/** {@link send} of a request that names namespaces, which are open meanwhile. */
function* sendAbout(
  operation: string,
  flags: number,
  request: LinkRequest,
  target: Target,
  type: number,
): Operation<void> {
  const { netns, linkNetns, peerNetns } = request;
  using moveTo = netns === undefined ? undefined : openNetns(netns);
  using linkIn = linkNetns === undefined ? undefined : openNetns(linkNetns);
  using peerIn = peerNetns === undefined ? undefined : openNetns(peerNetns);
  const ids: Ids = {};
  if (moveTo !== undefined) ids.netNsFd = moveTo.fd;
  if (linkIn !== undefined) ids.linkNetnsid = yield* nsidOf(linkIn.fd, operation);
  const own = peerIn === undefined ? request : withPeerIn(peerIn.fd, request);
  yield* sendWith(operation, flags, own, target, type, ids);
}

function* sendWith(
  operation: string,
  flags: number,
  request: LinkRequest,
  target: Target,
  type: number,
  ids: Ids,
): Operation<void> {
  const { link, master } = request;
  const { flags: words, change } = withFlags(request);
  const message: LinkMessage = {
    kind: undefined, // before the spread: see schema/literal.ts
    ...request,
    link: typeof link === 'string' ? yield* indexOf(link, operation) : link,
    master: typeof master === 'string' ? yield* indexOf(master, operation) : master,
    flags: words,
    change,
    ...target,
    ...ids,
  };
  yield { operation, type, flags, body: linkMessage, message, answer: nothing };
}

const label = (request: {
  readonly ifname?: string | undefined;
  readonly kind?: string | undefined;
}): string => request.ifname ?? `of kind ${request.kind ?? '(none)'}`;

function matches(link: Link, filter: LinkFilter, master: number | undefined): boolean {
  if (filter.exact === false) return true;
  if (filter.kind !== undefined && link.kind !== filter.kind) return false;
  return master === undefined || link.master === master;
}

function bodyFor({ only, kind, master }: LinkFilter): Pick<typeof linkMessage, 'read'> {
  if (only === undefined) return linkMessage;
  const filtered = [
    ...(kind === undefined ? [] : (['kind'] as const)),
    ...(master === undefined ? [] : (['master'] as const)),
  ];
  return linkFieldsOnly([...only, ...filtered]);
}

/** The statistics of IPv6 are in `afSpec`: the kernel need not send what nobody reads. */
function extMaskFor({ only, extMask }: Pick<LinkFilter, 'only' | 'extMask'>): number | undefined {
  return only === undefined || only.includes('afSpec') ? extMask : (extMask ?? 0) | SKIP_STATS;
}

function* listRequest(filter: LinkFilter): Operation<Request<Link>> {
  const operation = 'list links';
  const master = yield* optionalIndexOf(filter.master, operation);
  const info: LinkInfo = filter.kind === undefined ? {} : { kind: otherKind(filter.kind) };
  const decode = read(RTM_NEWLINK, bodyFor(filter));
  return dumpRequest<Link>({
    operation,
    type: RTM_GETLINK,
    body: linkMessage,
    message: {
      family: filter.family,
      extMask: extMaskFor(filter),
      targetNetnsid: filter.targetNetnsid,
      master,
      ...info,
    },
    answer: (reader, header) => {
      const link = decode(reader, header);
      return link !== undefined && matches(link, filter, master) ? link : undefined;
    },
  });
}

/** What was made to read some fields of one link; a program asks for the same of many. */
const bodies = new WeakMap<readonly LinkField[], ReturnType<typeof linkFieldsOnly>>();

function bodyOfOne(only: readonly LinkField[] | undefined): ReturnType<typeof linkFieldsOnly> {
  if (only === undefined) return linkMessage;
  const known = bodies.get(only);
  if (known !== undefined) return known;
  const made = linkFieldsOnly(only);
  bodies.set(only, made);
  return made;
}

function* getLink(
  operation: string,
  device: Device,
  { targetNetnsid, ...options }: LinkGetOptions,
): Operation<Link> {
  const { messages } = yield* withoutVfsIfTooLarge(extMaskFor(options), (extMask) =>
    ask({
      operation,
      type: RTM_GETLINK,
      flags: 0,
      body: linkMessage,
      message: { extMask, targetNetnsid, ...named(device) },
      answer: read(RTM_NEWLINK, bodyOfOne(options.only)),
      ...answerBytesOf(extMask),
    }),
  );
  const [link] = messages;
  if (link === undefined)
    throw new NetlinkError({ operation, errno: EINVAL, kernelMessage: 'no link in the answer' });
  return link;
}

/** What to ask for so that a link becomes as a report says: what differs from what there is. */
function* changesOf(operation: string, device: Device, request: LinkRequest): Operation<LinkRequest> {
  const present = yield* getLink(operation, device, request.vfinfoList === undefined ? {} : { extMask: VF });
  return changesTo(request, present, CHANGEABLE);
}

/** Operations on links (`RTM_*LINK`, linux/rtnetlink.h). All throw NetlinkError when the kernel refuses. */
export const links = {
  /** Lists links in the order of the kernel. @throws DumpInterruptedError */
  *list(filter: LinkFilter = {}): Operation<Link[]> {
    return yield* withoutVfsIfTooLarge(filter.extMask, function* (extMask) {
      return yield* dump(
        yield* listRequest(extMask === filter.extMask ? filter : { ...filter, extMask: extMask ?? 0 }),
      );
    });
  },

  /** One link by name, alternative name or index. @throws NetlinkError ENODEV when there is none */
  *get(device: Device, options: LinkGetOptions = {}): Operation<Link> {
    return yield* getLink(`get link ${device}`, device, options);
  },

  /**
   * Creates a link. A listed {@link Link} makes one like it, but for `afSpec`, which the kernel refuses here.
   * @throws NetlinkError EEXIST when the name or index is taken
   */
  *add(request: NewLink): Operation<void> {
    yield* send(`add link ${label(request)}`, NLM_F_CREATE | NLM_F_EXCL, request, {});
  },

  /** Creates a link (`NLM_F_REPLACE`). @throws NetlinkError EOPNOTSUPP: kernels replace none that has the name */
  *replace(request: LinkRequest): Operation<void> {
    yield* send(`replace link ${label(request)}`, NLM_F_CREATE | NLM_F_REPLACE, request, {});
  },

  /**
   * Changes a link: flags, attributes, master, name, namespace; `kind` with `data` for those of its kind. Of a listed
   * {@link Link}, what differs from the link as it is is asked for, which takes a request more; `carrier` and
   * `operstate` are not, as what else is asked decides them: give them without the rest.
   */
  *set(device: Device, request: LinkRequest): Operation<void> {
    const operation = `set link ${device}`;
    const changes = isReport(request) ? yield* changesOf(operation, device, request) : request;
    // A new name takes the attribute that would say which link is meant.
    const target =
      changes.ifname === undefined
        ? named(device)
        : { index: yield* indexOf(device, operation), ifname: changes.ifname };
    yield* send(operation, 0, changes, target);
  },

  /**
   * Moves a link to another namespace and tells its index there. It keeps its index if that is free, and loses its
   * addresses, routes and master; it is down there unless `up` is asked for. A new name or alias is given in the same
   * request.
   *
   * @throws NetlinkError EEXIST: the name is taken there, nothing was done; EBUSY: the `index` that was asked for is
   * taken; EINVAL: the link belongs to its namespace for good (`lo`, ...)
   */
  *move(device: Device, netns: NetnsSpec, options: MoveOptions = {}): Operation<Moved> {
    return yield* move(device, netns, options);
  },

  /**
   * Deletes a link, or all links of a group at once. What `request` holds goes with it: the kernel checks the form of
   * that, and heeds no more than which link is meant.
   */
  *delete(target: Device | { readonly group: number }, request: LinkRequest = {}): Operation<void> {
    if (typeof target === 'object') {
      const { group } = target;
      yield* send(`delete links of group ${group}`, 0, { ...request, group }, {}, RTM_DELLINK);
    } else yield* send(`delete link ${target}`, 0, request, named(target), RTM_DELLINK);
  },

  /** Gives a link alternative names. */
  *addAltnames(device: Device, altnames: readonly string[]): Operation<void> {
    yield* property(
      `add altname to link ${device}`,
      RTM_NEWLINKPROP,
      NLM_F_CREATE | NLM_F_EXCL,
      device,
      altnames,
    );
  },

  /** Takes alternative names from a link. */
  *deleteAltnames(device: Device, altnames: readonly string[]): Operation<void> {
    // NLM_F_EXCL here makes the kernel refuse the removal.
    yield* property(`delete altname of link ${device}`, RTM_DELLINKPROP, 0, device, altnames);
  },
};

function* property(
  operation: string,
  type: number,
  flags: number,
  device: Device,
  altIfname: readonly string[],
): Operation<void> {
  yield* ask({
    operation,
    type,
    flags,
    body: linkMessage,
    message: { index: yield* indexOf(device, operation), propList: { altIfname } },
    answer: () => undefined,
  });
}

/** Dumps that can be read one datagram at a time. */
export const linkStreams = {
  /** As `list`, without holding more than one datagram. @throws DumpInterruptedError at the end */
  stream: (filter: LinkFilter = {}): Operation<Request<Link>> => listRequest(filter),
};
