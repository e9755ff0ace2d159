import type { Netns } from '@iplink-ts/socket';
import { NLMSG_HDRLEN } from '../../message/header.ts';
import { AsyncDriver } from '../async.ts';
import { dumpRequest } from '../dump.ts';
import { DumpInterruptedError, NetlinkError } from '../error.ts';
import { nsids } from '../nsids.ts';
import { openTransport } from '../open.ts';
import type { Operation, Request } from '../request.ts';
import { type NotListed, type ObjectEvent, objectEvent } from './event.ts';
import { familiesOf, type Subject, type SubjectRow, subjects } from './subject.ts';

/** What to list. */
export interface ListingOptions {
  readonly netns: Netns | undefined;
  readonly subjects: readonly Subject[];
  readonly families: readonly number[] | undefined;
  /** Also in the namespaces that have an id in this one, as far as the kernel lists them from here. */
  readonly allNetns: boolean;
}

/** Errors that say that the kernel has no such objects: EOPNOTSUPP, EAFNOSUPPORT */
const ABSENT = new Set([95, 97]);

/** `/proc/thread-self`: the namespace of this thread, which need not be that of the process. */
const HERE = '/proc/thread-self/ns/net';

/** Everything that a monitor watches, listed as events, on a request socket of its own. */
export class Listing implements Disposable {
  /** What could not be listed so far. */
  readonly notListed: NotListed[] = [];
  readonly #options: ListingOptions;
  readonly #driver: AsyncDriver;

  /** @throws SystemError when the socket cannot be opened */
  constructor(options: ListingOptions) {
    this.#options = options;
    const { netns } = options;
    this.#driver = new AsyncDriver(openTransport(netns ? { netns: { fd: netns.fd } } : {}));
  }

  /** @throws DumpInterruptedError, and NetlinkError of what cannot be listed in the own namespace */
  async *events(): AsyncGenerator<ObjectEvent, void, undefined> {
    for (const nsid of [undefined, ...(await this.#others())])
      for (const subject of this.#options.subjects) yield* this.#ofSubject(subject, nsid);
  }

  /** Ends what is in flight with ECANCELED. */
  close(): void {
    this.#driver.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** The ids of the other namespaces. The own one may have an id too, but its events do not carry it. */
  async #others(): Promise<readonly number[]> {
    if (!this.#options.allNetns) return [];
    const { netns } = this.#options;
    const own = await this.#driver.run(nsids.get(netns ? { fd: netns.fd } : HERE));
    const listed = await this.#driver.run(nsids.list());
    return listed.flatMap(({ nsid }) => (nsid === undefined || nsid === own ? [] : [nsid]));
  }

  async *#ofSubject(
    subject: Subject,
    nsid: number | undefined,
  ): AsyncGenerator<ObjectEvent, void, undefined> {
    const row: SubjectRow<unknown> = subjects[subject];
    const where = nsid === undefined ? {} : { nsid };
    if (row.types.get === undefined || (nsid !== undefined && row.target === undefined)) {
      this.notListed.push({ subject, ...where });
      return;
    }
    for (const family of familiesOf(row, this.#options.families)) {
      try {
        for (const wanted of row.dumps ?? [{}])
          for await (const object of this.#driver.stream(request(subject, row, { ...wanted, family }, nsid)))
            yield objectEvent(subject, object, { action: 'new', ...where, listed: true });
      } catch (error) {
        // Another namespace may end while it is listed.
        const isPartial = error instanceof NetlinkError && (nsid !== undefined || ABSENT.has(error.errno));
        if (!isPartial || error instanceof DumpInterruptedError) throw error;
        this.notListed.push({ subject, family, ...where, error });
      }
    }
  }
}

/** The request for all objects of a subject. A kernel without the family lists all families: those do not count. */
function* request(
  subject: Subject,
  row: SubjectRow<unknown>,
  wanted: { readonly family: number },
  nsid: number | undefined,
): Operation<Request<unknown>> {
  const { types, body, dumpBody, target } = row;
  const { family } = wanted;
  return dumpRequest({
    operation: `list ${subject}`,
    type: types.get ?? 0,
    body: dumpBody ?? body,
    message: { ...wanted, ...(target !== undefined && nsid !== undefined && { [target]: nsid }) },
    answer: (reader, header) => {
      const start = header.start + NLMSG_HDRLEN;
      const isListed = header.type === types.new || header.type === types.listed;
      const of = reader.u8[start] ?? 0;
      // Some leave the field empty (that of bridges for mdb).
      if (!isListed || (of !== 0 && family !== 0 && of !== family)) return undefined;
      return body.read(reader, start, header.end);
    },
  });
}
