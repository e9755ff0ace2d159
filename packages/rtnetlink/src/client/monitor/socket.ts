import { NetlinkSocket, type Netns } from '@iplink-ts/socket';
import { align4 } from '../../bytes/align.ts';
import { Reader } from '../../bytes/reader.ts';
import { forEachMessage, type MessageHeader } from '../../message/header.ts';
import { errnoOf } from '../errno.ts';
import { RECEIVE_ROOM } from '../sync.ts';

/** How a monitor's socket is opened. */
export interface MonitorSocketOptions {
  readonly netns?: Netns | undefined;
  /** `SO_RCVBUF` in bytes. */
  readonly receiveBuffer: number;
  /** `RTNLGRP_*` to join. */
  readonly groups: Iterable<number>;
  readonly allNetns: boolean;
  /** Room for one datagram in bytes, to begin with. Default 256 KiB. */
  readonly room?: number;
}

const ENOBUFS = 105;

/** Takes a message with its bytes, which are valid during the call; `nsid` is undefined in the socket's own namespace. */
export type Visit = (reader: Reader, header: MessageHeader, nsid: number | undefined) => void;

/** A socket that is a member of groups and sends nothing. */
export class MonitorSocket {
  readonly #socket: NetlinkSocket;
  #reader: Reader;
  #watched = false;
  #closed = false;
  #wake = (): void => undefined;

  /** Joins at once: what happens from now on is heard. @throws SystemError */
  constructor(options: MonitorSocketOptions) {
    const { netns, receiveBuffer, groups, allNetns, room = RECEIVE_ROOM } = options;
    this.#reader = new Reader(new ArrayBuffer(room));
    this.#socket = new NetlinkSocket({ receiveBuffer, allNsid: allNetns, ...(netns && { netns }) });
    try {
      for (const group of groups) this.#socket.addMembership(group);
    } catch (error) {
      this.#socket.close();
      throw error;
    }
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Receives one datagram if one is waiting, or comes within `timeout` milliseconds.
   *
   * @returns `lost` when the kernel dropped messages: those it still holds were sent before, and none comes until
   * they have been read
   * @throws SystemError
   */
  receive(visit: Visit, timeout = 0): 'received' | 'nothing' | 'lost' {
    if (this.#closed) return 'nothing';
    let length: number;
    try {
      length = this.#socket.receive(this.#reader.u8, timeout);
      if (length > this.#reader.u8.length) {
        // One that does not fit is given again.
        this.#reader = new Reader(new ArrayBuffer(align4(length)));
        length = this.#socket.receive(this.#reader.u8);
      }
    } catch (error) {
      if (errnoOf(error) === ENOBUFS) return 'lost';
      throw error;
    }
    if (length === 0) return 'nothing';
    const nsid = this.#socket.nsid < 0 ? undefined : this.#socket.nsid;
    const reader = this.#reader;
    reader.refill(length);
    forEachMessage(reader, 0, length, (header) => visit(reader, header, nsid));
    return 'received';
  }

  /**
   * Resolves when there is something to receive, when `wake` or `close` is called, or after `delay` milliseconds. One
   * at a time.
   */
  async readable(delay?: number): Promise<void> {
    if (this.#closed) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (delay !== undefined) timer = setTimeout(resolve, delay);
      if (this.#watched) {
        this.#socket.rearm();
      } else {
        this.#socket.onReadable(() => this.#wake());
        this.#watched = true;
      }
    });
    clearTimeout(timer);
  }

  /** Ends a `readable` that waits. */
  wake(): void {
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#socket.close();
    this.#wake();
  }
}
