import { Reader } from '../bytes/reader.ts';
import { NLM_F_CREATE, NLMSG_HDRLEN } from '../message/header.ts';
import { type LoggedMessage, loggedMessage } from '../message_log.ts';
import { binary } from '../schema/scalar.ts';
import { dump, dumpRequest } from './dump.ts';
import { subjects } from './monitor/subject.ts';
import { ask, type Operation } from './request.ts';

/** Which messages to list; what an object can be asked for beside its family is in the filters of its own `list`. */
export interface MessageFilter {
  readonly family?: number;
  /** Of routes. */
  readonly table?: number;
  /** Of routes: the cached exceptions in their place. */
  readonly flags?: readonly ['cloned'];
  /** Of addresses: their interface. */
  readonly index?: number;
}

/** Operations on messages as they are, to keep them in a file and to send them again (`ip rule save`, `restore`). */
export const messages = {
  /** Lists objects as the kernel tells of them. @throws DumpInterruptedError */
  *list(subject: 'address' | 'route' | 'rule', filter: MessageFilter = {}): Operation<LoggedMessage[]> {
    const { types, body } = subjects[subject];
    return yield* dump(
      dumpRequest<LoggedMessage>({
        operation: `list messages of ${subject}`,
        type: types.get ?? 0,
        body,
        message: filter,
        answer: (reader, header) => (header.type === types.new ? loggedMessage(reader, header) : undefined),
      }),
    );
  },

  /** Sends a message as it is, but that it may create something. @throws NetlinkError */
  *send(bytes: Uint8Array): Operation<void> {
    const { u16 } = Reader.copy(bytes.subarray(0, NLMSG_HDRLEN));
    const type = u16[2] ?? 0;
    yield* ask({
      operation: `send message of type ${type}`,
      type,
      flags: (u16[3] ?? 0) | NLM_F_CREATE,
      body: binary,
      message: bytes.subarray(NLMSG_HDRLEN),
      answer: () => undefined,
    });
  },
};
