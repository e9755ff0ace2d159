/** An engine by itself: requests for it, what it sends, and answers to that. */
import type { ExecutionContext } from 'ava';
import { Reader } from '../../src/bytes/reader.ts';
import type { Completion, Engine } from '../../src/client/engine.ts';
import type { Request } from '../../src/client/request.ts';
import { linkMessage, RTM_GETLINK, RTM_NEWLINK } from '../../src/link/link.ts';
import { NLM_F_DUMP, NLMSG_HDRLEN } from '../../src/message/header.ts';
import { data, type TestRequest } from '../../src/testing.ts';

export const PORT = 4242;

export const newLink: Request<string> = {
  operation: 'add link a',
  type: RTM_NEWLINK,
  flags: 0,
  body: linkMessage,
  message: { ifname: 'a' },
  answer: () => undefined,
};

export const getLink: Request<string> = {
  operation: 'get link a',
  type: RTM_GETLINK,
  flags: 0,
  body: linkMessage,
  message: { ifname: 'a' },
  answer: (reader, { type, start, end }) =>
    type === RTM_NEWLINK ? linkMessage.read(reader, start + NLMSG_HDRLEN, end)?.ifname : undefined,
};

export const dumpLinks: Request<string> = {
  ...getLink,
  operation: 'list links',
  flags: NLM_F_DUMP,
  message: {},
};

export interface Outcome {
  readonly messages: unknown[];
  completion?: Completion;
  giveUp(): void;
}

export function submit(
  engine: Engine,
  request: Request<unknown>,
  ended: () => void = () => undefined,
): Outcome {
  const outcome: Outcome = { messages: [], giveUp: () => undefined };
  const submitted = engine.submit(request, {
    message: (value) => outcome.messages.push(value),
    complete: (completion) => {
      outcome.completion = completion;
      ended();
    },
    cancel: (error) => {
      outcome.completion = { error };
    },
  });
  return Object.assign(outcome, { giveUp: () => submitted.giveUp() });
}

/** The requests of the datagram that the engine wants to send now. */
export function taken(engine: Engine): TestRequest[] {
  const datagram = engine.take();
  const requests: TestRequest[] = [];
  if (datagram === undefined) return requests;
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.length);
  for (let at = 0; at < datagram.length; ) {
    const bytes = datagram.slice(at, at + view.getUint32(at, true));
    const flags = view.getUint16(at + 6, true);
    requests.push({
      type: view.getUint16(at + 4, true),
      flags,
      sequence: view.getUint32(at + 8, true),
      port: PORT,
      isDump: (flags & NLM_F_DUMP) === NLM_F_DUMP,
      bytes,
      read: (body) => body.read(Reader.copy(bytes), NLMSG_HDRLEN, bytes.length),
    });
    at += bytes.length;
  }
  return requests;
}

export function one(t: ExecutionContext, engine: Engine): TestRequest {
  const [request, ...more] = taken(engine);
  t.is(more.length, 0, 'more than one request in the datagram');
  if (request === undefined) throw new Error('the engine sends nothing');
  return request;
}

export function receive(engine: Engine, ...messages: readonly Uint8Array[]): void {
  const bytes = new Uint8Array(Buffer.concat(messages));
  engine.receive(Reader.copy(bytes), bytes.length);
}

export function failure({ completion }: Outcome): string | undefined {
  return completion !== undefined && 'error' in completion ? String(completion.error) : undefined;
}

export const link = (request: TestRequest, ifname: string, flags?: number): Uint8Array =>
  data(request, RTM_NEWLINK, linkMessage, { ifname }, flags);
