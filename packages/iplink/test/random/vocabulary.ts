/** Words of each sort: those that mean something in the namespaces of `state.ts`, and those that do not. */
import { KIND_NAMES } from '../../src/kinds/index.ts';
import type { Sort } from '../../src/syntax.ts';
import type { Chance } from './chance.ts';

export type AddressFamily = 4 | 6;

interface Choice {
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

const ADDRESSES: Readonly<Record<AddressFamily, readonly string[]>> = {
  4: ['10.1.0.1', '10.1.0.2', '10.1.0.254', '10.2.0.9', '192.0.2.1', '127.0.0.2', '224.0.0.9', '10.3'],
  6: ['2001:db8::1', '2001:db8::2', '2001:db8:1::9', 'fe80::9', '::1', 'ff02::9', '::ffff:10.1.0.1'],
};

const PREFIXES: Readonly<Record<AddressFamily, readonly string[]>> = {
  4: [
    ...['10.1.0.0/24', '10.1.0.3/24', '10.2.0.0/16', '10.4.0.1/32', '10.1.0.2', '10.8/16', '0/0'],
    ...['192.0.2.0/255.255.255.0', '10.5.0.0/30', '10.5.0.1/31', 'default', 'any', 'all'],
  ],
  6: [
    ...['2001:db8::/64', '2001:db8::3/64', '2001:db8:2::/48', '2001:db8:3::1/128', '2001:db8::2'],
    ...['fe80::7/64', '::/0', 'default', 'any', 'all'],
  ],
};

const WRONG_ADDRESSES = ['10.1.0.300', '10.1.0.0.1', 'banana', '2001:db8:::1', '10.1.0.1/33', '::/129', ''];

const NUMBERS: Choice = {
  right: ['0', '1', '2', '7', '10', '64', '100', '255', '1000', '1400', '0x10', '017', '65535'],
  wrong: ['-1', 'x', '256', '65536', '4294967295', '4294967296', '12x', '1.5', ''],
};

const DEVICES: Choice = {
  right: ['v0', 'v1', 'br0', 'mv0', 'if0', 'vx0', 'alt0', 'lo'],
  wrong: ['nosuch0', 'if1', 'if99', 'averyveryverylongname', 'a/b', ''],
};

const NAMESPACES: Choice = { right: ['blue', 'red'], wrong: ['nosuch', '..', ''] };

const TABLE: Readonly<Partial<Record<Sort, Choice>>> = {
  bits: { right: ['0', '0x10', '1', '0xff'], wrong: ['x', '-1', '0x100000000'] },
  device: DEVICES,
  file: { right: ['empty'], wrong: ['nosuch.dump'] },
  group: { right: ['default', '0', '7', '42', '0x10'], wrong: ['nosuch', '-1', ''] },
  integer: NUMBERS,
  kind: { right: KIND_NAMES, wrong: ['nosuch', 'vet', ''] },
  kindname: { right: [...KIND_NAMES, 'bridge_slave'], wrong: ['nosuch', ''] },
  label: { right: ['v0:x', 'v0', 'v*', 'br0:1', 'lo'], wrong: ['averyveryverylonglabel', ''] },
  // What runs out while the lines run differs from one run to the other.
  lifetime: { right: ['forever', '4294967295'], wrong: ['0', 'x', '-1', '4294967296', ''] },
  lladdr: {
    right: ['02:00:00:00:01:01', '02:00:00:00:01:02', '2:0:0:0:1:3', '02:00:00:00:01:04'],
    wrong: ['02:00:00:00:01', '02:zz:00:00:00:01', '1.2.3.4', '100:0:0:0:0:0', 'ff:ff:ff:ff:ff:ff', ''],
  },
  mapping: { right: ['1:2', '0:7', '3:4'], wrong: ['1', '1:', ':1', 'x:y', '1:2:3'] },
  name: {
    right: ['n0', 'n1', 'n2', 'alt0', 'my alias'],
    wrong: ['v0', 'averyveryverylongname', 'a/b', 'n%d', ''],
  },
  netns: NAMESPACES,
  nsid: { right: ['0', '1', '7'], wrong: ['-1', 'x', '4294967296', ''] },
  onoff: { right: ['on', 'off'], wrong: ['o', 'of', 'ON', '1', 'maybe', ''] },
  pid: { right: [], wrong: ['x', '-1', '0'] },
  protocol: { right: ['static', 'boot', 'kernel', '77', '0'], wrong: ['nosuch', '256', '-1', ''] },
  realms: { right: ['1', '1/2', '0', 'cosmos'], wrong: ['x', '1/', '/2', '1/x', '65536'] },
  scope: { right: ['global', 'link', 'host', 'site', '7', 'nowhere'], wrong: ['nosuch', '256', '-1', ''] },
  table: {
    right: ['main', 'local', '100', 'default', '4294967294'],
    wrong: ['nosuch', '-1', '4294967296', ''],
  },
  time: { right: ['10', '10ms', '1s', '0.5s'], wrong: ['x', '1h', '-1', ''] },
  tos: { right: ['0x10', '0', '4', 'CS1', 'default'], wrong: ['nosuch', '0x100', '-1', ''] },
  vrf: { right: [], wrong: ['v0', 'nosuch', ''] },
};

function choiceOf(sort: Sort, family: AddressFamily): Choice {
  if (sort === 'address') return { right: ADDRESSES[family], wrong: WRONG_ADDRESSES };
  if (sort === 'prefix') return { right: PREFIXES[family], wrong: WRONG_ADDRESSES };
  return TABLE[sort] ?? NUMBERS;
}

/** A word of the sort, in most cases a right one. */
export function wordOf(sort: Sort, family: AddressFamily, chance: Chance): string {
  const { right, wrong } = choiceOf(sort, family);
  return chance.of(right.length === 0 || chance.percent(8) ? wrong : right);
}

/** A word of any sort. */
export function anyWord(chance: Chance): string {
  const { right, wrong } = chance.of([DEVICES, NUMBERS, { right: ADDRESSES[4], wrong: WRONG_ADDRESSES }]);
  return chance.of([...right, ...wrong]);
}
