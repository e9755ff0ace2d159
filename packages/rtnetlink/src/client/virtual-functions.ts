import { NetlinkError } from './error.ts';
import type { Operation } from './request.ts';

/** `RTEXT_FILTER_VF` (linux/rtnetlink.h): the list of the virtual functions of a network card. */
const VF = 1;

/** A list takes up to 64 KiB, and the kernel rounds the memory of a message up to a power of two. */
const LIST_BYTES = 256 * 1024;

const EMSGSIZE = 90;

/** What the answer for one link may take in the receive buffer, where that is more than usual. */
export const answerBytesOf = (extMask = 0): { readonly answerBytes?: number } =>
  (extMask & VF) === 0 ? {} : { answerBytes: LIST_BYTES };

/**
 * Asks for links with their virtual functions, and once more without them when the kernel cannot put those of one
 * link into one message (EMSGSIZE: some InfiniBand cards with 16 of them): the link is worth more than the list.
 */
export function* withoutVfsIfTooLarge<R>(
  extMask: number | undefined,
  attempt: (extMask: number | undefined) => Operation<R>,
): Operation<R> {
  try {
    return yield* attempt(extMask);
  } catch (error) {
    const isRefused = error instanceof NetlinkError && error.outcome === undefined;
    if (!isRefused || error.errno !== EMSGSIZE || ((extMask ?? 0) & VF) === 0) throw error;
    return yield* attempt((extMask ?? 0) & ~VF);
  }
}
