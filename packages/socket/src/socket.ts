import { native } from '#native';
import { SystemError } from './errno.ts';
import { type Netns, openNetns, openPath } from './netns.ts';

/** How a socket is opened. What is left out stays as the kernel has it. */
export interface SocketOptions {
  /** `NETLINK_*` family of linux/netlink.h; default 0, `NETLINK_ROUTE`. */
  readonly protocol?: number;
  /** The namespace to open the socket in, where it stays for life; default that of the calling thread. */
  readonly netns?: Netns | { readonly fd: number };
  /** `SO_RCVBUF` in bytes (the kernel doubles it), past `net.core.rmem_max` when privileged. */
  readonly receiveBuffer?: number;
  /** `SO_SNDBUF` in bytes. A single datagram cannot be larger. */
  readonly sendBuffer?: number;
  /** `NETLINK_EXT_ACK` and `NETLINK_CAP_ACK`: errors say why, and do not repeat the request. */
  readonly extendedAck?: boolean;
  /** `NETLINK_GET_STRICT_CHK`: dump filters are obeyed, and unknown ones refused (Linux 4.20). */
  readonly strict?: boolean;
  /** `NETLINK_PKTINFO`: `group` is filled. */
  readonly packetInfo?: boolean;
  /** `NETLINK_LISTEN_ALL_NSID`: also hears namespaces that have an id in this one; `nsid` is filled. */
  readonly allNsid?: boolean;
  /** `NETLINK_NO_ENOBUFS`: what the receive buffer cannot hold is lost without a word. */
  readonly noEnobufs?: boolean;
}

/** What `transact` brought. */
export interface Received {
  /**
   * Length of the messages in the buffer: whole datagrams, each beginning 4-byte aligned. 0 when the next datagram
   * is larger than the buffer: it is there still, for a call with a larger one.
   */
  readonly bytes: number;
  /** Whether the message that ends the request is among them. If not, call again without a request. */
  readonly terminated: boolean;
}

/** Bits of the addon's `open`. */
const EXT_ACK_AND_CAP_ACK = 3;
const STRICT = 4;
const PACKET_INFO = 8;
const ALL_NSID = 16;
const NO_ENOBUFS = 32;

const openSteps = ['socket', 'setsockopt', 'bind', 'getsockname', 'setns'];
const nothing = new Uint8Array(0);

const EAGAIN = 11;
const EBADF = 9;
const CLOSED = -1;
/** For the addon's `open`: the namespace of the calling thread. */
const HERE = -1;

function optionBits(options: SocketOptions): number {
  return (
    (options.extendedAck ? EXT_ACK_AND_CAP_ACK : 0) |
    (options.strict ? STRICT : 0) |
    (options.packetInfo ? PACKET_INFO : 0) |
    (options.allNsid ? ALL_NSID : 0) |
    (options.noEnobufs ? NO_ENOBUFS : 0)
  );
}

function namespaceFd({ fd }: { readonly fd: number }): number {
  // That of a closed Netns is negative, which must not come to mean "here".
  if (fd < 0) throw new SystemError(EBADF, 'setns');
  return fd;
}

function checked(result: number, syscall: string): number {
  if (result < 0) throw new SystemError(-result, syscall);
  return result;
}

/**
 * An AF_NETLINK socket. It hears only the kernel: datagrams of other processes are dropped. Every method
 * throws a SystemError, EBADF once the socket is closed.
 *
 * A socket that is not closed keeps its descriptor until its thread or process ends.
 */
export class NetlinkSocket implements Disposable, AsyncDisposable {
  /** The multicast group of the last datagram received, 0 for an answer; needs `packetInfo`. */
  group = 0;
  /** The namespace id of the last datagram received, -1 for the socket's own namespace; needs `allNsid`. */
  nsid = -1;
  readonly #native = native();
  readonly #options: SocketOptions;
  #fd: number;
  #port = 0;
  #receiveBuffer = 0;

  constructor(options: SocketOptions = {}) {
    this.#options = options;
    this.#fd = this.#opened(
      this.#native.open(
        options.protocol ?? 0,
        options.sendBuffer ?? 0,
        options.receiveBuffer ?? 0,
        optionBits(options),
        options.netns === undefined ? HERE : namespaceFd(options.netns),
      ),
    );
  }

  #opened(result: number): number {
    if (result < 0) throw new SystemError(-result & 0xfff, openSteps[-result >> 12] ?? 'socket');
    this.#port = this.#native.status[0] ?? 0;
    this.#receiveBuffer = this.#native.status[3] ?? 0;
    return result;
  }

  /** The port id the kernel chose (`nl_pid`), unsigned. */
  get port(): number {
    return this.#port;
  }

  /** Bytes that the receive buffer holds (`SO_RCVBUF`), as the kernel counts them: overhead included. */
  get receiveBuffer(): number {
    return this.#receiveBuffer;
  }

  /** The file descriptor, or -1 when closed. */
  get fd(): number {
    return this.#fd;
  }

  /**
   * Sends one datagram of any number of messages. When this returns, the kernel has executed it: that
   * took as long as the kernel needed. `port` addresses another socket instead of the kernel.
   */
  send(datagram: Uint8Array, port = 0): void {
    checked(this.#native.send(this.#fd, datagram, port), 'sendmsg');
  }

  /**
   * Receives one datagram and returns its size; 0 when none came within `timeout` milliseconds (default:
   * none is waiting). A size greater than `into.length` means that it did not fit: it is what the next call gives.
   * Those of a dump have up to 32 KiB, single answers up to 64 KiB and seldom more.
   *
   * Signal handlers of the host program cannot run before this returns.
   *
   * @throws SystemError ENOBUFS: the receive buffer was full and messages were lost; what it holds can
   * still be read.
   */
  receive(into: Uint8Array, timeout = 0): number {
    const size = this.#native.receive(this.#fd, into, timeout);
    if (size < 0) {
      if (size === -EAGAIN) return 0;
      throw new SystemError(-size, 'recvmsg');
    }
    this.group = this.#native.status[1] ?? 0;
    this.nsid = (this.#native.status[2] ?? 0) | 0;
    return size;
  }

  /**
   * On a thread of this socket's own: sends `request` (one datagram) if given, then receives until the
   * NLMSG_DONE or NLMSG_ERROR of `sequence`, or, after the first datagram, until less than 64 KiB of `into`
   * is left. `into` is the thread's until the promise settles: do not read, transfer or resize it. One at
   * a time.
   *
   * @throws SystemError (rejects) EMSGSIZE: the request is larger than the send buffer, and was not sent;
   * ENOBUFS: answers were lost; ECANCELED: `cancel` or `close` was called, and the rest of the answer may
   * still come; EBUSY: another one is in flight.
   */
  async transact(request: Uint8Array | undefined, sequence: number, into: Uint8Array): Promise<Received> {
    const result = await new Promise<number>((resolve) => {
      const error = this.#native.transact(this.#fd, request ?? nothing, sequence, into, resolve);
      if (error < 0) resolve(error);
    });
    if (result < 0) throw new SystemError(-result, 'transact');
    // The addon gives twice the byte count, plus one when terminated.
    return { bytes: Math.floor(result / 2), terminated: result % 2 === 1 };
  }

  /** Ends the `transact` in flight with ECANCELED, if there is one. The kernel's answer is not undone. */
  cancel(): void {
    checked(this.#native.cancel(this.#fd), 'cancel');
  }

  /**
   * Calls back once when there is something to receive (or an error to fetch), and again after each
   * `rearm`. Keeps the event loop alive unless `unref` was called.
   */
  onReadable(callback: () => void): void {
    checked(this.#native.watch(this.#fd, callback), 'epoll_ctl');
  }

  /** Asks for one more call of the `onReadable` callback. */
  rearm(): void {
    checked(this.#native.rearm(this.#fd), 'epoll_ctl');
  }

  /** Takes back `onReadable`; no call comes after this. */
  offReadable(): void {
    checked(this.#native.unwatch(this.#fd), 'epoll_ctl');
  }

  /** Joins a multicast group by number (`RTNLGRP_*`). */
  addMembership(group: number): void {
    checked(this.#native.membership(this.#fd, group, 1), 'setsockopt');
  }

  /** Leaves a multicast group. */
  dropMembership(group: number): void {
    checked(this.#native.membership(this.#fd, group, 0), 'setsockopt');
  }

  /**
   * Opens the namespace that this socket is in (`SIOCGSKNS`), which may have lost its name since.
   * @throws SystemError of `ioctl`, without CAP_NET_ADMIN in there EPERM
   */
  netns(): Netns {
    const opened: Netns[] = [];
    // Opened once more, by node:fs: it closes what a worker_thread leaves open.
    const result = this.#native.netnsOf(this.#fd, (fd) => opened.push(openNetns(openPath(fd))));
    const [netns] = opened;
    if (netns === undefined) throw new SystemError(-result, 'ioctl');
    return netns;
  }

  /** Lets `onReadable` keep the event loop alive, as it does at first. */
  ref(): this {
    checked(this.#native.reference(this.#fd, 1), 'ref');
    return this;
  }

  /** Lets the program end although `onReadable` is waiting. */
  unref(): this {
    checked(this.#native.reference(this.#fd, 0), 'unref');
    return this;
  }

  /**
   * Replaces the socket by a new one in the same namespace, with the same options and a port of its own: answers
   * that were due on the old one never come. Not for sockets with `onReadable` or memberships, which are gone.
   *
   * @throws SystemError of `open`, and `setns` EPERM: this process is in another namespace than the socket, and has
   * no longer the privilege to enter it. The old socket is as it was then.
   */
  reopen(): void {
    const { protocol, sendBuffer, receiveBuffer } = this.#options;
    const old = this.#fd;
    this.#fd = this.#opened(
      this.#native.reopen(old, protocol ?? 0, sendBuffer ?? 0, receiveBuffer ?? 0, optionBits(this.#options)),
    );
    this.#native.close(old);
  }

  /** Closes the socket, at any time and in any state. A `transact` in flight ends with ECANCELED. */
  close(): void {
    if (this.#fd === CLOSED) return;
    this.#native.close(this.#fd);
    this.#fd = CLOSED;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}
