import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openNetns, runInNetns } from '@iplink-ts/socket';
import type { ExecutionContext } from 'ava';

/** The bytes of hexadecimal text; blanks are as one likes. */
export function bytes(text: string): Uint8Array {
  return Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
}

export function hex(frame: Uint8Array): string {
  return Buffer.from(frame).toString('hex');
}

/** Wireshark's program that listens and does nothing else. */
export const hasDumpcap = spawnSync('dumpcap', ['--version']).status === 0;

/** Frames in hexadecimal that went by so far. */
export interface Heard {
  readonly frames: () => readonly string[];
  /** Waits until frames fulfil a condition. @throws when they do not within five seconds */
  readonly until: (condition: (frames: readonly string[]) => boolean) => Promise<void>;
}

/** Listens to an interface of a namespace until the end of the test: an AF_PACKET socket that owes nothing to ours. */
export async function listen(t: ExecutionContext, netns: string, ifName: string): Promise<Heard> {
  using open = openNetns(netns);
  const argv = [`--net=/run/netns/${netns}`, 'dumpcap', '-q', '-i', ifName, '-P', '-w', '-'];
  const child = spawn('nsenter', argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  t.teardown(async () => {
    child.kill();
    await ended;
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  // The first line is a heading; dumpcap has its socket when there is another.
  await eventually('dumpcap listens', () =>
    runInNetns(open, () => readFileSync('/proc/thread-self/net/packet', 'utf8').split('\n').length > 2),
  );
  const frames = (): string[] => framesOf(Buffer.concat(chunks));
  return {
    frames,
    until: (condition) => eventually('the frames are heard', () => condition(frames())),
  };
}

async function eventually(what: string, condition: () => boolean): Promise<void> {
  for (let waited = 0; waited < 5000; waited += 20) {
    if (condition()) return;
    await setTimeout(20);
  }
  throw new Error(`${what}: not within five seconds`);
}

/** Lengths of the header of a pcap file and of that of each frame in it; the third word there is the frame's length. */
const FILE_HEADER = 24;
const FRAME_HEADER = 16;

function framesOf(pcap: Buffer): string[] {
  const frames: string[] = [];
  for (let at = FILE_HEADER; at + FRAME_HEADER <= pcap.length; ) {
    const length = pcap.readUInt32LE(at + 8);
    const frame = pcap.subarray(at + FRAME_HEADER, at + FRAME_HEADER + length);
    if (frame.length === length) frames.push(hex(frame));
    at += FRAME_HEADER + length;
  }
  return frames;
}
