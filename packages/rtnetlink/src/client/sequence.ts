/**
 * The sequence number (`nlmsg_seq`) after `last`, which wraps at 2^32. 0 is what the kernel's own notifications carry,
 * and a number whose answer is still due would get the answer of another request.
 */
export function nextSequence(last: number, taken: ReadonlySet<number>): number {
  let next = last;
  do next = (next + 1) >>> 0;
  while (next === 0 || taken.has(next));
  return next;
}
