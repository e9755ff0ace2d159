import {
  type Address,
  type AddressMessage,
  addressMessage,
  FOREVER,
  RTM_DELADDR,
  RTM_GETADDR,
  RTM_GETANYCAST,
  RTM_GETMULTICAST,
  RTM_NEWADDR,
  RTM_NEWANYCAST,
  RTM_NEWMULTICAST,
} from '../address.ts';
import type { Reader } from '../bytes/reader.ts';
import type { MessageHeader } from '../message/header.ts';
import { NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE } from '../message/header.ts';
import { AF_INET6, familyOf } from '../prefix.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation, type Request } from './request.ts';

/**
 * What is asked for an address: `{ dev: 'eth0', address: '192.0.2.1/24' }`. A listed {@link Address} is one too.
 * Without `local` that is the address too; `local: undefined` sends none.
 */
export type AddressRequest = AddressMessage & {
  /** The interface, in place of `index`. */
  readonly dev?: Device | undefined;
  /** Seconds that the address lives, in place of `cacheinfo.valid`; default for ever. */
  readonly validLft?: number | undefined;
  /** Seconds that it is used for new connections, in place of `cacheinfo.prefered`; default as long as it lives. */
  readonly preferredLft?: number | undefined;
};

/** Which addresses to list. */
export interface AddressFilter {
  readonly dev?: Device;
  /** `AF_INET` (2) or `AF_INET6` (10); default both */
  readonly family?: number;
  readonly targetNetnsid?: number;
}

const EADDRNOTAVAIL = 99;

function lifetimes({ validLft, preferredLft }: AddressRequest): Pick<AddressMessage, 'cacheinfo'> {
  if (validLft === undefined && preferredLft === undefined) return {};
  const valid = validLft ?? FOREVER;
  return { cacheinfo: { prefered: preferredLft ?? valid, valid, cstamp: 0, tstamp: 0 } };
}

function* send(verb: string, type: number, flags: number, request: AddressRequest): Operation<void> {
  const { dev, validLft: _valid, preferredLft: _preferred, ...message } = request;
  const operation = `${verb} address ${request.local ?? request.address ?? ''}`.trimEnd();
  const index = dev === undefined ? message.index : yield* indexOf(dev, operation);
  yield* ask({
    operation,
    type,
    flags,
    body: addressMessage,
    message: {
      cacheinfo: undefined, // before the spread: see schema/literal.ts
      ...message,
      ...lifetimes(request),
      index,
      local: 'local' in message ? message.local : message.address?.split('/')[0],
    },
    answer: () => undefined,
  });
}

/** The message types of a list: to ask with, and those of the answer. */
interface Kind {
  readonly operation: string;
  readonly get: number;
  readonly answers: readonly number[];
}

const UNICAST: Kind = { operation: 'list addresses', get: RTM_GETADDR, answers: [RTM_NEWADDR] };
// Kernels before Linux 6.14 answer with the type of the question.
const MULTICAST: Kind = {
  operation: 'list multicast addresses',
  get: RTM_GETMULTICAST,
  answers: [RTM_GETMULTICAST, RTM_NEWMULTICAST],
};
const ANYCAST: Kind = {
  operation: 'list anycast addresses',
  get: RTM_GETANYCAST,
  answers: [RTM_GETANYCAST, RTM_NEWANYCAST],
};

function* listRequest(filter: AddressFilter, kind: Kind = UNICAST): Operation<Request<Address>> {
  const { operation, get, answers } = kind;
  const index = yield* optionalIndexOf(filter.dev, operation);
  const decoders = answers.map((type) => read(type, addressMessage));
  const decode = (reader: Reader, header: MessageHeader): Address | undefined => {
    for (const decoder of decoders) {
      const address = decoder(reader, header);
      if (address !== undefined) return address;
    }
    return undefined;
  };
  return dumpRequest<Address>({
    operation,
    type: get,
    body: addressMessage,
    message: { family: filter.family, index, targetNetnsid: filter.targetNetnsid },
    answer: (reader, header) => {
      const address = decode(reader, header);
      // Without strict checking the kernel ignores the index.
      return address !== undefined && (index === undefined || address.index === index) ? address : undefined;
    },
  });
}

/** IPv6 finds one address; IPv4 has dumps only. */
function* find(request: AddressRequest, operation: string): Operation<Address | undefined> {
  const { dev, index: given } = request;
  const local = request.local ?? request.address?.split('/')[0] ?? '';
  const index = dev === undefined ? given : yield* indexOf(dev, operation);
  if (familyOf(local) !== AF_INET6) {
    const listed = yield* dump(yield* listRequest({ family: familyOf(local), ...(index && { dev: index }) }));
    return listed.find((address) => address.local === local);
  }
  const { messages } = yield* ask({
    operation,
    type: RTM_GETADDR,
    flags: 0,
    body: addressMessage,
    message: { family: AF_INET6, prefixlen: 0, index, local },
    answer: read(RTM_NEWADDR, addressMessage),
  });
  return messages[0];
}

/** Operations on addresses (`RTM_*ADDR`, linux/if_addr.h). All throw NetlinkError when the kernel refuses. */
export const addresses = {
  /** Lists addresses in the order of the kernel, IPv4 before IPv6. @throws DumpInterruptedError */
  *list(filter: AddressFilter = {}): Operation<Address[]> {
    return yield* dump(yield* listRequest(filter));
  },
  /** Lists the groups that interfaces are in (`RTM_GETMULTICAST`): of IPv6, and of IPv4 from Linux 6.15 on. */
  *listMulticast(filter: AddressFilter = {}): Operation<Address[]> {
    return yield* dump(yield* listRequest({ family: AF_INET6, ...filter }, MULTICAST));
  },
  /** Lists the anycast addresses of IPv6 (`RTM_GETANYCAST`), such as those of a router's prefixes. */
  *listAnycast(filter: AddressFilter = {}): Operation<Address[]> {
    return yield* dump(yield* listRequest({ family: AF_INET6, ...filter }, ANYCAST));
  },
  /** One address by its own part (`local`, else `address`). @throws NetlinkError EADDRNOTAVAIL when there is none */
  *get(request: AddressRequest): Operation<Address> {
    const operation = `get address ${request.local ?? request.address ?? ''}`.trimEnd();
    const address = yield* find(request, operation);
    if (address === undefined) throw new NetlinkError({ operation, errno: EADDRNOTAVAIL });
    return address;
  },
  /** Adds an address; `local` is `address` where it is not given. @throws NetlinkError EEXIST */
  *add(request: AddressRequest): Operation<void> {
    yield* send('add', RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, request);
  },
  /** Adds an address or changes it. */
  *replace(request: AddressRequest): Operation<void> {
    yield* send('replace', RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, request);
  },
  /** Changes an address. @throws NetlinkError ENOENT */
  *change(request: AddressRequest): Operation<void> {
    yield* send('change', RTM_NEWADDR, NLM_F_REPLACE, request);
  },
  /** Deletes an address. @throws NetlinkError EADDRNOTAVAIL when the interface does not have it */
  *delete(request: AddressRequest): Operation<void> {
    yield* send('delete', RTM_DELADDR, 0, request);
  },
};

/** Dumps that can be read one datagram at a time. */
export const addressStreams = {
  /** As `list`, without holding more than one datagram. @throws DumpInterruptedError at the end */
  stream: (filter: AddressFilter = {}): Operation<Request<Address>> => listRequest(filter),
};
