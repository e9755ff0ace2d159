import test from 'ava';
import { type Rule, ruleMessage } from '../src/rule.ts';
import { check, type Golden } from './golden.ts';

const rule = { family: 2, tos: 0, table: 0, action: 'toTable', flags: [] } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Rule>[] = [
  {
    command: 'ip rule add from 10.0.0.0/8 to 10.1.0.0/16 table 100',
    bytes: `
      2c000000 2000 0506 04380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      021008006400000100000000       # fib_rule_hdr
      0800 0200 0a000000             # FRA_SRC
      0800 0100 0a010000             # FRA_DST
    `,
    value: { ...rule, table: 100, dst: '10.1.0.0/16', src: '10.0.0.0/8' },
  },
  {
    command: 'ip rule add not from 10.0.0.0/8 fwmark 0x10/0xf0 lookup 1000 prio 500',
    bytes: `
      44000000 2000 0506 05380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      020008000000000102000000       # fib_rule_hdr
      0800 0200 0a000000             # FRA_SRC
      0800 0a00 10000000             # FRA_FWMARK
      0800 1000 f0000000             # FRA_FWMASK
      0800 0f00 e8030000             # FRA_TABLE
      0800 0600 f4010000             # FRA_PRIORITY
    `,
    value: {
      ...rule,
      table: 1000,
      flags: ['invert'],
      fwmark: 16,
      fwmask: 240,
      priority: 500,
      src: '10.0.0.0/8',
    },
  },
  {
    command: 'ip rule add iif br0 oif vx0 tos 0x10 prohibit prio 501',
    bytes: `
      34000000 2000 0506 07380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      020000100000000800000000       # fib_rule_hdr
      0800 0300 62723000             # FRA_IIFNAME
      0800 1100 76783000             # FRA_OIFNAME
      0800 0600 f5010000             # FRA_PRIORITY
    `,
    value: { ...rule, tos: 16, action: 'prohibit', iifname: 'br0', oifname: 'vx0', priority: 501 },
  },
  {
    command: 'ip rule add ipproto tcp sport 1000-2000 dport 80 uidrange 1000-1999 lookup 100 prio 502',
    bytes: `
      48000000 2000 0506 08380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      020000006400000100000000       # fib_rule_hdr
      0500 1600 06 000000            # FRA_IP_PROTO
      0800 1700 e803d007             # FRA_SPORT_RANGE
      0800 1800 50005000             # FRA_DPORT_RANGE
      0c00 1400 e8030000cf070000     # FRA_UID_RANGE
      0800 0600 f6010000             # FRA_PRIORITY
    `,
    value: {
      ...rule,
      table: 100,
      ipProto: 6,
      sportRange: { start: 1000, end: 2000 },
      dportRange: { start: 80, end: 80 },
      uidRange: { start: 1000, end: 1999 },
      priority: 502,
    },
  },
  {
    command: 'ip rule add l3mdev prio 503',
    bytes: `
      2c000000 2000 0506 09380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      020000000000000100000000       # fib_rule_hdr
      0500 1300 01 000000            # FRA_L3MDEV
      0800 0600 f7010000             # FRA_PRIORITY
    `,
    value: { ...rule, l3mdev: 1, priority: 503 },
  },
  {
    command: 'ip rule add lookup main suppress_prefixlength 0 suppress_ifgroup 7 prio 504',
    bytes: `
      34000000 2000 0506 09380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      02000000fe00000100000000       # fib_rule_hdr
      0800 0e00 00000000             # FRA_SUPPRESS_PREFIXLEN
      0800 0d00 07000000             # FRA_SUPPRESS_IFGROUP
      0800 0600 f8010000             # FRA_PRIORITY
    `,
    value: { ...rule, table: 254, suppressPrefixlen: 0, suppressIfgroup: 7, priority: 504 },
  },
  {
    command: 'ip rule add goto 32766 prio 505',
    bytes: `
      2c000000 2000 0506 0a380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      020000000000000200000000       # fib_rule_hdr
      0800 0400 fe7f0000             # FRA_GOTO
      0800 0600 f9010000             # FRA_PRIORITY
    `,
    value: { ...rule, action: 'goto', goto: 32766, priority: 505 },
  },
  {
    command: 'ip rule add tun_id 4294967296 lookup 100 prio 506',
    bytes: `
      30000000 2000 0506 0a380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      020000006400000100000000       # fib_rule_hdr
      0c00 0c00 0000000100000000     # FRA_TUN_ID
      0800 0600 fa010000             # FRA_PRIORITY
    `,
    value: { ...rule, table: 100, tunId: 4294967296n, priority: 506 },
  },
  {
    command: 'ip rule add to 192.0.2.0/24 realms 3/7 lookup 100 prio 507',
    bytes: `
      34000000 2000 0506 0a380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      021800006400000100000000       # fib_rule_hdr
      0800 0100 c0000200             # FRA_DST
      0800 0b00 07000300             # FRA_FLOW
      0800 0600 fb010000             # FRA_PRIORITY
    `,
    value: { ...rule, table: 100, flow: 196615, priority: 507, dst: '192.0.2.0/24' },
  },
  {
    command: 'ip rule add from 10.2.0.0/16 nop protocol 186 prio 508',
    bytes: `
      34000000 2000 0506 0b380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      020010000000000300000000       # fib_rule_hdr
      0800 0200 0a020000             # FRA_SRC
      0500 1500 ba 000000            # FRA_PROTOCOL
      0800 0600 fc010000             # FRA_PRIORITY
    `,
    value: { ...rule, action: 'nop', protocol: 186, priority: 508, src: '10.2.0.0/16' },
  },
  {
    command: 'ip rule del prio 500',
    bytes: `
      24000000 2100 0500 0d380a6b 00000000 # nlmsghdr: RTM_DELRULE
      020000000000000000000000       # fib_rule_hdr
      0800 0600 f4010000             # FRA_PRIORITY
    `,
    value: { ...rule, action: 'unspec', priority: 500 },
  },
  {
    command: 'ip rule show',
    bytes: `
      1c000000 2200 0103 0d380a6b 00000000 # nlmsghdr: RTM_GETRULE
      020000000000000000000000       # fib_rule_hdr
    `,
    value: { ...rule, action: 'unspec' },
  },
  {
    command: 'ip -6 rule add from 2001:db8::/32 blackhole prio 509',
    bytes: `
      38000000 2000 0506 0b380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      0a0020000000000600000000       # fib_rule_hdr
      1400 0200 20010db8000000000000000000000000 # FRA_SRC
      0800 0600 fd010000             # FRA_PRIORITY
    `,
    value: { ...rule, family: 10, action: 'blackhole', priority: 509, src: '2001:db8::/32' },
  },
  {
    command: 'ip -6 rule add to 2001:db8::/32 unreachable ipproto 58 prio 510',
    bytes: `
      40000000 2000 0506 0c380a6b 00000000 # nlmsghdr: RTM_NEWRULE
      0a2000000000000700000000       # fib_rule_hdr
      1400 0100 20010db8000000000000000000000000 # FRA_DST
      0500 1600 3a 000000            # FRA_IP_PROTO
      0800 0600 fe010000             # FRA_PRIORITY
    `,
    value: { ...rule, family: 10, action: 'unreachable', ipProto: 58, priority: 510, dst: '2001:db8::/32' },
  },
  {
    command: 'ip -6 rule show',
    bytes: `
      1c000000 2200 0103 0e380a6b 00000000 # nlmsghdr: RTM_GETRULE
      0a0000000000000000000000       # fib_rule_hdr
    `,
    value: { ...rule, family: 10, action: 'unspec' },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: ruleMessage, headerLength: 12, isRequest: true }, golden));
