import type { Reader } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import { readAcknowledgement } from '../message/ack.ts';
import {
  beginMessage,
  endMessage,
  forEachMessage,
  isDump,
  type MessageHeader,
  NLM_F_ACK,
  NLM_F_DUMP_INTR,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_NOOP,
  NLMSG_OVERRUN,
} from '../message/header.ts';
import { NetlinkError, refusal } from './error.ts';
import type { Request } from './request.ts';
import { nextSequence } from './sequence.ts';

/** How a request ended. */
export type Completion =
  | { readonly error: unknown }
  | { readonly interrupted: boolean; readonly warning?: string };

/** Where the engine reports to. */
export interface Listener {
  message(value: unknown): void;
  complete(completion: Completion): void;
  /** Whether messages wait for a consumer that takes its time. */
  isBehind?(): boolean;
}

interface Pending {
  readonly request: Request<unknown>;
  readonly bytes: Uint8Array;
  readonly sequence: number;
  readonly isDump: boolean;
  interrupted: boolean;
  /** Undefined once the caller has gone: what still comes is drained. */
  listener: Listener | undefined;
}

/**
 * Requests in flight at most. Acknowledgements are not flow-controlled: a receive buffer of 212,992 bytes, the
 * default, holds 256 of them, and the rest would be lost although the requests were executed.
 */
const WINDOW = 128;
/** Bytes of requests in one datagram at most, below the send buffer's smallest default. */
const DATAGRAM = 32 * 1024;

/**
 * The protocol of one request socket, without I/O: requests go in, datagrams come out; datagrams go in, completions
 * come out. Both drivers run it.
 *
 * - An answer belongs to the request with its sequence number, if it is addressed to this port.
 * - A socket carries one dump at a time: the kernel answers a second one with EBUSY.
 * - `NLMSG_DONE` can carry an error, and `NLM_F_DUMP_INTR` is on any message of the dump, not always on the last.
 * - A dump that nobody waits for any more is drained before the next begins.
 */
export class Engine {
  #port: number;
  /** In the order of submission. */
  readonly #queue = new Set<Pending>();
  readonly #inFlight = new Map<number, Pending>();
  /** Sequence numbers of all that is queued or in flight. */
  readonly #taken = new Set<number>();
  #dumping = false;
  #sequence = 0;

  constructor(port: number) {
    this.#port = port;
  }

  /**
   * The sequence number to receive up to; undefined when no answer is due. Requests in flight are answered in their
   * order and before the rest of a dump, so it is the last of them, and the dump's when only that is left.
   */
  get awaited(): number | undefined {
    let dump: number | undefined;
    let last: number | undefined;
    for (const { isDump, sequence } of this.#inFlight.values())
      if (isDump) dump = sequence;
      else last = sequence;
    return last ?? dump;
  }

  /**
   * Whether the rest of a dump can stay in the kernel: its consumer is behind, and nobody waits for another answer or
   * for the next dump.
   */
  get canPause(): boolean {
    if (this.#queue.size > 0 || this.#inFlight.size !== 1) return false;
    for (const { listener } of this.#inFlight.values()) return listener?.isBehind?.() === true;
    return false;
  }

  /**
   * Encodes a request and queues it.
   * @returns a function that gives the request up: nothing is reported any more
   * @throws {EncodeError} when the message cannot be written
   */
  submit(request: Request<unknown>, listener: Listener): () => void {
    const sequence = nextSequence(this.#sequence, this.#taken);
    this.#sequence = sequence;
    const writer = new Writer({ isRequest: true });
    const start = beginMessage(writer, request.type, request.flags | NLM_F_REQUEST | NLM_F_ACK, sequence);
    request.body.write(writer, request.message);
    writer.pad(4);
    endMessage(writer, start);
    const pending: Pending = {
      request,
      bytes: writer.written.slice(),
      sequence,
      isDump: isDump(request.type, request.flags),
      interrupted: false,
      listener,
    };
    this.#queue.add(pending);
    this.#taken.add(sequence);
    return () => {
      pending.listener = undefined;
      if (this.#queue.delete(pending)) this.#taken.delete(sequence);
    };
  }

  /**
   * The next datagram to send; undefined when nothing may be sent now.
   * Requests that wait share a datagram: the kernel executes them in order, and a failing one does not stop the rest.
   */
  take(): Uint8Array | undefined {
    const batch: Pending[] = [];
    let size = 0;
    for (const next of this.#queue) {
      if (this.#inFlight.size >= WINDOW || (batch.length > 0 && size + next.bytes.length > DATAGRAM)) break;
      if (next.isDump && this.#dumping) continue;
      this.#queue.delete(next);
      this.#inFlight.set(next.sequence, next);
      if (next.isDump) this.#dumping = true;
      batch.push(next);
      size += next.bytes.length;
    }
    const last = batch.at(-1);
    if (last === undefined) return undefined;
    if (batch.length === 1) return last.bytes;
    const datagram = new Uint8Array(size);
    let at = 0;
    for (const { bytes } of batch) {
      datagram.set(bytes, at);
      at += bytes.length;
    }
    return datagram;
  }

  /** Reports what the messages in the first `length` bytes of the receive buffer complete. */
  receive(reader: Reader, length: number): void {
    reader.refill(length);
    forEachMessage(reader, 0, length, (header) => {
      const pending = this.#inFlight.get(header.sequence);
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
          this.#deliver(pending, reader, header);
      }
    });
  }

  /** The port of the socket, when it is another one. */
  set port(port: number) {
    this.#port = port;
  }

  /** Completes everything, sent or not, with an error made for each operation. */
  fail(errorOf: (operation: string) => unknown): void {
    const all = [...this.#inFlight.values(), ...this.#queue];
    this.#inFlight.clear();
    this.#queue.clear();
    this.#taken.clear();
    this.#dumping = false;
    for (const { listener, request } of all) listener?.complete({ error: errorOf(request.operation) });
  }

  #deliver(pending: Pending, reader: Reader, header: MessageHeader): void {
    if (pending.listener === undefined) return;
    const value = pending.request.answer(reader, header);
    if (value !== undefined) pending.listener.message(value);
  }

  #finish(pending: Pending, reader: Reader, header: MessageHeader): void {
    const acknowledgement = readAcknowledgement(reader, header);
    if (acknowledgement.errno === 0) {
      const { message } = acknowledgement;
      this.#complete(pending, message === undefined ? {} : { warning: message });
      return;
    }
    const { operation, body } = pending.request;
    this.#complete(pending, { error: refusal(operation, pending.bytes, body, acknowledgement) });
  }

  #complete(pending: Pending, outcome: { error?: unknown; warning?: string }): void {
    this.#inFlight.delete(pending.sequence);
    this.#taken.delete(pending.sequence);
    if (pending.isDump) this.#dumping = false;
    const { listener, interrupted } = pending;
    if (listener === undefined) return;
    if (outcome.error !== undefined) listener.complete({ error: outcome.error });
    else
      listener.complete({ interrupted, ...(outcome.warning !== undefined && { warning: outcome.warning }) });
  }
}

/** The exchange itself broke: what was in flight may have been executed or not. */
export function exchangeError(operation: string, errno: number, cause: unknown): NetlinkError {
  return new NetlinkError({
    operation,
    errno,
    kernelMessage: 'the answer was lost; whether the request was executed is unknown',
    cause,
  });
}
