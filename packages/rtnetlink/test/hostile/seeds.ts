import fc from 'fast-check';
import { Writer } from '../../src/bytes/writer.ts';
import {
  beginMessage,
  endMessage,
  NLM_F_ACK_TLVS,
  NLM_F_CAPPED,
  NLMSG_DONE,
  NLMSG_ERROR,
} from '../../src/message/header.ts';
import { messages as registry } from '../../src/registry.ts';
import { dumpBytes, populate } from '../client/populate.ts';
import { bytesOfMessage, messages } from '../generated/messages.ts';
import { bytesOf } from '../golden.ts';
import type { ownNetns, syncHost } from '../live.ts';
import { recorded } from '../recorded.ts';
import { bodies } from '../seeds.ts';

type Netns = ReturnType<typeof ownNetns>;

function message(type: number, flags: number, body: Uint8Array): Uint8Array {
  const writer = new Writer();
  const start = beginMessage(writer, type, flags, 1);
  writer.bytes(body);
  endMessage(writer, start);
  writer.pad(4);
  return writer.written.slice();
}

/** The type by which the kernel reports an object. */
function reportOf(name: string): number {
  const row = Object.entries(registry).find(([object]) => object === name)?.[1];
  const [first = 16] = Object.values(row?.types ?? {});
  return first;
}

/** Acknowledgements with what they may carry: capped and whole echoes, in errors and at the end of dumps. */
function acknowledgements(): Uint8Array[] {
  const echo = bytesOf(recorded[0]?.hex ?? '').subarray(0, 32);
  echo.set(new Uint8Array(new Uint32Array([32]).buffer));
  const made: Uint8Array[] = [];
  for (const type of [NLMSG_ERROR, NLMSG_DONE])
    for (const flags of [NLM_F_ACK_TLVS, NLM_F_ACK_TLVS | NLM_F_CAPPED, 0]) {
      const writer = new Writer();
      writer.u32(-22 >>> 0);
      if (type === NLMSG_ERROR) writer.bytes(echo.subarray(0, (flags & NLM_F_CAPPED) === 0 ? 32 : 16));
      for (const [number, bytes] of [
        [1, new TextEncoder().encode('text\0')],
        [2, Uint8Array.from([16, 0, 0, 0])],
        [4, Uint8Array.from([8, 0, 1, 0, 3, 0, 0, 0])],
        [5, Uint8Array.from([3, 0, 0, 0])],
      ] as const) {
        const at = writer.open(number);
        writer.bytes(bytes);
        writer.close(at);
      }
      made.push(message(type, flags, writer.written.slice()));
    }
  return made;
}

/** What kernels sent, what this one sends of everything it has, and what the tables say that others would. */
export function seedMessages(netns: Netns, host: ReturnType<typeof syncHost>, other: Netns): Uint8Array[] {
  populate(netns, host, other);
  const dumped = bodies.flatMap((body) =>
    body.families.flatMap((family) =>
      dumpBytes(netns, body, family).map((bytes) => message(reportOf(body.name), 2, bytes)),
    ),
  );
  const generated = messages.flatMap((generator, seed) =>
    fc
      .sample(bytesOfMessage(generator), { numRuns: 12, seed })
      .map((bytes) => message(reportOf(generator.name), 0, bytes)),
  );
  return [...recorded.map(({ hex }) => bytesOf(hex)), ...dumped, ...generated, ...acknowledgements()];
}
