import { attr, attributes, many } from '../schema/attributes.ts';
import { enumeration } from '../schema/names.ts';
import { bytes, string, u8, u16, u32 } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';

/** `PORT_REQUEST_*` (linux/if_link.h; IEEE 802.1Qbg VDP) */
const request = enumeration(u8, () => ({
  preassociate: 0,
  preassociateRr: 1,
  associate: 2,
  disassociate: 3,
}));

/** `PORT_VDP_RESPONSE_*` and `PORT_PROFILE_RESPONSE_*` */
const response = enumeration(u16, () => ({
  vdpResponseSuccess: 0,
  vdpResponseInvalidFormat: 1,
  vdpResponseInsufficientResources: 2,
  vdpResponseUnusedVtid: 3,
  vdpResponseVtidViolation: 4,
  vdpResponseVtidVersionVioaltion: 5,
  vdpResponseOutOfSync: 6,
  profileResponseSuccess: 0x100,
  profileResponseInprogress: 0x101,
  profileResponseInvalid: 0x102,
  profileResponseBadstate: 0x103,
  profileResponseInsufficientResources: 0x104,
  profileResponseError: 0x105,
}));

/** `struct ifla_port_vsi`; `pad` is unused */
const vsi = struct(() => ({ vsiMgrId: u8, vsiTypeId: bytes(3), vsiTypeVersion: u8, pad: bytes(3) }));

/** `IFLA_PORT_*` (linux/if_link.h): a virtual port of a NIC and the profile that the switch gives it */
export const vfPort = attributes(() => ({
  /** The virtual function, 0xffffffff in `portSelf`. */
  vf: attr(1, u32),
  profile: attr(2, string),
  vsiType: attr(3, vsi),
  instanceUuid: attr(4, bytes(16)),
  hostUuid: attr(5, bytes(16)),
  request: attr(6, request),
  response: attr(7, response, { reported: true }),
}));

/** `IFLA_VF_PORTS`: the ports of the virtual functions */
export const vfPorts = attributes(() => ({ port: many(1, vfPort) }));
