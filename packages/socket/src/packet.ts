import { native } from '#native';
import { SystemError } from './errno.ts';

/** Bytes of the shortest frame: the Ethernet header, `ETH_HLEN` of linux/if_ether.h. */
export const MIN_FRAME = 14;

/** As the addon takes frames: each behind its length. */
const LENGTH_BYTES = 2;
const MAX_FRAME = 0xffff;

const steps = ['socket', 'sendto'];

function block(frames: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(frames.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
  let at = 0;
  for (const frame of frames) {
    if (frame.length < MIN_FRAME || frame.length > MAX_FRAME)
      throw new RangeError(`a frame of ${frame.length} bytes: at least ${MIN_FRAME}, at most ${MAX_FRAME}`);
    bytes[at] = frame.length >> 8;
    bytes[at + 1] = frame.length & 0xff;
    bytes.set(frame, at + LENGTH_BYTES);
    at += LENGTH_BYTES + frame.length;
  }
  return bytes;
}

/**
 * Sends Ethernet frames by an interface of the namespace that the thread is in, through an AF_PACKET socket that is
 * open for the call only. Needs CAP_NET_RAW there.
 *
 * @param index of the interface
 * @param frames each from the destination address on, without check sequence; shorter ones than the wire allows are
 * padded by the driver
 * @throws RangeError for a length that no frame has
 * @throws SystemError of `socket` (EPERM), of `sendto`: ENXIO, there is no such interface; ENETDOWN, it is down;
 * EMSGSIZE, a frame is longer than its MTU allows. Frames before that one are sent.
 */
export function sendFrames(index: number, frames: readonly Uint8Array[]): void {
  const result = -native().sendFrames(index, block(frames));
  if (result !== 0) throw new SystemError(result & 0xfff, steps[result >> 12] ?? 'sendto');
}
