import type { HeardMessage, LoggedMessage } from '@iplink-ts/rtnetlink';

/** A message as it comes from the kernel, or from a file, which does not say from which namespace it was. */
export type Message = HeardMessage | (LoggedMessage & { readonly nsid?: undefined });
