/** The databases that the commands use, with iproute2's built-in entries. */
import { parseHex, parseTruncated } from '../parse/number.ts';
import { Database } from './database.ts';

const U32_MAX = 0xffffffff;

/** Routing tables (linux/rtnetlink.h RT_TABLE_*). */
export const tables: Database = new Database({
  file: 'rt_tables',
  dropIns: true,
  max: U32_MAX,
  builtIn: [
    [253, 'default'],
    [254, 'main'],
    [255, 'local'],
  ],
});

/** Route origins (RTPROT_*). */
export const protocols: Database = new Database({
  file: 'rt_protos',
  dropIns: true,
  max: 255,
  builtIn: [
    [0, 'unspec'],
    [1, 'redirect'],
    [2, 'kernel'],
    [3, 'boot'],
    [4, 'static'],
    [8, 'gated'],
    [9, 'ra'],
    [10, 'mrt'],
    [11, 'zebra'],
    [12, 'bird'],
    [13, 'dnrouted'],
    [14, 'xorp'],
    [15, 'ntk'],
    [16, 'dhcp'],
    [18, 'keepalived'],
    [42, 'babel'],
    [186, 'bgp'],
    [187, 'isis'],
    [188, 'ospf'],
    [189, 'rip'],
    [192, 'eigrp'],
  ],
});

/** Address and route scopes (RT_SCOPE_*). */
export const scopes: Database = new Database({
  file: 'rt_scopes',
  dropIns: false,
  max: 255,
  builtIn: [
    [0, 'global'],
    [200, 'site'],
    [253, 'link'],
    [254, 'host'],
    [255, 'nowhere'],
  ],
});

export const realms: Database = new Database({
  file: 'rt_realms',
  dropIns: false,
  max: 255,
  builtIn: [[0, 'unknown']],
});

/** TOS values. Their numbers are read as hexadecimal, with or without 0x. */
export const dsfields: Database = new Database({
  file: 'rt_dsfield',
  dropIns: false,
  max: 255,
  parseNumber: parseHex,
  builtIn: [],
});

/** Device groups (IFLA_GROUP). */
export const groups: Database = new Database({
  file: 'group',
  dropIns: false,
  max: U32_MAX,
  parseNumber: parseTruncated,
  builtIn: [[0, 'default']],
});

/** Reasons to hold a device down: bits of IFLA_PROTO_DOWN_REASON. */
export const protodownReasons: Database = new Database({
  file: 'protodown_reasons',
  dropIns: true,
  dropInsOnly: true,
  max: 31,
  builtIn: [],
});

export function formatDsfield(tos: number, numeric = false): string {
  return (numeric ? undefined : dsfields.nameOf(tos)) ?? `0x${tos.toString(16).padStart(2, '0')}`;
}
