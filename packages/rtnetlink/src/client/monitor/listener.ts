import { type NetnsSpec, openNetns } from '@iplink-ts/socket';
import type { MessageHeader } from '../../message/header.ts';
import { type DecodedMessage, decodeMessage } from '../../registry.ts';
import { MonitorSocket } from './socket.ts';
import { groupsOf, type Subject, subjects } from './subject.ts';

/** A message of a multicast group, decoded by its type. */
export type HeardMessage = DecodedMessage & {
  readonly header: MessageHeader;
  /** The namespace it is from, by its id in the listener's own; undefined for the listener's own. */
  readonly nsid: number | undefined;
};

/** How a listener is opened. */
export interface ListenOptions {
  readonly netns?: NetnsSpec | undefined;
  /** Also hear namespaces that have an id in this one (`NETLINK_LISTEN_ALL_NSID`). */
  readonly allNetns?: boolean | undefined;
  /** `SO_RCVBUF` in bytes: what the kernel holds for a slow consumer. Default 1 MiB. */
  readonly receiveBuffer?: number | undefined;
}

const RECEIVE_BUFFER = 1 << 20;

/** What `poll` can be told. */
const FOR_EVER = 0x7fffffff;

/** The multicast groups (`RTNLGRP_*`) of a subject, of all or some address families. */
export function monitorGroups(subject: Subject, families?: readonly number[]): readonly number[] {
  return groupsOf(subjects[subject], families);
}

/**
 * Hears the multicast groups of rtnetlink by blocking, message by message as the kernel sent them: for tools that do
 * nothing else meanwhile. Losses are told and not made up for; `Rtnl.monitor` does that.
 */
export class Listener implements Disposable {
  readonly #socket: MonitorSocket;

  /** Joins at once: what happens from now on is heard. @throws SystemError */
  constructor(groups: Iterable<number>, options: ListenOptions = {}) {
    const netns = options.netns === undefined ? undefined : openNetns(options.netns);
    try {
      this.#socket = new MonitorSocket({
        netns,
        groups,
        receiveBuffer: options.receiveBuffer ?? RECEIVE_BUFFER,
        allNetns: options.allNetns ?? false,
      });
    } finally {
      netns?.close();
    }
  }

  /**
   * Waits for a datagram.
   *
   * @param timeout in milliseconds; default for ever
   * @returns its messages, none when the time is over; `lost` when the kernel had to drop some
   * @throws SystemError
   */
  receive(timeout = FOR_EVER): readonly HeardMessage[] | 'lost' {
    const heard: HeardMessage[] = [];
    const outcome = this.#socket.receive((reader, header, nsid) => {
      heard.push({ ...decodeMessage(reader, header), header, nsid });
    }, timeout);
    return outcome === 'lost' ? 'lost' : heard;
  }

  /** Closes the socket. */
  close(): void {
    this.#socket.close();
  }

  /** As `close`. */
  [Symbol.dispose](): void {
    this.close();
  }
}
