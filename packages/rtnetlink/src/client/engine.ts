import type { Reader } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import { readAcknowledgement } from '../message/ack.ts';
import {
  beginMessage,
  endMessage,
  forEachMessage,
  isDump,
  isGet,
  type MessageHeader,
  NLM_F_ACK,
  NLM_F_DUMP_INTR,
  NLM_F_EXCL,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_NOOP,
  NLMSG_OVERRUN,
} from '../message/header.ts';
import { closedError } from './exchange-error.ts';
import { refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { Sequence } from './sequence.ts';
import { Window } from './window.ts';
import { withdraw } from './withdraw.ts';

/** How a request ended. */
export type Completion =
  | { readonly error: unknown }
  | { readonly interrupted: boolean; readonly warning?: string };

/** Where the engine reports to. */
export interface Listener {
  message(value: unknown): void;
  complete(completion: Completion): void;
  /** The client is closed: the caller is to be told at once, and what is in flight to be given up. */
  cancel(reason: unknown): void;
  /** Whether messages wait for a consumer that takes its time. */
  isBehind?(): boolean;
}

/** A request that was submitted. */
export interface Submitted {
  /** Whether the kernel may have got it. */
  readonly isSent: boolean;
  /**
   * Reports nothing any more. One that is not sent never will be; what still comes of another is drained.
   * @param drained called when the kernel is done with the request, which is at once if it never got it
   */
  giveUp(drained?: () => void): void;
}

interface Pending extends Submitted {
  readonly request: Request<unknown>;
  readonly bytes: Uint8Array;
  readonly sequence: number;
  readonly isDump: boolean;
  isSent: boolean;
  /** The kernel was not asked to acknowledge its success. */
  isSilent: boolean;
  isGivenUp: boolean;
  interrupted: boolean;
  /** What went wrong while its answer was read. */
  fault: { readonly error: unknown } | undefined;
  listener: Listener;
}

/** Bytes of requests in one datagram at most, below the send buffer's smallest default. */
const DATAGRAM = 32 * 1024;

/** Offset of `nlmsg_flags` in 16-bit words. */
const FLAGS = 3;

/**
 * The protocol of one request socket, without I/O: requests go in, datagrams come out; datagrams go in, completions
 * come out. Both drivers run it.
 *
 * - An answer belongs to the request with its sequence number, if it is addressed to this port.
 * - A socket carries one dump at a time: the kernel answers a second one with EBUSY.
 * - `NLMSG_DONE` can carry an error, and `NLM_F_DUMP_INTR` is on any message of the dump, not always on the last.
 * - A request that nobody waits for any more is drained: a dump, before the next begins.
 * - Success is acknowledged once for a datagram, where nobody hears warnings: a failure is answered in any case.
 * - No more is in flight than the receive buffer can hold the answers of.
 */
export class Engine {
  readonly #hearsWarnings: boolean;
  #port: number;
  #window: Window;
  #isClosed = false;
  // Arrays, and not a Set and a Map: see withdraw.ts, and 6 of the 43 µs of a request that is made by itself.
  /** In the order of submission; what was given up before it was sent is dropped when it is met. */
  #queue: Pending[] = [];
  /** In the order in which they were sent, which is that of their answers but for a dump. */
  readonly #inFlight: Pending[] = [];
  readonly #sequence = new Sequence(() =>
    [...this.#inFlight, ...this.#queue].map(({ sequence }) => sequence),
  );
  #datagram: readonly Pending[] = [];
  /** Of requests that create an object, and of others. */
  readonly #creation = new Writer({ isRequest: true, isCreation: true });
  readonly #change = new Writer({ isRequest: true });

  /** @param hearsWarnings whether somebody is told what the kernel says of success: all is acknowledged then */
  constructor(
    socket: { readonly port: number; readonly receiveBuffer?: number },
    { hearsWarnings = false }: { hearsWarnings?: boolean } = {},
  ) {
    this.#hearsWarnings = hearsWarnings;
    this.#port = socket.port;
    this.#window = new Window(socket.receiveBuffer);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * The sequence number to receive up to; undefined when no answer is due. Requests in flight are answered in their
   * order and before the rest of a dump, so it is the last of them, and the dump's when only that is left.
   */
  get awaited(): number | undefined {
    let dump: number | undefined;
    let last: number | undefined;
    for (const { isDump, sequence } of this.#inFlight)
      if (isDump) dump = sequence;
      else last = sequence;
    return last ?? dump;
  }

  /** Whether an answer is due. */
  get isAwaiting(): boolean {
    return this.#inFlight.length > 0;
  }

  /**
   * Whether the rest of a dump can stay in the kernel: its consumer is behind, and nobody waits for another answer or
   * for the next dump.
   */
  get canPause(): boolean {
    const [only] = this.#inFlight;
    if (only === undefined || this.#inFlight.length > 1 || this.#queue.length > 0) return false;
    return !only.isGivenUp && only.listener.isBehind?.() === true;
  }

  /** Whether the next part of an answer can be received before the last one is read: not when a stream holds it back. */
  get canReadAhead(): boolean {
    return this.#inFlight.every(({ listener }) => listener.isBehind === undefined);
  }

  /**
   * Encodes a request and queues it.
   * @throws {EncodeError} when the message cannot be written
   * @throws {NetlinkError} EBADF when the client is closed
   */
  submit(request: Request<unknown>, listener: Listener): Submitted {
    if (this.#isClosed) throw closedError(request.operation);
    const sequence = this.#sequence.next();
    const pending: Pending = {
      request,
      bytes: this.#encode(request, sequence),
      sequence,
      isDump: isDump(request.type, request.flags),
      isSent: false,
      isSilent: false,
      isGivenUp: false,
      interrupted: false,
      fault: undefined,
      listener,
      giveUp: (drained) => this.#giveUp(pending, drained),
    };
    this.#queue.push(pending);
    return pending;
  }

  /**
   * The next datagram to send; undefined when nothing may be sent now.
   * Requests that wait share a datagram: the kernel executes them in order, and a failing one does not stop the rest.
   */
  take(): Uint8Array | undefined {
    if (this.#queue.length === 0 || !this.#window.isLow) return undefined;
    const batch: Pending[] = [];
    const passed: Pending[] = [];
    let size = 0;
    let at = 0;
    for (; at < this.#queue.length; at++) {
      const next = this.#queue[at];
      if (next === undefined || next.isGivenUp) continue;
      if (batch.length > 0 && size + next.bytes.length > DATAGRAM) break;
      if (!this.#window.admits(next.request, next.isDump)) {
        if (!next.isDump || !this.#window.isDumping) break;
        // Others may pass a dump that waits for the one before.
        passed.push(next);
        continue;
      }
      this.#inFlight.push(next);
      this.#window.add(next.request, next.isDump);
      next.isSent = true;
      batch.push(next);
      size += next.bytes.length;
    }
    this.#queue = at === this.#queue.length ? passed : passed.concat(this.#queue.slice(at));
    if (batch.length === 0) return undefined;
    this.#datagram = batch;
    if (!this.#hearsWarnings) silence(batch);
    return joined(batch, size);
  }

  /** Reports what the messages in the first `length` bytes of the receive buffer complete. */
  receive(reader: Reader, length: number): void {
    reader.refill(length);
    forEachMessage(reader, 0, length, (header) => {
      const pending = this.#dueFor(header.sequence);
      if (pending === undefined || header.port !== this.#port) return;
      if ((header.flags & NLM_F_DUMP_INTR) !== 0) pending.interrupted = true;
      switch (header.type) {
        case NLMSG_DONE:
        case NLMSG_ERROR:
          this.#finish(pending, reader, header);
          break;
        case NLMSG_NOOP:
        case NLMSG_OVERRUN:
          break;
        default:
          deliver(pending, reader, header);
      }
    });
  }

  /** The last datagram that {@link take} gave was not sent: its requests complete with an error. */
  refuse(errorOf: (operation: string) => unknown): void {
    for (const pending of this.#datagram)
      if (this.#inFlight.includes(pending))
        this.#complete(pending, { error: errorOf(pending.request.operation) });
  }

  /** Answers were lost: all that is in flight completes with an error. What was not sent yet still will be. */
  lose(errorOf: (operation: string) => unknown): void {
    for (const pending of [...this.#inFlight])
      this.#complete(pending, { error: errorOf(pending.request.operation) });
  }

  /** Completes what was not sent yet with an error. */
  discard(errorOf: (operation: string) => unknown): void {
    const queue = this.#queue;
    this.#queue = [];
    for (const { listener, request, isGivenUp } of queue)
      if (!isGivenUp) listener.complete({ error: errorOf(request.operation) });
  }

  /** Goes on with another socket, once {@link lose} was called. */
  moveTo(socket: { readonly port: number; readonly receiveBuffer?: number }): void {
    this.#port = socket.port;
    this.#window = new Window(socket.receiveBuffer);
  }

  /** Tells all callers at once; takes no request any more. */
  close(errorOf: (operation: string, isSent: boolean) => unknown): void {
    this.#isClosed = true;
    for (const { listener, request, isSent, isGivenUp } of [...this.#inFlight, ...this.#queue])
      if (!isGivenUp) listener.cancel(errorOf(request.operation, isSent));
  }

  #encode(request: Request<unknown>, sequence: number): Uint8Array {
    const writer = (request.flags & NLM_F_EXCL) === 0 ? this.#change : this.#creation;
    // What was being written may have failed.
    writer.clear();
    const start = beginMessage(writer, request.type, request.flags | NLM_F_REQUEST | NLM_F_ACK, sequence);
    request.body.write(writer, request.message);
    writer.pad(4);
    endMessage(writer, start);
    return writer.copy();
  }

  /** Answers come in the order of the requests, so that it is the first, or the second behind a dump. */
  #dueFor(sequence: number): Pending | undefined {
    for (const pending of this.#inFlight) if (pending.sequence === sequence) return pending;
    return undefined;
  }

  #giveUp(pending: Pending, drained = (): void => undefined): void {
    const wasGivenUp = pending.isGivenUp;
    pending.isGivenUp = true;
    if (pending.isSent)
      pending.listener = { message: () => undefined, complete: drained, cancel: () => undefined };
    else if (!wasGivenUp) drained();
  }

  #finish(pending: Pending, reader: Reader, header: MessageHeader): void {
    this.#confirmBefore(pending);
    const acknowledgement = readAcknowledgement(reader, header);
    const { message, errno } = acknowledgement;
    const { operation, body } = pending.request;
    if (errno !== 0)
      this.#complete(pending, { error: refusal(operation, pending.bytes, body, acknowledgement) });
    else if (pending.fault !== undefined) this.#complete(pending, pending.fault);
    else
      this.#complete(pending, {
        interrupted: pending.interrupted,
        ...(message !== undefined && { warning: message }),
      });
  }

  /** Requests are executed in their order, and a failure is always answered: silence is success. */
  #confirmBefore(answered: Pending): void {
    for (;;) {
      const first = this.#inFlight.find((pending) => pending.isSilent || pending === answered);
      if (first === undefined || first === answered) return;
      this.#complete(first, first.fault ?? { interrupted: false });
    }
  }

  #complete(pending: Pending, completion: Completion): void {
    withdraw(this.#inFlight, pending);
    this.#window.remove(pending.request, pending.isDump);
    pending.listener.complete(completion);
  }
}

/**
 * Leaves the changes of a datagram without acknowledgement, but for the last request that has one: adding 100,000
 * routes takes 0.7 of the time.
 */
function silence(batch: readonly Pending[]): void {
  let isLast = true;
  for (const pending of batch.toReversed()) {
    if (pending.isDump) continue;
    pending.isSilent = !isLast && !isGet(pending.request.type);
    isLast = false;
  }
}

function deliver(pending: Pending, reader: Reader, header: MessageHeader): void {
  if (pending.isGivenUp || pending.fault !== undefined) return;
  try {
    const value = pending.request.answer(reader, header);
    if (value !== undefined) pending.listener.message(value);
  } catch (error) {
    // A fault of one caller's reading must not become that of all who share the socket.
    pending.fault = { error };
  }
}

function joined(batch: readonly Pending[], size: number): Uint8Array {
  const [only] = batch;
  if (only !== undefined && batch.length === 1) return only.bytes;
  const datagram = new Uint8Array(size);
  const words = new Uint16Array(datagram.buffer);
  let at = 0;
  for (const { bytes, isSilent } of batch) {
    datagram.set(bytes, at);
    if (isSilent) words[(at >> 1) + FLAGS] = (words[(at >> 1) + FLAGS] ?? 0) & ~NLM_F_ACK;
    at += bytes.length;
  }
  return datagram;
}
