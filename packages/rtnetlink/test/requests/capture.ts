import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reader } from '../../src/bytes/reader.ts';
import { Writer } from '../../src/bytes/writer.ts';
import { isRequest, type Operation, type Request } from '../../src/client/request.ts';
import { type Link, RTM_GETLINK } from '../../src/link/link.ts';
import {
  beginMessage,
  endMessage,
  forEachMessage,
  isDump,
  NLM_F_ACK,
  NLM_F_REQUEST,
  NLMSG_HDRLEN,
} from '../../src/message/header.ts';

/** A request, by what it says: sequence number and port are the sender's own affair. */
export interface Sent {
  readonly type: number;
  readonly flags: number;
  readonly body: Uint8Array;
}

const hasProgram = (name: string, option: string): boolean =>
  spawnSync(name, [option], { stdio: 'ignore' }).status === 0;

/** What the tests here cannot do without, where it is missing. */
export function missing(): string | undefined {
  if (!hasProgram('strace', '--version')) return 'no strace';
  const { stdout } = spawnSync('ip', ['-V'], { encoding: 'utf8' });
  return stdout.includes('iproute2-6.1.0') ? undefined : 'no ip of iproute2 6.1.0';
}

/** The messages in a trace of one command, from strace's dump of what was written. */
function messagesOf(trace: string): Sent[] {
  const buffers: number[][] = [];
  for (const line of trace.split('\n')) {
    if (/^ \* \d+ bytes in buffer|^(sendmsg|sendto)\(/.test(line)) buffers.push([]);
    // ` | 00000  34 00 00 00 10 00 05 06  ...  text |`
    const hex = /^ \| [0-9a-f]+ {2}((?:[0-9a-f]{2} {1,2}){1,16})/.exec(line)?.[1];
    if (hex !== undefined)
      buffers.at(-1)?.push(
        ...hex
          .trim()
          .split(/ +/)
          .map((byte) => Number.parseInt(byte, 16)),
      );
  }
  return buffers.flatMap((bytes) => split(Uint8Array.from(bytes)));
}

function split(bytes: Uint8Array): Sent[] {
  const sent: Sent[] = [];
  forEachMessage(Reader.copy(bytes), 0, bytes.length, ({ start, end, type, flags }) => {
    sent.push({ type, flags, body: bytes.slice(start + NLMSG_HDRLEN, end) });
  });
  return sent;
}

/** Runs commands one after the other in the namespace, each under strace. */
export function capture(commands: readonly string[], namespace: string): Sent[][] {
  const folder = mkdtempSync(join(tmpdir(), 'iplink-requests-'));
  try {
    const script = commands.map(
      (command, index) =>
        `strace -o ${folder}/${index} -e trace=sendmsg,sendto -e signal=none -e write=all ${command} </dev/null`,
    );
    // A mount namespace of its own: commands may name network namespaces.
    const setUp =
      'mount -t tmpfs none /run/netns 2>/dev/null || { mkdir -p /run/netns && mount -t tmpfs none /run/netns; }; ip netns add n1';
    const { error } = spawnSync('nsenter', [`--net=${namespace}`, 'unshare', '--mount', 'sh'], {
      input: [setUp, ...script].join('\n'),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    if (error !== undefined) throw error;
    return commands.map((_, index) => messagesOf(readFileSync(`${folder}/${index}`, 'latin1')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The last request of an operation, encoded and not sent; names are looked up in `links`. */
export function encoded(operation: Operation<unknown>, links: readonly Link[]): Sent {
  let last: Request<unknown> | undefined;
  try {
    let step = operation.next();
    while (step.done !== true) {
      if (!isRequest(step.value)) throw new Error('nothing of these is done in another namespace');
      last = step.value;
      step = operation.next({ messages: lookUp(step.value, links), interrupted: false });
    }
  } catch (error) {
    // An answer without an object is an error to those that want one.
    if (last === undefined) throw error;
  }
  if (last === undefined) throw new Error('nothing to send');
  const writer = new Writer({ isRequest: true });
  const ack = isDump(last.type, last.flags) ? 0 : NLM_F_ACK;
  const start = beginMessage(writer, last.type, last.flags | NLM_F_REQUEST | ack, 0);
  last.body.write(writer, last.message);
  endMessage(writer, start);
  const [sent] = split(writer.written.slice());
  if (sent === undefined) throw new Error('no message');
  return sent;
}

function lookUp({ type, message }: Request<unknown>, links: readonly Link[]): number[] {
  const name: unknown = Reflect.get(Object(message), 'ifname');
  if (type !== RTM_GETLINK || typeof name !== 'string') return [];
  return links.filter(({ ifname }) => ifname === name).map(({ index }) => index);
}
