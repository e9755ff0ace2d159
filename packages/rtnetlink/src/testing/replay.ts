import { LITTLE_ENDIAN } from '../bytes/align.ts';
import { Reader } from '../bytes/reader.ts';
import {
  forEachMessage,
  isDump,
  type MessageHeader,
  NLM_F_ACK,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_HDRLEN,
} from '../message/header.ts';
import { decodePcap, type RecordedMessage } from '../pcap/decode.ts';
import { type DecodedMessage, decodeMessage } from '../registry.ts';
import { difference } from './difference.ts';
import { ack, type Reply, refusal, type TestRequest, TestTransport } from './transport.ts';

const EBADMSG = 74;
/** linux/netlink.h */
const NETLINK_ROUTE = 0;

/** What was replayed is not what was recorded. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

/** Options of {@link ReplayTransport.from}. */
export interface ReplayOptions {
  /**
   * Whether the requests must be those of the recording, each once and in its order. `false`: each request is
   * answered as one like it was, wherever it is in the recording and however often it is made. Default true.
   */
  readonly strict?: boolean;
  /** Fields that may differ, such as the numbers of open files and processes: `netNsFd`, `data.peer.netNsPid`. */
  readonly ignore?: readonly string[];
}

/** A recorded request and what the kernel answered. */
interface Exchange {
  /** Its place in the recording, from 1. */
  readonly number: number;
  readonly header: MessageHeader;
  readonly request: DecodedMessage;
  readonly answers: Uint8Array[];
}

/**
 * Both transports of the client, over recorded traffic: requests are answered as the kernel answered them, with the
 * sequence number and the port of now, so that code runs and is tested where there is no root and no such kernel.
 *
 * A request that was not recorded is refused with `EBADMSG`, in words that name the first field that differs:
 * `set link a: request 3 is not as recorded: mtu is 1400, was 1500 (EBADMSG)`. {@link finish} throws the same, for code
 * that handles refusals, and when recorded requests were not made. Requests are compared as decoded: the order of
 * attributes does not matter.
 *
 * @example
 * const transport = ReplayTransport.from('blue.pcap');
 * await using host = new Rtnl(transport);
 * await setUp(host);
 * transport.finish();
 */
export class ReplayTransport extends TestTransport {
  readonly #player: Player;

  private constructor(player: Player) {
    super((request) => player.answer(request));
    this.#player = player;
  }

  /**
   * @param recording path or content of a pcap file that `record` wrote; or messages, as `decodePcap` gives them
   * @throws {PcapError} and errors of `node:fs` for a file that cannot be read to its end
   */
  static from(
    recording: string | Uint8Array | Iterable<RecordedMessage>,
    options: ReplayOptions = {},
  ): ReplayTransport {
    const isFile = typeof recording === 'string' || recording instanceof Uint8Array;
    return new ReplayTransport(new Player(exchangesOf(isFile ? decodePcap(recording) : recording), options));
  }

  /**
   * Says that all requests were made.
   * @throws {ReplayError} for the first request that was not as recorded; else for the first that was recorded and
   * not made, which only matters in a strict replay
   */
  finish(): void {
    this.#player.finish();
  }
}

class Player {
  readonly #exchanges: readonly Exchange[];
  readonly #strict: boolean;
  readonly #ignore: readonly string[];
  readonly #used = new Set<Exchange>();
  #made = 0;
  #problem: string | undefined;

  constructor(exchanges: readonly Exchange[], { strict = true, ignore = [] }: ReplayOptions) {
    this.#exchanges = exchanges;
    this.#strict = strict;
    this.#ignore = ignore;
  }

  answer(request: TestRequest): readonly Reply[] {
    this.#made++;
    const found = this.#strict ? this.#next(request) : this.#like(request);
    if (typeof found === 'string') {
      this.#problem ??= found;
      return [refusal(request, EBADMSG, { message: found })];
    }
    this.#used.add(found);
    const answers = found.answers.map((answer) => addressed(answer, request));
    return isSilent(found) ? [...answers, ack(request)] : answers;
  }

  finish(): void {
    const missing = this.#strict ? this.#exchanges.find((exchange) => !this.#used.has(exchange)) : undefined;
    const problem =
      this.#problem ??
      (missing && `request ${missing.number} of the recording, ${missing.request.name}, was not made`);
    if (problem !== undefined) throw new ReplayError(problem);
  }

  /** The next exchange, or what is wrong with the request. */
  #next(request: TestRequest): Exchange | string {
    const exchange = this.#exchanges[this.#made - 1];
    if (exchange === undefined)
      return `request ${this.#made}, ${decoded(request.bytes).name}, is one more than was recorded`;
    const problem = problemOf(exchange, request, this.#ignore);
    return problem === undefined ? exchange : `request ${this.#made} is not as recorded: ${problem}`;
  }

  /** An exchange with the same request, one that was not used before if there is one; or what is wrong. */
  #like(request: TestRequest): Exchange | string {
    const same = this.#exchanges.filter(
      (exchange) => problemOf(exchange, request, this.#ignore) === undefined,
    );
    return (
      same.find((exchange) => !this.#used.has(exchange)) ??
      same.at(-1) ??
      `request ${this.#made}, ${decoded(request.bytes).name}, is like none in the recording${this.#nearest(request)}`
    );
  }

  #nearest(request: TestRequest): string {
    const candidate = this.#exchanges.find(({ header }) => header.type === request.type);
    const problem = candidate && problemOf(candidate, request, this.#ignore);
    return problem === undefined ? '' : `; of request ${candidate?.number}, ${problem}`;
  }
}

function exchangesOf(recording: Iterable<RecordedMessage>): Exchange[] {
  const exchanges: Exchange[] = [];
  const bySequence = new Map<number, Exchange>();
  for (const { direction, family, header, bytes } of recording) {
    if (header === undefined || family !== NETLINK_ROUTE) continue;
    if (direction === 'fromKernel') {
      bySequence.get(header.sequence)?.answers.push(bytes);
      continue;
    }
    const exchange = { number: exchanges.length + 1, header, request: decoded(bytes), answers: [] };
    exchanges.push(exchange);
    bySequence.set(header.sequence, exchange);
  }
  return exchanges;
}

function decoded(bytes: Uint8Array): DecodedMessage {
  const reader = Reader.copy(bytes);
  const found: DecodedMessage[] = [];
  forEachMessage(reader, 0, bytes.length, (header) => found.push(decodeMessage(reader, header)));
  return found[0] ?? { object: 'unknown', name: 'no message', body: bytes };
}

/** What is other than recorded, in words; undefined when it is the same. */
function problemOf(exchange: Exchange, request: TestRequest, ignore: readonly string[]): string | undefined {
  const { header } = exchange;
  const now = decoded(request.bytes);
  if (header.type !== request.type) return `it is ${now.name}, was ${exchange.request.name}`;
  // Whether success is acknowledged depends on what it shared a datagram with.
  if ((header.flags ^ request.flags) & ~NLM_F_ACK)
    return `flags are ${hex(request.flags)}, were ${hex(header.flags)}`;
  const found = difference(exchange.request.body, now.body, ignore);
  if (found !== undefined)
    return `${found.path || 'body'} is ${text(found.actual)}, was ${text(found.expected)}`;
  return isEnded(exchange) || isSilent(exchange) ? undefined : 'its answer was not recorded';
}

const isEnded = ({ answers }: Exchange): boolean => answers.some(isLast);

/** Whether it succeeded without an acknowledgement, as none was asked for. */
const isSilent = (exchange: Exchange): boolean =>
  (exchange.header.flags & NLM_F_ACK) === 0 &&
  !isDump(exchange.header.type, exchange.header.flags) &&
  !isEnded(exchange);

const hex = (value: number): string => `0x${value.toString(16)}`;

function text(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value instanceof Uint8Array) return value.length === 0 ? 'empty' : [...value].map(octet).join('');
  return JSON.stringify(value, (_name, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner));
}

const octet = (value: number): string => value.toString(16).padStart(2, '0');

function isLast(answer: Uint8Array): boolean {
  const type = new DataView(answer.buffer, answer.byteOffset).getUint16(4, LITTLE_ENDIAN);
  return type === NLMSG_ERROR || type === NLMSG_DONE;
}

/** A recorded answer as one to this request; an acknowledgement repeats the number of what it acknowledges. */
function addressed(answer: Uint8Array, { sequence, port }: TestRequest): Uint8Array {
  const bytes = answer.slice();
  const view = new DataView(bytes.buffer);
  view.setUint32(8, sequence, LITTLE_ENDIAN);
  view.setUint32(12, port, LITTLE_ENDIAN);
  const echoed = NLMSG_HDRLEN + 4 + 8;
  if (view.getUint16(4, LITTLE_ENDIAN) === NLMSG_ERROR && bytes.length >= echoed + 4)
    view.setUint32(echoed, sequence, LITTLE_ENDIAN);
  return bytes;
}
