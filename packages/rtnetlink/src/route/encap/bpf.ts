import { attr, attributes } from '../../schema/attributes.ts';
import { string, u32 } from '../../schema/scalar.ts';

/** `LWT_BPF_PROG_*` (linux/lwtunnel.h) */
export const bpfProgram = attributes(() => ({
  /** File descriptor of a loaded program (`BPF_PROG_TYPE_LWT_*`); of requests only. */
  fd: attr(1, u32),
  name: attr(2, string),
}));

/** `LWT_BPF_*` (linux/lwtunnel.h): programs that see the packet where it comes in, goes out, and is transmitted. */
export const bpf = attributes(() => ({
  in: attr(1, bpfProgram, { nested: 'requests' }),
  out: attr(2, bpfProgram, { nested: 'requests' }),
  xmit: attr(3, bpfProgram, { nested: 'requests' }),
  /** Bytes that `xmit` may put in front, 0 to 256. */
  xmitHeadroom: attr(4, u32),
}));
