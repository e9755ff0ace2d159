/** One run of the program: its options, where it writes, its socket and what it has learnt so far. */
import type { echoing } from '@iplink-ts/rtnetlink';
import { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { SystemError, strerror } from '@iplink-ts/socket';
import { enteringFailure, type Failure, programFailure } from './failure.ts';
import { Interfaces } from './interfaces.ts';
import { warningText } from './kernel.ts';
import { corruption } from './names/database.ts';
import { NetnsNames } from './netns_names.ts';
import type { Options } from './options.ts';
import type { Sink } from './output.ts';
import { choosePalette, type Palette } from './print/colour.ts';
import type { Document, ShowHost } from './print/document.ts';
import { JsonDocument } from './print/json.ts';
import { TextDocument } from './print/text.ts';

export interface Io {
  readonly out: Sink;
  readonly err: Sink;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The command line that runs this program again: file and first arguments. */
  readonly self: readonly string[];
  /** Of standard input (0), standard output (1) or standard error (2). */
  isTerminal(fd: number): boolean;
  /** How addresses are shown, where that is not as they are. */
  readonly showHost?: ShowHost;
  /** Writes what is held back. */
  settle?(): Promise<void>;
}

/** What a command has open. */
interface Held {
  close(): void;
}

export class Session {
  readonly options: Options;
  readonly io: Io;
  /** Whether this is a batch: the reference works without NETLINK_GET_STRICT_CHK there, and without its errors. */
  readonly batch: boolean;
  /** Interface names and indexes, kept for the whole run, batches included. */
  readonly interfaces: Interfaces;
  readonly netnsNames: NetnsNames = new NetnsNames();
  /** What earlier lines of a batch have shown, where later ones look different for it. */
  readonly shown: { links: boolean } = { links: false };
  readonly #palette: Palette | undefined;
  readonly #held: Held[] = [];
  #host: SyncClient | undefined;

  /** Asks the kernel for echoes, where they are wanted. */
  readonly echoing: typeof echoing | undefined;

  constructor(options: Options, io: Io, echo?: typeof echoing) {
    this.options = options;
    this.io = io;
    this.echoing = echo;
    corruption.report = (text) => this.complain(text);
    this.batch = options.batchFile !== undefined;
    this.interfaces = new Interfaces(() => this.host);
    // A namespace that may not be entered is complained of before anything else is.
    if (options.netns !== undefined) this.#host = this.#open();
    this.#palette = this.#wantsColour() ? choosePalette(io.environment['COLORFGBG']) : undefined;
  }

  /** The one socket of the run, opened when first needed. */
  get host(): SyncClient {
    this.#host ??= this.#open();
    return this.#host;
  }

  document(): Document {
    const { json, pretty } = this.options;
    return json ? new JsonDocument(this.io.out, pretty, this.io.showHost) : this.textDocument();
  }

  /** For what is text even under `-json`. */
  textDocument(): Document {
    return new TextDocument(this.io.out, this.options.oneline, this.#palette, this.io.showHost);
  }

  /** Whether a refusal is followed by what may help. */
  get wantsHints(): boolean {
    if (this.options.hints) return true;
    return this.io.environment['IPLINK_HINTS'] === '1' && this.io.isTerminal(2);
  }

  /** Writes to stderr, behind everything that stdout was given before. */
  complain(text: string): void {
    this.io.out.flush();
    this.io.err.write(text);
    this.io.err.flush();
  }

  /** Keeps something open until the command is done. */
  hold(held: Held): void {
    this.#held.push(held);
  }

  /** Ends a command: lets go of what it held. */
  release(): void {
    if (this.#held.length === 0) return;
    for (const held of this.#held.splice(0)) held.close();
  }

  close(): void {
    this.release();
    this.#host?.close();
    this.options.netns?.close();
  }

  #open(): SyncClient {
    const { netns } = this.options;
    try {
      return SyncClient.open({
        receiveBuffer: this.options.receiveBuffer,
        onWarning: (message) => this.complain(warningText(message)),
        ...(netns && { netns: { fd: netns.fd } }),
      });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw this.#openFailure(error);
    }
  }

  #openFailure(error: SystemError): Failure {
    const reason = strerror(error.errno);
    if (error.syscall === 'setns') {
      return enteringFailure(this.options.netnsName, error);
    }
    return programFailure(`Cannot open netlink socket: ${reason}\n`, 1, error);
  }

  #wantsColour(): boolean {
    const { colour, json } = this.options;
    if (json || colour === 'never') return false;
    return colour === 'always' || this.io.isTerminal(1);
  }
}
