/** The words of `ip` for what a bond chooses from; the place of a row is its number, which is taken too. */
import type { LinkData } from '@iplink-ts/rtnetlink';

type BondData = LinkData['bond'];
type Of<K extends keyof BondData> = NonNullable<BondData[K]>;

/** Values of the library and the words of `ip`, by number. */
export type Choices<Value> = readonly (readonly [Value, string])[];

export const MODES: Choices<Of<'mode'>> = [
  ['balanceRr', 'balance-rr'],
  ['activeBackup', 'active-backup'],
  ['balanceXor', 'balance-xor'],
  ['broadcast', 'broadcast'],
  ['802.3ad', '802.3ad'],
  ['balanceTlb', 'balance-tlb'],
  ['balanceAlb', 'balance-alb'],
];

export const ARP_VALIDATES: Choices<Of<'arpValidate'>> = [
  ['none', 'none'],
  ['active', 'active'],
  ['backup', 'backup'],
  ['all', 'all'],
  ['filter', 'filter'],
  ['filterActive', 'filter_active'],
  ['filterBackup', 'filter_backup'],
];

export const ARP_ALL_TARGETS: Choices<Of<'arpAllTargets'>> = [
  ['any', 'any'],
  ['all', 'all'],
];

export const PRIMARY_RESELECTS: Choices<Of<'primaryReselect'>> = [
  ['always', 'always'],
  ['better', 'better'],
  ['failure', 'failure'],
];

export const FAIL_OVER_MACS: Choices<Of<'failOverMac'>> = [
  ['none', 'none'],
  ['active', 'active'],
  ['follow', 'follow'],
];

export const XMIT_HASH_POLICIES: Choices<Of<'xmitHashPolicy'>> = [
  ['layer2', 'layer2'],
  ['layer3+4', 'layer3+4'],
  ['layer2+3', 'layer2+3'],
  ['encap2+3', 'encap2+3'],
  ['encap3+4', 'encap3+4'],
  ['vlan+srcmac', 'vlan+srcmac'],
];

export const LACP_ACTIVES: Choices<number> = [
  [0, 'off'],
  [1, 'on'],
];

export const LACP_RATES: Choices<Of<'adLacpRate'>> = [
  ['slow', 'slow'],
  ['fast', 'fast'],
];

export const AD_SELECTS: Choices<Of<'adSelect'>> = [
  ['stable', 'stable'],
  ['bandwidth', 'bandwidth'],
  ['count', 'count'],
];

/** Numbers are decimal here, unlike elsewhere. */
const DECIMAL = /^[ \t\n\v\f\r]*\+?[0-9]+$/;

/** The value of a word or a number. */
export function parseChoice<Value>(choices: Choices<Value>, word: string): Value | undefined {
  const choice =
    choices.find(([, name]) => name === word) ?? (DECIMAL.test(word) ? choices[Number(word)] : undefined);
  return choice?.[0];
}

export function choiceName<Value>(choices: Choices<Value>, value: Value): string | undefined {
  return choices.find(([known]) => known === value)?.[1];
}
