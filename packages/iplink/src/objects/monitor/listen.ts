/** `ip monitor`: what happens, as the kernel tells it. */
import { type HeardMessage, Listener } from '@iplink-ts/rtnetlink';
import { links } from '@iplink-ts/rtnetlink/sync';
import { SystemError, strerror } from '@iplink-ts/socket';
import { commandFailure, programFailure } from '../../failure.ts';
import { dump } from '../../kernel.ts';
import type { Session } from '../../session.ts';
import { showMessage } from './record.ts';
import { groupsToJoin, type MonitorRequest } from './words.ts';

const ENOBUFS = 105;

/** RTEXT_FILTER_VF (linux/rtnetlink.h) */
const EXT_MASK_VF = 1;

export function listen(session: Session, request: MonitorRequest): Promise<never> {
  const groups = groupsToJoin(request, session.options.family);
  return hear(session, groups, request.allNetns, (message) => {
    if (!showMessage(session, request, message)) throw programFailure('', 2);
  });
}

/**
 * Shows what comes until the process is ended from outside. The thread is blocked meanwhile, so that signals have
 * their default effect, as in a program in C.
 */
export async function hear(
  session: Session,
  groups: Iterable<number>,
  allNetns: boolean,
  show: (message: HeardMessage) => void,
): Promise<never> {
  using listener = open(session, groups, allNetns);
  // After joining, so that no change falls between: names are those of now, and then what is told.
  const listed = dump(session, () => session.host.run(links.list({ extMask: EXT_MASK_VF })), {
    status: 1,
    reach: 'program',
  });
  session.interfaces.rememberAll(listed);
  session.netnsNames.load(session);
  session.io.out.flush();
  for (;;) {
    if (session.io.settle !== undefined) await session.io.settle();
    const waiting = [...receive(session, listener, undefined)];
    for (const message of waiting) {
      show(message);
      session.io.out.flush();
      // The kernel's buffer is emptied between records: writing takes longer than changes that come in a burst.
      for (let more = receive(session, listener, 0); more.length > 0; more = receive(session, listener, 0))
        waiting.push(...more);
    }
  }
}

function open(session: Session, groups: Iterable<number>, allNetns: boolean): Listener {
  const { netns, receiveBuffer } = session.options;
  try {
    return new Listener(groups, { netns, receiveBuffer, allNetns });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw commandFailure(`Cannot open netlink socket: ${strerror(error.errno)}\n`);
  }
}

/** Waits for messages. When the kernel had to drop some, that is said, and those that it still holds follow. */
function receive(session: Session, listener: Listener, timeout: number | undefined): readonly HeardMessage[] {
  for (;;) {
    try {
      const heard = listener.receive(timeout);
      if (heard !== 'lost') return heard;
      session.complain(receiveError(ENOBUFS));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw programFailure(receiveError(error.errno), 2);
    }
  }
}

function receiveError(errno: number): string {
  return `netlink receive error ${strerror(errno)} (${errno})\n`;
}
