import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { addressAttributes, IFA_F } from '../src/address.ts';
import { Reader } from '../src/bytes/reader.ts';
import {
  bridgeAfSpec,
  ifmap,
  inet,
  inet6,
  inet6Cacheinfo,
  linkAttributes,
  protoDownReason,
  xdp,
} from '../src/link/attributes.ts';
import { BRIDGE_VLAN_INFO, bridgeVlanTunnelInfo } from '../src/link/bridge_vlan.ts';
import { inet6Conf, inetConf } from '../src/link/devconf.ts';
import { IFF } from '../src/link/flags.ts';
import { adInfo } from '../src/link/kinds/bond.ts';
import { bridgeId, querierState } from '../src/link/kinds/bridge.ts';
import { kinds, slaveKinds } from '../src/link/kinds/index.ts';
import { linkStats, linkStats64 } from '../src/link/stats.ts';
import { vfinfo, vfStats } from '../src/link/vf.ts';
import { ackAttributes, policyAttributes } from '../src/message/ack.ts';
import { NTF, NUD, neighbourAttributes } from '../src/neighbour.ts';
import { nexthopAttributes, resGroup } from '../src/nexthop.ts';
import { nsidAttributes } from '../src/nsid.ts';
import { metrics } from '../src/route/metrics.ts';
import { RTNH_F } from '../src/route/nexthop.ts';
import { RTM_F, routeAttributes } from '../src/route/route.ts';
import { RTN } from '../src/route/type.ts';
import { FIB_RULE, FR_ACT, ruleAttributes } from '../src/rule.ts';
import type { Attributes } from '../src/schema/attributes.ts';
import type { Codec } from '../src/schema/codec.ts';

/*
 * The kernel's own headers (package linux-libc-dev) are the truth about numbers and sizes: a C program prints them,
 * and the tables must say the same, each way. Tables may be newer than the headers, but only behind the last number
 * that these have.
 */

const HEADERS = [
  'sys/socket.h',
  'linux/if.h',
  'linux/if_link.h',
  'linux/if_addr.h',
  'linux/fib_rules.h',
  'linux/if_bridge.h',
  'linux/if_tunnel.h',
  'linux/ip.h',
  'linux/ipv6.h',
  'linux/neighbour.h',
  'linux/net_namespace.h',
  'linux/netlink.h',
  'linux/nexthop.h',
  'linux/rtnetlink.h',
  'linux/veth.h',
];

const INCLUDES = HEADERS.map((header) => `#include <${header}>\n`).join('');

function cc(args: readonly string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync('cc', [...args, '-x', 'c', '-'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Prints `NAME VALUE` lines for C expressions. */
function evaluate(expressions: ReadonlyMap<string, string>): Map<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'iplink-headers-'));
  try {
    const program = join(folder, 'program');
    const lines = [...expressions].map(
      ([name, expression]) => `printf("%s %lld\\n", "${name}", (long long)(${expression}));`,
    );
    cc(
      ['-o', program],
      `#include <stdio.h>\n${INCLUDES}int main(void) {\n${lines.join('\n')}\nreturn 0;\n}\n`,
    );
    const { stdout } = spawnSync(program, [], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const values = stdout.trim().split('\n');
    return new Map(values.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const compiler = spawnSync('cc', ['--version']).error === undefined;

/** Computes once. */
function once<T>(compute: () => T): () => T {
  let result: { value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}

/** The names of every enumeration, by its first. */
const enumerations = once(() => {
  const text = cc(['-E', '-P'], INCLUDES);
  const found = new Map<string, string[]>();
  for (const [, body = ''] of text.matchAll(/enum\s*\w*\s*\{([^}]*)\}/g)) {
    const names = body.split(',').flatMap((item) => /[A-Za-z_]\w*/.exec(item)?.[0] ?? []);
    if (names[0] !== undefined) found.set(names[0], names);
  }
  return found;
});

const macros = once(() =>
  [...cc(['-E', '-dM'], INCLUDES).matchAll(/^#define (\w+) \S/gm)].map(([, name = '']) => name),
);

/** The values of all names that the tables are compared with. */
const valuesOfNames = once(() => {
  const names = [
    ...tables.flatMap(({ first }) => (enumerations().get(first) ?? []).filter(isMember)),
    ...macros().filter((name) => flags.some(({ prefix }) => name.startsWith(prefix))),
  ];
  return evaluate(new Map(names.map((name) => [name, name])));
});

/** `NUM_TX_QUEUES` as a field: `numTxQueues`. */
function camel(name: string): string {
  return name.toLowerCase().replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

interface Table {
  /** The first name of the C enumeration. */
  readonly first: string;
  readonly prefix: string;
  readonly numbers: Readonly<Record<string, number>>;
  /** Accepted differences: the name in our table, or why there is none (in parentheses). */
  readonly accepted?: Readonly<Record<string, string>>;
}

const numbersOf = (attributes: Attributes): Record<string, number> =>
  Object.fromEntries(Object.entries(attributes).map(([name, { type }]) => [name, type]));

/** The names of settings in the order of their ids, as reading an array of that many shows them. */
function settings(codec: Codec<object>, first: number, count: number): Record<string, number> {
  const words = Uint32Array.from({ length: count }, (_, index) => index + first);
  const value = codec.read(new Reader(words.buffer), 0, count * 4) ?? {};
  return Object.fromEntries(Object.entries(value).map(([name, id]) => [name, Number(id)]));
}

const PADDING = '(padding)';
const tables: readonly Table[] = [
  {
    first: 'IFLA_UNSPEC',
    prefix: 'IFLA_',
    numbers: { ...numbersOf(linkAttributes), protinfo: 12 },
    accepted: {
      IFLA_LINKINFO: '(folded into the link)',
      IFLA_IF_NETNSID: 'targetNetnsid',
      IFLA_PAD: PADDING,
    },
  },
  { first: 'IFLA_INET_UNSPEC', prefix: 'IFLA_INET_', numbers: numbersOf(inet.attributes) },
  {
    first: 'IFLA_INET6_UNSPEC',
    prefix: 'IFLA_INET6_',
    numbers: numbersOf(inet6.attributes),
    accepted: { IFLA_INET6_MCAST: '(never sent)' },
  },
  { first: 'IFLA_XDP_UNSPEC', prefix: 'IFLA_XDP_', numbers: numbersOf(xdp.attributes) },
  {
    first: 'IFLA_PROTO_DOWN_REASON_UNSPEC',
    prefix: 'IFLA_PROTO_DOWN_REASON_',
    numbers: numbersOf(protoDownReason.attributes),
  },
  { first: 'IFLA_BRIDGE_FLAGS', prefix: 'IFLA_BRIDGE_', numbers: numbersOf(bridgeAfSpec.attributes) },
  {
    first: 'IFLA_BRIDGE_VLAN_TUNNEL_UNSPEC',
    prefix: 'IFLA_BRIDGE_VLAN_TUNNEL_',
    numbers: numbersOf(bridgeVlanTunnelInfo.attributes),
  },
  {
    first: 'IFLA_VF_UNSPEC',
    prefix: 'IFLA_VF_',
    numbers: numbersOf(vfinfo.attributes),
    accepted: { IFLA_VF_TX_RATE: 'txRate' },
  },
  {
    first: 'IFLA_VF_STATS_RX_PACKETS',
    prefix: 'IFLA_VF_STATS_',
    numbers: numbersOf(vfStats.attributes),
    accepted: { IFLA_VF_STATS_PAD: PADDING },
  },
  {
    first: 'IFLA_BR_UNSPEC',
    prefix: 'IFLA_BR_',
    numbers: numbersOf(kinds.bridge.attributes),
    accepted: { IFLA_BR_PAD: PADDING },
  },
  {
    first: 'IFLA_BRPORT_UNSPEC',
    prefix: 'IFLA_BRPORT_',
    numbers: numbersOf(slaveKinds.bridge.attributes),
    accepted: { IFLA_BRPORT_PAD: PADDING },
  },
  {
    first: 'BRIDGE_QUERIER_UNSPEC',
    prefix: 'BRIDGE_QUERIER_',
    numbers: numbersOf(querierState.attributes),
    accepted: { BRIDGE_QUERIER_PAD: PADDING },
  },
  { first: 'IFLA_VLAN_UNSPEC', prefix: 'IFLA_VLAN_', numbers: numbersOf(kinds.vlan.attributes) },
  { first: 'IFLA_VXLAN_UNSPEC', prefix: 'IFLA_VXLAN_', numbers: numbersOf(kinds.vxlan.attributes) },
  { first: 'IFLA_MACVLAN_UNSPEC', prefix: 'IFLA_MACVLAN_', numbers: numbersOf(kinds.macvlan.attributes) },
  { first: 'IFLA_IPVLAN_UNSPEC', prefix: 'IFLA_IPVLAN_', numbers: numbersOf(kinds.ipvlan.attributes) },
  { first: 'IFLA_BOND_UNSPEC', prefix: 'IFLA_BOND_', numbers: numbersOf(kinds.bond.attributes) },
  { first: 'IFLA_BOND_AD_INFO_UNSPEC', prefix: 'IFLA_BOND_AD_INFO_', numbers: numbersOf(adInfo.attributes) },
  {
    first: 'IFLA_BOND_SLAVE_UNSPEC',
    prefix: 'IFLA_BOND_SLAVE_',
    numbers: numbersOf(slaveKinds.bond.attributes),
  },
  { first: 'IFLA_VRF_UNSPEC', prefix: 'IFLA_VRF_', numbers: numbersOf(kinds.vrf.attributes) },
  { first: 'IFLA_VRF_PORT_UNSPEC', prefix: 'IFLA_VRF_PORT_', numbers: numbersOf(slaveKinds.vrf.attributes) },
  { first: 'IFLA_GRE_UNSPEC', prefix: 'IFLA_GRE_', numbers: numbersOf(kinds.gre.attributes) },
  { first: 'IFLA_IPTUN_UNSPEC', prefix: 'IFLA_IPTUN_', numbers: numbersOf(kinds.sit.attributes) },
  { first: 'IFLA_VTI_UNSPEC', prefix: 'IFLA_VTI_', numbers: numbersOf(kinds.vti.attributes) },
  { first: 'IFLA_GENEVE_UNSPEC', prefix: 'IFLA_GENEVE_', numbers: numbersOf(kinds.geneve.attributes) },
  {
    first: 'IFLA_MACSEC_UNSPEC',
    prefix: 'IFLA_MACSEC_',
    numbers: numbersOf(kinds.macsec.attributes),
    accepted: { IFLA_MACSEC_PAD: PADDING },
  },
  { first: 'IFLA_XFRM_UNSPEC', prefix: 'IFLA_XFRM_', numbers: numbersOf(kinds.xfrm.attributes) },
  { first: 'IFLA_HSR_UNSPEC', prefix: 'IFLA_HSR_', numbers: numbersOf(kinds.hsr.attributes) },
  {
    first: 'IFLA_TUN_UNSPEC',
    prefix: 'IFLA_TUN_',
    numbers: numbersOf(kinds.tun.attributes),
  },
  { first: 'VETH_INFO_UNSPEC', prefix: 'VETH_INFO_', numbers: numbersOf(kinds.veth.attributes) },
  {
    first: 'IFA_UNSPEC',
    prefix: 'IFA_',
    numbers: numbersOf(addressAttributes.attributes),
    accepted: { IFA_FLAGS: 'wideFlags' },
  },
  {
    first: 'RTA_UNSPEC',
    prefix: 'RTA_',
    numbers: numbersOf(routeAttributes.attributes),
    accepted: {
      RTA_DST: 'dstAddress',
      RTA_SRC: 'srcAddress',
      RTA_TABLE: 'wideTable',
      RTA_MP_ALGO: 'mpAlgo',
      RTA_PAD: PADDING,
    },
  },
  { first: 'RTAX_UNSPEC', prefix: 'RTAX_', numbers: numbersOf(metrics.attributes) },
  {
    first: 'RTN_UNSPEC',
    prefix: 'RTN_',
    numbers: Object.fromEntries(Object.entries(RTN).filter(([, type]) => type > 0)),
  },
  {
    first: 'NDA_UNSPEC',
    prefix: 'NDA_',
    numbers: numbersOf(neighbourAttributes.attributes),
    accepted: { NDA_NDM_STATE_MASK: 'ndmStateMask', NDA_NDM_FLAGS_MASK: 'ndmFlagsMask' },
  },
  {
    first: 'FR_ACT_UNSPEC',
    prefix: 'FR_ACT_',
    numbers: Object.fromEntries(Object.entries(FR_ACT).filter(([, action]) => action > 0)),
    accepted: { FR_ACT_TO_TBL: 'toTable', FR_ACT_RES3: '(reserved)', FR_ACT_RES4: '(reserved)' },
  },
  {
    first: 'FRA_UNSPEC',
    prefix: 'FRA_',
    numbers: numbersOf(ruleAttributes.attributes),
    accepted: {
      FRA_DST: 'dstAddress',
      FRA_SRC: 'srcAddress',
      FRA_TABLE: 'wideTable',
      FRA_UNUSED2: '(unused)',
      FRA_UNUSED3: '(unused)',
      FRA_UNUSED4: '(unused)',
      FRA_UNUSED5: '(unused)',
      FRA_PAD: PADDING,
    },
  },
  { first: 'NHA_UNSPEC', prefix: 'NHA_', numbers: numbersOf(nexthopAttributes.attributes) },
  {
    first: 'NHA_RES_GROUP_UNSPEC',
    prefix: 'NHA_RES_GROUP_',
    numbers: numbersOf(resGroup.attributes),
    accepted: { NHA_RES_GROUP_PAD: PADDING },
  },
  { first: 'NETNSA_NONE', prefix: 'NETNSA_', numbers: numbersOf(nsidAttributes.attributes) },
  {
    first: 'NLMSGERR_ATTR_UNUSED',
    prefix: 'NLMSGERR_ATTR_',
    numbers: numbersOf(ackAttributes.attributes),
    accepted: { NLMSGERR_ATTR_MSG: 'message', NLMSGERR_ATTR_OFFS: 'offset' },
  },
  {
    first: 'NL_POLICY_TYPE_ATTR_UNSPEC',
    prefix: 'NL_POLICY_TYPE_ATTR_',
    numbers: numbersOf(policyAttributes.attributes),
    accepted: { NL_POLICY_TYPE_ATTR_PAD: PADDING },
  },
  {
    first: 'IPV4_DEVCONF_FORWARDING',
    prefix: 'IPV4_DEVCONF_',
    numbers: settings(inetConf, 1, 33),
    accepted: { IPV4_DEVCONF_ARPFILTER: 'arpFilter' },
  },
  {
    first: 'DEVCONF_FORWARDING',
    prefix: 'DEVCONF_',
    numbers: settings(inet6Conf, 0, 59),
  },
];

const flags: readonly (Pick<Table, 'prefix' | 'numbers' | 'accepted'> & {
  /** Names with the prefix that belong to something else. */
  readonly except?: RegExp;
})[] = [
  { prefix: 'IFF_', numbers: IFF, except: /^IFF_VOLATILE$/ },
  { prefix: 'BRIDGE_VLAN_INFO_', numbers: BRIDGE_VLAN_INFO },
  { prefix: 'IFA_F_', numbers: IFA_F, accepted: { IFA_F_TEMPORARY: 'secondary' } },
  { prefix: 'NUD_', numbers: NUD, except: /^NUD_NONE$/ },
  { prefix: 'NTF_', numbers: NTF, except: /^NTF_EXT_(MANAGED|LOCKED|EXT_VALIDATED)$/ },
  { prefix: 'RTNH_F_', numbers: RTNH_F },
  {
    prefix: 'FIB_RULE_',
    numbers: FIB_RULE,
    accepted: { FIB_RULE_DEV_DETACHED: 'iifDetached' },
  },
  {
    prefix: 'RTM_F_',
    numbers: Object.fromEntries(Object.entries(RTM_F).filter(([name]) => !Object.hasOwn(RTNH_F, name))),
    accepted: { RTM_F_OFFLOAD: 'rtOffload', RTM_F_TRAP: 'rtTrap' },
  },
];

/** The others are 0, which means nothing, and the marks of the end. */
const isMember = (name: string): boolean =>
  !name.startsWith('__') && !/_(UNSPEC|NONE|UNUSED)$/.test(name) && !/(ATTR|REASON|DEVCONF)_MAX$/.test(name);

function compare(table: Pick<Table, 'prefix' | 'numbers' | 'accepted'>, names: readonly string[]): string[] {
  const all = valuesOfNames();
  const values = new Map(names.map((name) => [name, all.get(name)]));
  const last = Math.max(...names.map((name) => all.get(name) ?? 0));
  const differences: string[] = [];
  const unseen = new Map(Object.entries(table.numbers));
  for (const [name, value] of values) {
    const field = table.accepted?.[name] ?? camel(name.slice(table.prefix.length));
    if (field.startsWith('(')) continue;
    if (table.numbers[field] !== value)
      differences.push(`${name} is ${value}, ${field} is ${table.numbers[field]}`);
    unseen.delete(field);
  }
  for (const [field, number] of unseen)
    if (number <= last) differences.push(`${field} ${number} is not in the headers`);
  return differences;
}

/** A test that compiles against the headers. */
function header(title: string, check: (t: ExecutionContext) => void): void {
  test(title, (t) => {
    if (compiler) return check(t);
    t.log('skipped: no C compiler (cc)');
    t.pass();
  });
}

for (const table of tables)
  header(`attribute numbers: ${table.prefix}*`, (t) => {
    const names = (enumerations().get(table.first) ?? []).filter((name) => isMember(name));
    // The enumeration may begin with a real member.
    if (isMember(table.first)) t.true(names.includes(table.first));
    t.true(names.length > 0, `${table.first} is in no header`);
    t.deepEqual(compare(table, names), []);
  });

for (const table of flags)
  header(`flags: ${table.prefix}*`, (t) => {
    const names = macros().filter(
      (name) => name.startsWith(table.prefix) && table.except?.test(name) !== true,
    );
    t.true(names.length > 3);
    t.deepEqual(compare(table, names), []);
  });

const structs: readonly (readonly [string, Codec<object>])[] = [
  ['struct rtnl_link_stats', linkStats],
  ['struct rtnl_link_stats64', linkStats64],
  ['struct rtnl_link_ifmap', ifmap],
  ['struct ifla_bridge_id', bridgeId],
];

const inAttributes: readonly (readonly [string, Attributes, string])[] = [
  ['struct ifa_cacheinfo', addressAttributes.attributes, 'cacheinfo'],
  ['struct nda_cacheinfo', neighbourAttributes.attributes, 'cacheinfo'],
  ['struct nexthop_grp', nexthopAttributes.attributes, 'group'],
  ['struct fib_rule_uid_range', ruleAttributes.attributes, 'uidRange'],
  ['struct fib_rule_port_range', ruleAttributes.attributes, 'sportRange'],
  ['struct rta_cacheinfo', routeAttributes.attributes, 'cacheinfo'],
  ['struct ifla_vlan_flags', kinds.vlan.attributes, 'flags'],
  ['struct ifla_vxlan_port_range', kinds.vxlan.attributes, 'portRange'],
  ['struct br_boolopt_multi', kinds.bridge.attributes, 'multiBoolopt'],
  ['struct bridge_vlan_info', bridgeAfSpec.attributes, 'vlanInfo'],
  ['struct ifla_vf_mac', vfinfo.attributes, 'mac'],
  ['struct ifla_vf_vlan', vfinfo.attributes, 'vlan'],
  ['struct ifla_vf_tx_rate', vfinfo.attributes, 'txRate'],
  ['struct ifla_vf_rate', vfinfo.attributes, 'rate'],
  ['struct ifla_vf_spoofchk', vfinfo.attributes, 'spoofchk'],
  ['struct ifla_vf_guid', vfinfo.attributes, 'ibNodeGuid'],
  ['struct ifla_vf_link_state', vfinfo.attributes, 'linkState'],
  ['struct ifla_vf_rss_query_en', vfinfo.attributes, 'rssQueryEn'],
  ['struct ifla_vf_trust', vfinfo.attributes, 'trust'],
  ['struct ifla_cacheinfo', inet6.attributes, 'cacheinfo'],
];

header('sizes of structs', (t) => {
  const all = [
    ...structs,
    ...inAttributes.map(([name, attributes, field]): readonly [string, Codec<unknown> | undefined] => [
      name,
      attributes[field]?.codec,
    ]),
  ];
  const sizes = evaluate(new Map(all.map(([name]) => [name.replaceAll(' ', '_'), `sizeof(${name})`])));
  for (const [name, codec] of all) {
    const size = sizes.get(name.replaceAll(' ', '_')) ?? 0;
    t.true(size > 0, name);
    const padded = (size + 3) & ~3;
    const value = codec?.read(new Reader(new ArrayBuffer(padded)), 0, size);
    // The whole struct is read, field by field, and nothing of it is left over.
    t.truthy(value, `${name} of ${size} bytes is longer in the table`);
    t.false(Object.hasOwn(Object(value), 'tail'), `${name} of ${size} bytes is shorter in the table`);
  }
  t.is(inet6Cacheinfo.size, 16);
});
