import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration, flagset } from '../../schema/names.ts';
import { text, u16, u32 } from '../../schema/scalar.ts';
import { array, struct } from '../../schema/struct.ts';

/** `CAN_CTRLMODE_*` (linux/can/netlink.h) */
export const CAN_CTRLMODE = {
  loopback: 0x01,
  listenonly: 0x02,
  /** Triple sampling. */
  '3Samples': 0x04,
  oneShot: 0x08,
  berrReporting: 0x10,
  fd: 0x20,
  presumeAck: 0x40,
  fdNonIso: 0x80,
  ccLen8Dlc: 0x100,
  tdcAuto: 0x200,
  tdcManual: 0x400,
  restricted: 0x800,
  xl: 0x1000,
  xlTdcAuto: 0x2000,
  xlTdcManual: 0x4000,
  xlTms: 0x8000,
} as const;

const ctrlmode = flagset(u32, () => CAN_CTRLMODE);

/**
 * `struct can_bittiming`: bit/s; `samplePoint` in tenths of a percent, `tq` in ns, segments in tq. Of a request
 * either `bitrate` with the rest 0, which the kernel then calculates, or the segments.
 */
export const canBittiming = struct(() => ({
  bitrate: u32,
  samplePoint: u32,
  tq: u32,
  propSeg: u32,
  phaseSeg1: u32,
  phaseSeg2: u32,
  sjw: u32,
  brp: u32,
}));

/** `struct can_bittiming_const`: limits of the controller */
export const canBittimingConst = struct(() => ({
  name: text(16),
  tseg1Min: u32,
  tseg1Max: u32,
  tseg2Min: u32,
  tseg2Max: u32,
  sjwMax: u32,
  brpMin: u32,
  brpMax: u32,
  brpInc: u32,
}));

/** `IFLA_CAN_TDC_*`: compensation of the transmitter's delay, and its limits; in time quanta */
export const canTdc = attributes(() => ({
  tdcvMin: attr(1, u32, { reported: true }),
  tdcvMax: attr(2, u32, { reported: true }),
  tdcoMin: attr(3, u32, { reported: true }),
  tdcoMax: attr(4, u32, { reported: true }),
  tdcfMin: attr(5, u32, { reported: true }),
  tdcfMax: attr(6, u32, { reported: true }),
  tdcv: attr(7, u32),
  tdco: attr(8, u32),
  tdcf: attr(9, u32),
}));

/** `IFLA_CAN_PWM_*`: pulse width modulation of CAN XL transceivers, and its limits */
const canPwm = attributes(() => ({
  pwmsMin: attr(1, u32, { reported: true }),
  pwmsMax: attr(2, u32, { reported: true }),
  pwmlMin: attr(3, u32, { reported: true }),
  pwmlMax: attr(4, u32, { reported: true }),
  pwmoMin: attr(5, u32, { reported: true }),
  pwmoMax: attr(6, u32, { reported: true }),
  pwms: attr(7, u32),
  pwml: attr(8, u32),
  pwmo: attr(9, u32),
}));

/** `IFLA_CAN_CTRLMODE_EXT`: the modes that the controller has */
export const canCtrlmodeExt = attributes(() => ({ supported: attr(1, ctrlmode, { reported: true }) }));

const state = enumeration(u32, () => ({
  errorActive: 0,
  errorWarning: 1,
  errorPassive: 2,
  busOff: 3,
  stopped: 4,
  sleeping: 5,
}));

/** `IFLA_CAN_*` (linux/can/netlink.h). Such links exist with their hardware; requests change them. */
export const can = attributes(() => ({
  bittiming: attr(1, canBittiming),
  bittimingConst: attr(2, canBittimingConst, { reported: true }),
  /** `freq` in Hz. */
  clock: attr(
    3,
    struct(() => ({ freq: u32 })),
    { reported: true },
  ),
  state: attr(4, state, { reported: true }),
  /** The modes in `mask` are given the values in `flags`. */
  ctrlmode: attr(
    5,
    struct(() => ({ mask: ctrlmode, flags: ctrlmode })),
  ),
  /** Milliseconds after which a controller that is off the bus restarts, 0 for never. */
  restartMs: attr(6, u32),
  /** Of requests: any value restarts the controller. */
  restart: attr(7, u32),
  berrCounter: attr(
    8,
    struct(() => ({ txerr: u16, rxerr: u16 })),
    { reported: true },
  ),
  dataBittiming: attr(9, canBittiming),
  dataBittimingConst: attr(10, canBittimingConst, { reported: true }),
  /** Ohm, 0 for none. */
  termination: attr(11, u16),
  terminationConst: attr(12, array(u16), { reported: true }),
  bitrateConst: attr(13, array(u32), { reported: true }),
  dataBitrateConst: attr(14, array(u32), { reported: true }),
  bitrateMax: attr(15, u32, { reported: true }),
  tdc: attr(16, canTdc, { nested: true }),
  ctrlmodeExt: attr(17, canCtrlmodeExt, { nested: true, reported: true }),
  xlDataBittiming: attr(18, canBittiming),
  xlDataBittimingConst: attr(19, canBittimingConst, { reported: true }),
  xlDataBitrateConst: attr(20, array(u32), { reported: true }),
  xlTdc: attr(21, canTdc, { nested: true }),
  xlPwm: attr(22, canPwm, { nested: true }),
}));

/** `struct can_device_stats` (linux/can/netlink.h): how often each happened */
export const canDeviceStats = struct(() => ({
  busError: u32,
  errorWarning: u32,
  errorPassive: u32,
  busOff: u32,
  arbitrationLost: u32,
  restarts: u32,
}));
