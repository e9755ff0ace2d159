import { isGet, NLM_F_ECHO } from '../message/header.ts';
import type { Request } from './request.ts';

/*
 * Answers are not flow-controlled: what the receive buffer cannot hold is lost, although the request was executed.
 * The kernel counts the memory of a message, not its length. Measured on Linux 6.18 (x86-64): 832 bytes for an
 * acknowledgement, with or without an error, so that 256 of them fill a buffer of 212,992; 3,136 to 5,184 for a link
 * with its acknowledgement.
 */
const ACKNOWLEDGEMENT = 832;
const OBJECT = 4352;
/** The kernel makes a datagram of a dump, 32 KiB at most, when the one before is received. */
const DUMP = 36 * 1024;

/** `net.core.rmem_default` of kernels with pages of 4 KiB. */
const DEFAULT_RECEIVE_BUFFER = 212_992;

/** Bytes of the receive buffer that the answer to a request that is no dump takes. */
export function costOf({ type, flags, answerBytes }: Request<unknown>): number {
  if (answerBytes !== undefined) return answerBytes + ACKNOWLEDGEMENT;
  return isGet(type) || (flags & NLM_F_ECHO) !== 0 ? OBJECT + ACKNOWLEDGEMENT : ACKNOWLEDGEMENT;
}

/**
 * How many requests may be in flight: as many as half of the receive buffer holds the answers of, as what an answer
 * takes is only known for most. One is always allowed.
 */
export class Window {
  readonly #size: number;
  #load = 0;
  #isDumping = false;

  /** @param receiveBuffer as the kernel tells it (`SO_RCVBUF`) */
  constructor(receiveBuffer: number = DEFAULT_RECEIVE_BUFFER) {
    this.#size = receiveBuffer / 2;
  }

  get isDumping(): boolean {
    return this.#isDumping;
  }

  /** Whether so little is in flight that sending again is worth it: many requests share a datagram then. */
  get isLow(): boolean {
    return this.#load === 0 || this.#load <= this.#limit / 4;
  }

  /** Whether a request may be sent now. */
  admits(request: Request<unknown>, isDump: boolean): boolean {
    if (this.#load === 0 && !this.#isDumping) return true;
    if (!isDump) return this.#load + costOf(request) <= this.#limit;
    return !this.#isDumping && this.#load + DUMP <= this.#size;
  }

  add(request: Request<unknown>, isDump: boolean): void {
    if (isDump) this.#isDumping = true;
    else this.#load += costOf(request);
  }

  remove(request: Request<unknown>, isDump: boolean): void {
    if (isDump) this.#isDumping = false;
    else this.#load -= costOf(request);
  }

  get #limit(): number {
    return this.#size - (this.#isDumping ? DUMP : 0);
  }
}
