/** Recordings that no kernel makes. */
import { RTM_NEWROUTE } from '@iplink-ts/rtnetlink/codec';
import { V4 } from './addresses.ts';
import { address, join, zeros } from './message.ts';

/** A message of a wrong length between two good ones. */
function ofLength(length: number): Uint8Array {
  const header = new Uint8Array(20);
  new Uint32Array(header.buffer)[0] = length;
  header[4] = 1;
  return join([address(V4), header, address(V4)]);
}

/** Files that end early, or hold a message of a wrong length. */
export const damaged: Readonly<Record<string, Uint8Array>> = {
  empty: new Uint8Array(0),
  'short-route': join([address(V4), zeros(RTM_NEWROUTE, 8), address(V4)]),
  'cut-in-header': join([address(V4), zeros(1, 0).subarray(0, 10)]),
  'cut-in-body': join([address(V4), address(V4).subarray(0, 30)]),
  'cut-in-padding': ofLength(17).subarray(0, -address(V4).length - 1),
  ...Object.fromEntries(
    [0, 15, 16, 17, 19, 20, 16384, 16385, 0xffffffff].map((length) => [`length-${length}`, ofLength(length)]),
  ),
};
