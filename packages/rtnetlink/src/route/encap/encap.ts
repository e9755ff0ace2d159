import type { Paired } from '../../schema/folded.ts';
import { type Selected, selected } from '../../schema/selected.ts';
import { bpf } from './bpf.ts';
import { ila } from './ila.ts';
import { ioam6 } from './ioam6.ts';
import { ip } from './ip.ts';
import { ip6 } from './ip6.ts';
import { mpls } from './mpls.ts';
import { rpl } from './rpl.ts';
import { seg6 } from './seg6.ts';
import { seg6local } from './seg6_local.ts';
import { xfrm } from './xfrm.ts';

/** `LWTUNNEL_ENCAP_*` (linux/lwtunnel.h) */
export const LWTUNNEL_ENCAP = {
  none: 0,
  mpls: 1,
  ip: 2,
  ila: 3,
  ip6: 4,
  seg6: 5,
  bpf: 6,
  seg6local: 7,
  rpl: 8,
  ioam6: 9,
  xfrm: 10,
} as const;

/** The layout of each type: adding one is its file, its number above, and a line here. */
export const encaps = { mpls, ip, ila, ip6, seg6, bpf, seg6local, rpl, ioam6, xfrm };

/** The types of {@link Encap} whose layout is known. */
export type EncapType = keyof typeof encaps;

/**
 * What a route does to a packet before it is sent (a lightweight tunnel): `{ type: 'mpls', dst: [100], ttl: 64 }`.
 * A type that is not in the table is a number with `bytes`.
 */
export type Encap = Selected<typeof encaps>;

/** The field `encap` of a route, a path or a nexthop object, from the numbers of its two attributes. */
export function encapField(selector: number, payload: number): Paired<{ encap?: Encap | undefined }> {
  return selected({ field: 'encap', selector, payload, numbers: LWTUNNEL_ENCAP, choices: encaps });
}
