import { textLength } from '../bytes/text.ts';
import type { LinkMessage } from '../link/link.ts';
import { linkMessage, RTM_GETLINK, RTM_NEWLINK } from '../link/link.ts';
import { NLMSG_HDRLEN } from '../message/header.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation } from './request.ts';

/** An interface: its name (or an alternative name), or its index. */
export type Device = string | number;

/** `IFNAMSIZ - 1` (linux/if.h): a longer name can only be an alternative one. */
const IFNAME_MAX = 15;

const ENODEV = 19;

/** The fields of a link message that name an interface; the kernel looks a name up. */
export function named(device: Device): Pick<LinkMessage, 'index' | 'ifname' | 'altIfname'> {
  if (typeof device === 'number') return { index: device };
  // IFLA_IFNAME finds alternative names too, but the kernel refuses longer text in it.
  return textLength(device) <= IFNAME_MAX ? { ifname: device } : { altIfname: device };
}

/**
 * The index of an interface, asked of the kernel where it is given by name.
 * @throws NetlinkError ENODEV when there is none
 */
export function* indexOf(device: Device, operation: string): Operation<number> {
  if (typeof device === 'number') return device;
  const { messages } = yield* ask({
    operation: `${operation}: find link ${device}`,
    type: RTM_GETLINK,
    flags: 0,
    body: linkMessage,
    // The index is all that is wanted: leave out the statistics of IPv6 (RTEXT_FILTER_SKIP_STATS).
    message: { extMask: 8, ...named(device) },
    answer: (reader, header) =>
      header.type === RTM_NEWLINK ? reader.s32[(header.start + NLMSG_HDRLEN + 4) >> 2] : undefined,
  });
  const [index] = messages;
  if (index === undefined) throw new NetlinkError({ operation, errno: ENODEV });
  return index;
}

/** As {@link indexOf}, for a field that may be left out. */
export function* optionalIndexOf(
  device: Device | undefined,
  operation: string,
): Operation<number | undefined> {
  return device === undefined ? undefined : yield* indexOf(device, operation);
}
