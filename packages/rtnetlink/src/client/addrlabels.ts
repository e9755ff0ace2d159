import {
  type AddressLabel,
  type AddressLabelMessage,
  addressLabelMessage,
  RTM_DELADDRLABEL,
  RTM_GETADDRLABEL,
  RTM_NEWADDRLABEL,
} from '../addrlabel.ts';
import { NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE } from '../message/header.ts';
import { AF_INET6 } from '../prefix.ts';
import { type Device, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation } from './request.ts';

/** What is asked for a label: `{ address: '2001:db8::/32', label: 99 }`. A listed {@link AddressLabel} is one too. */
export type AddressLabelRequest = AddressLabelMessage & {
  /** The interface that the label is for, in place of `index`. */
  readonly dev?: Device | undefined;
};

/** Which labels to list. */
export interface AddressLabelFilter {
  readonly dev?: Device;
}

const ENOENT = 2;

function* send(verb: string, type: number, flags: number, request: AddressLabelRequest): Operation<void> {
  const { dev, ...message } = request;
  const operation = `${verb} address label of ${request.address ?? '::/0'}`;
  const index = (yield* optionalIndexOf(dev, operation)) ?? message.index;
  yield* ask({
    operation,
    type,
    flags,
    body: addressLabelMessage,
    message: { family: AF_INET6, ...message, index },
    answer: () => undefined,
  });
}

/**
 * Labels by which IPv6 chooses source addresses (`RTM_*ADDRLABEL`, linux/if_addrlabel.h; RFC 6724). All throw
 * NetlinkError when the kernel refuses.
 */
export const addressLabels = {
  /** Lists labels, longer prefixes first. @throws DumpInterruptedError */
  *list(filter: AddressLabelFilter = {}): Operation<AddressLabel[]> {
    const operation = 'list address labels';
    const index = yield* optionalIndexOf(filter.dev, operation);
    const labels = yield* dump(
      dumpRequest<AddressLabel>({
        operation,
        type: RTM_GETADDRLABEL,
        body: addressLabelMessage,
        message: { family: AF_INET6 },
        answer: read(RTM_NEWADDRLABEL, addressLabelMessage),
      }),
    );
    return labels.filter((label) => index === undefined || label.index === index);
  },

  /** The label that an address has, on an interface where one is given. @throws NetlinkError ESRCH: it has none */
  *get(address: string, options: { readonly dev?: Device } = {}): Operation<AddressLabel> {
    const operation = `get address label of ${address}`;
    const { messages } = yield* ask({
      operation,
      type: RTM_GETADDRLABEL,
      flags: 0,
      body: addressLabelMessage,
      message: { family: AF_INET6, address, index: yield* optionalIndexOf(options.dev, operation) },
      answer: read(RTM_NEWADDRLABEL, addressLabelMessage),
    });
    const [label] = messages;
    if (label === undefined) throw new NetlinkError({ operation, errno: ENOENT });
    return label;
  },

  /** Labels a prefix. @throws NetlinkError EEXIST */
  *add(request: AddressLabelRequest): Operation<void> {
    yield* send('add', RTM_NEWADDRLABEL, NLM_F_CREATE | NLM_F_EXCL, request);
  },

  /** Labels a prefix, or changes its label. */
  *replace(request: AddressLabelRequest): Operation<void> {
    yield* send('replace', RTM_NEWADDRLABEL, NLM_F_CREATE | NLM_F_REPLACE, request);
  },

  /** Takes the label from a prefix, whichever it is. @throws NetlinkError ESRCH when it has none */
  *delete(request: AddressLabelRequest): Operation<void> {
    // The kernel wants a label and does not look at it.
    yield* send('delete', RTM_DELADDRLABEL, 0, { label: 0, ...request });
  },
};
