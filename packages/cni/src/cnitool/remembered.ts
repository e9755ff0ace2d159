import type { Attachment } from '../runtime/attachment.ts';
import type { CachedAttachment } from '../runtime/cache.ts';

/** An attachment with the arguments of its ADD, where none are given: CHECK and DEL are to have the same. */
export function rememberedArgs(attachment: Attachment, cached: CachedAttachment | undefined): Attachment {
  return { args: cached?.args, capabilityArgs: cached?.capabilityArgs, ...attachment };
}
