import { flagset } from '../../schema/names.ts';
import { be16 } from '../../schema/scalar.ts';

/** `TUNNEL_*` (linux/if_tunnel.h), big-endian on every host */
export const TUNNEL = {
  csum: 0x0001,
  routing: 0x0002,
  key: 0x0004,
  seq: 0x0008,
  strict: 0x0010,
  rec: 0x0020,
  version: 0x0040,
  noKey: 0x0080,
  dontFragment: 0x0100,
  oam: 0x0200,
  critOpt: 0x0400,
  geneveOpt: 0x0800,
  vxlanOpt: 0x1000,
  nocache: 0x2000,
  erspanOpt: 0x4000,
  gtpOpt: 0x8000,
} as const;

export const tunnelFlags = flagset(be16, () => TUNNEL);
