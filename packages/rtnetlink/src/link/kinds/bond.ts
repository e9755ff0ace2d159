import { altered } from '../../schema/altered.ts';
import { attr, attributes } from '../../schema/attributes.ts';
import type { ValueOf } from '../../schema/codec.ts';
import { enumeration } from '../../schema/names.ts';
import { nestedList } from '../../schema/nested_list.ts';
import { ipv4, ipv6, lladdr, mac, u8, u16, u32 } from '../../schema/scalar.ts';

const mode = enumeration(u8, () => ({
  balanceRr: 0,
  activeBackup: 1,
  balanceXor: 2,
  broadcast: 3,
  '802.3ad': 4,
  balanceTlb: 5,
  balanceAlb: 6,
}));

const arpValidate = enumeration(u32, () => ({
  none: 0,
  active: 1,
  backup: 2,
  all: 3,
  filter: 4,
  filterActive: 5,
  filterBackup: 6,
}));

const xmitHashPolicy = enumeration(u8, () => ({
  layer2: 0,
  'layer3+4': 1,
  'layer2+3': 2,
  'encap2+3': 3,
  'encap3+4': 4,
  'vlan+srcmac': 5,
}));

/** `IFLA_BOND_AD_INFO_*`: the active 802.3ad aggregator */
export const adInfo = attributes(() => ({
  aggregator: attr(1, u16),
  numPorts: attr(2, u16),
  actorKey: attr(3, u16),
  partnerKey: attr(4, u16),
  partnerMac: attr(5, mac),
}));

/** `IFLA_BOND_*` (linux/if_link.h). Delays and intervals are in ms; switches are 0 or 1. */
const set = attributes(() => ({
  mode: attr(1, mode),
  /** Interface index. */
  activeSlave: attr(2, u32, { existing: true }),
  miimon: attr(3, u32),
  updelay: attr(4, u32),
  downdelay: attr(5, u32),
  useCarrier: attr(6, u8),
  arpInterval: attr(7, u32),
  arpIpTarget: attr(8, nestedList(ipv4)),
  arpValidate: attr(9, arpValidate),
  arpAllTargets: attr(
    10,
    enumeration(u32, () => ({ any: 0, all: 1 })),
  ),
  /** Interface index. */
  primary: attr(11, u32),
  primaryReselect: attr(
    12,
    enumeration(u8, () => ({ always: 0, better: 1, failure: 2 })),
  ),
  failOverMac: attr(
    13,
    enumeration(u8, () => ({ none: 0, active: 1, follow: 2 })),
  ),
  xmitHashPolicy: attr(14, xmitHashPolicy),
  resendIgmp: attr(15, u32),
  numPeerNotif: attr(16, u8),
  allSlavesActive: attr(17, u8),
  minLinks: attr(18, u32),
  /** Seconds between learning packets. */
  lpInterval: attr(19, u32),
  packetsPerSlave: attr(20, u32),
  adLacpRate: attr(
    21,
    enumeration(u8, () => ({ slow: 0, fast: 1 })),
  ),
  adSelect: attr(
    22,
    enumeration(u8, () => ({ stable: 0, bandwidth: 1, count: 2 })),
  ),
  adInfo: attr(23, adInfo, { reported: true }),
  adActorSysPrio: attr(24, u16),
  adUserPortKey: attr(25, u16),
  /** ETH_ALEN bytes; the kernel refuses others. */
  adActorSystem: attr(26, lladdr),
  tlbDynamicLb: attr(27, u8),
  peerNotifDelay: attr(28, u32),
  adLacpActive: attr(29, u8),
  missedMax: attr(30, u8),
  nsIp6Target: attr(31, nestedList(ipv6)),
  coupledControl: attr(32, u8),
  broadcastNeigh: attr(33, u8),
  lacpStrict: attr(34, u8),
}));

type Bond = ValueOf<typeof set>;
type Mode = NonNullable<Bond['mode']>;

const notAggregating: readonly Mode[] = ['balanceRr', 'activeBackup', 'balanceXor', 'broadcast'];
const aggregating: readonly Mode[] = ['802.3ad'];

/**
 * Options that the kernel reports in every mode and takes in some (`bond_opts` of its bond_options.c): the modes, and
 * the value in the others.
 */
const ofModes: readonly (readonly [keyof Bond, readonly Mode[], string | number])[] = [
  ['arpInterval', notAggregating, 0],
  ['arpValidate', notAggregating, 'none'],
  ['missedMax', notAggregating, 2],
  ['packetsPerSlave', ['balanceRr'], 1],
  ['adLacpRate', aggregating, 'slow'],
  ['adLacpActive', aggregating, 1],
  ['coupledControl', aggregating, 1],
  ['broadcastNeigh', aggregating, 0],
  ['lacpStrict', aggregating, 0],
  ['tlbDynamicLb', ['balanceTlb', 'balanceAlb'], 1],
];

/** Options that the kernel takes while `miimon` is not 0. */
const ofMiimon: readonly (keyof Bond)[] = ['updelay', 'downdelay', 'peerNotifDelay'];

/** Options that every kernel reports of every bond: who gives them all gives what was listed. */
const reportedAlways: readonly (keyof Bond)[] = [
  'mode',
  'miimon',
  'useCarrier',
  'arpInterval',
  'arpValidate',
  'arpAllTargets',
  'resendIgmp',
  'minLinks',
  'lpInterval',
  'packetsPerSlave',
  'adLacpRate',
  'adSelect',
];

/** Without what says nothing, as it is the default, and is refused in this mode or without `miimon`. */
function takable(value: Bond): Bond {
  // What somebody asked for is the kernel's to refuse.
  if (reportedAlways.some((name) => value[name] === undefined)) return value;
  const some: Bond = { ...value };
  const { mode, miimon } = value;
  if (mode !== undefined)
    for (const [name, modes, unset] of ofModes)
      if (value[name] === unset && !modes.includes(mode)) delete some[name];
  if (miimon === 0) for (const name of ofMiimon) if (value[name] === 0) delete some[name];
  return some;
}

export const bond: typeof set = altered(set, {
  write: (writer, value) => set.write(writer, writer.isRequest ? takable(value) : value),
});
