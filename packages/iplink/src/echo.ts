/** `-echo`: what the kernel tells of a change is printed, like an event. */
import type { ObjectEvent, OtherEvent } from '@iplink-ts/rtnetlink';
import type { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { request } from './kernel.ts';
import type { Document } from './print/document.ts';
import type { Session } from './session.ts';

/** What the kernel told first of a change; undefined when it only acknowledged it, as many kinds of it do. */
export type Echo = ObjectEvent | OtherEvent | undefined;

/** Carries out an operation. */
export type Run = SyncClient['run'];

/**
 * Runs a request that changes something. Under -echo the first thing that the kernel tells of it is printed, as the
 * one record of a document.
 * @param send makes the change by what it is given
 * @throws Failure when the kernel refuses
 */
export function change(
  session: Session,
  send: (run: Run) => void,
  print: (document: Document, echo: Echo) => void,
): void {
  const { host, echoing } = session;
  if (echoing === undefined) {
    request(() => send(host.run));
    return;
  }
  const told: Echo[] = [];
  request(() => send((operation) => host.run(echoing(operation, (event) => told.push(event)))));
  const document = session.document();
  document.begin();
  document.openObject();
  print(document, told[0]);
  document.closeObject();
  document.end();
}

/** The header of an acknowledgement in words of 32 bits: its length, type and flags. */
const ACKNOWLEDGEMENT = '00000024 00000002 00000100';

/** What the reference says, and goes on, where there is no echo and it takes the acknowledgement for one. */
export function complainOfAcknowledgement(session: Session, what: string): void {
  session.complain(`Not a ${what}: ${ACKNOWLEDGEMENT}\n`);
}
