import { attr } from '../../schema/attributes.ts';
import { enumeration, flagset } from '../../schema/names.ts';
import { be16, u16, u32 } from '../../schema/scalar.ts';

/** `TUNNEL_ENCAP_FLAG_*` (linux/if_tunnel.h): checksums of the outer UDP over IPv4 and IPv6, remote checksum offload */
export const TUNNEL_ENCAP_FLAG = { csum: 1, csum6: 2, remcsum: 4 } as const;

/** `IP6_TNL_F_*` (linux/ip6_tunnel.h); the kernel reports bits of its own besides. */
export const IP6_TNL_F = {
  ignEncapLimit: 0x1,
  useOrigTclass: 0x2,
  useOrigFlowlabel: 0x4,
  mip6Dev: 0x8,
  rcvDscpCopy: 0x10,
  useOrigFwmark: 0x20,
  allowLocalRemote: 0x40,
} as const;

/** Flags of a tunnel over IPv6. */
export const ip6TnlFlags = flagset(u32, () => IP6_TNL_F);

const encapType = enumeration(u16, () => ({ none: 0, fou: 1, gue: 2, mpls: 3 }));
const encapFlags = flagset(u16, () => TUNNEL_ENCAP_FLAG);

/** `IFLA_*_ENCAP_*`: the tunnel in UDP, by FOU or GUE; `first` is the number of `ENCAP_TYPE`. Port 0: any. */
export const tunnelEncap = (first: number) =>
  ({
    encapType: attr(first, encapType),
    encapFlags: attr(first + 1, encapFlags),
    encapSport: attr(first + 2, be16),
    encapDport: attr(first + 3, be16),
  }) as const;
