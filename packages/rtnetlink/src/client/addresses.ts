import {
  type Address,
  type AddressMessage,
  addressMessage,
  RTM_DELADDR,
  RTM_GETADDR,
  RTM_NEWADDR,
} from '../address.ts';
import { NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE } from '../message/header.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { ask, type Operation, type Request } from './request.ts';

/** What is asked for an address: `{ dev: 'eth0', address: '192.0.2.1/24' }`. A listed {@link Address} is one too. */
export type AddressRequest = AddressMessage & {
  /** The interface, in place of `index`. */
  readonly dev?: Device | undefined;
};

/** Which addresses to list. */
export interface AddressFilter {
  readonly dev?: Device;
  /** `AF_INET` (2) or `AF_INET6` (10); default both */
  readonly family?: number;
  readonly targetNetnsid?: number;
}

function* send(verb: string, type: number, flags: number, request: AddressRequest): Operation<void> {
  const { dev, ...message } = request;
  const operation = `${verb} address ${request.local ?? request.address ?? ''}`.trimEnd();
  const index = dev === undefined ? message.index : yield* indexOf(dev, operation);
  yield* ask({
    operation,
    type,
    flags,
    body: addressMessage,
    message: { ...message, index, local: message.local ?? message.address?.split('/')[0] },
    answer: () => undefined,
  });
}

function* listRequest(filter: AddressFilter): Operation<Request<Address>> {
  const operation = 'list addresses';
  const index = yield* optionalIndexOf(filter.dev, operation);
  const decode = read(RTM_NEWADDR, addressMessage);
  return dumpRequest<Address>({
    operation,
    type: RTM_GETADDR,
    body: addressMessage,
    message: { family: filter.family, index, targetNetnsid: filter.targetNetnsid },
    answer: (reader, header) => {
      const address = decode(reader, header);
      // Without strict checking the kernel ignores the index.
      return address !== undefined && (index === undefined || address.index === index) ? address : undefined;
    },
  });
}

/** Operations on addresses (`RTM_*ADDR`, linux/if_addr.h). All throw NetlinkError when the kernel refuses. */
export const addresses = {
  /** Lists addresses in the order of the kernel, IPv4 before IPv6. @throws DumpInterruptedError */
  *list(filter: AddressFilter = {}): Operation<Address[]> {
    return yield* dump(yield* listRequest(filter));
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
