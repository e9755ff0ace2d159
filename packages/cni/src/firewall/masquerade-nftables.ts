import { sha512 } from '#sha512';
import type { ValidAttachment } from '../gc.ts';
import { addressOf, networkOf, prefixOf } from '../ip.ts';
import { type MasqueradeKey, MULTICAST } from './masquerade-key.ts';
import { changeNft, listRules, type NftCommand, type NftRule } from './nft.ts';

/** Masquerading by nf_tables, with the names of the reference since 1.6.0. */

/** Table, chain with a rule for each address, and base chain that leads there. */
export const MASQUERADE_TABLE = { family: 'inet', table: 'cni_plugins_masquerade' } as const;
const CHECKS = { ...MASQUERADE_TABLE, chain: 'masq_checks' } as const;
const POSTROUTING = { ...MASQUERADE_TABLE, chain: 'postrouting' } as const;

/** NF_IP_PRI_NAT_SRC of linux/netfilter_ipv4.h. */
const PRIO_SRCNAT = 100;

/** NFTNL_UDATA_COMMENT_MAXLEN of libnftnl. */
const MAX_COMMENT = 128;

/** Replaces whatever rules the attachment has; @throws {ProgramError | NftError} */
export function addNftMasquerade(key: MasqueradeKey, ips: readonly string[]): void {
  const own = isOf(key);
  changeNft(CHECKS, (rules = []) => [
    ...base(),
    ...rules.filter(own).map(deletion),
    ...ips.map((ip) => masquerade(ip, commentOf(key))),
  ]);
}

/** The addresses of the attachment that are masqueraded; @throws {ProgramError | NftError} */
export function nftMasqueraded(key: MasqueradeKey): string[] {
  const own = (listRules(CHECKS) ?? []).filter(isOf(key));
  return own.flatMap(({ expr }) => expr.flatMap(({ match }) => match?.right ?? []));
}

/** @throws {ProgramError | NftError} */
export function deleteNftMasquerade(key: MasqueradeKey): void {
  const own = isOf(key);
  changeNft(CHECKS, (rules = []) => rules.filter(own).map(deletion));
}

/** Deletes the rules of the network's attachments that are not valid; @throws {ProgramError | NftError} */
export function gcNftMasquerade(network: string, valid: readonly ValidAttachment[]): void {
  const keep = valid.map(({ containerID, ifname }) =>
    isOf({ network, containerId: containerID, ifName: ifname }),
  );
  changeNft(CHECKS, (rules = []) =>
    rules
      .filter(({ comment }) => comment.startsWith(`${hash(network)}-`))
      .filter((rule) => !keep.some((isKept) => isKept(rule)))
      .map(deletion),
  );
}

/** What leads to the rules; all is left as it is where it is already. */
function base(): NftCommand[] {
  const { family, table } = MASQUERADE_TABLE;
  const step = (...expr: readonly object[]): NftCommand => ({ add: { rule: { ...POSTROUTING, expr } } });
  return [
    { add: { table: { family, name: table } } },
    { add: { chain: { family, table, name: CHECKS.chain } } },
    {
      add: {
        chain: {
          family,
          table,
          name: POSTROUTING.chain,
          type: 'nat',
          hook: 'postrouting',
          prio: PRIO_SRCNAT,
          policy: 'accept',
        },
      },
    },
    { flush: { chain: { family, table, name: POSTROUTING.chain } } },
    step(compare('ip', 'daddr', '==', prefix(MULTICAST[4])), { return: null }),
    step(compare('ip6', 'daddr', '==', prefix(MULTICAST[6])), { return: null }),
    step({ goto: { target: CHECKS.chain } }),
  ];
}

/** Packets from the address to anywhere but its own network. */
function masquerade(ip: string, comment: string): NftCommand {
  const own = prefixOf(ip);
  const protocol = own.family === 4 ? 'ip' : 'ip6';
  const expr = [
    compare(protocol, 'saddr', '==', addressOf(own)),
    compare(protocol, 'daddr', '!=', prefix(ip)),
    { masquerade: null },
  ];
  return { add: { rule: { ...CHECKS, expr, comment } } };
}

function compare(protocol: string, field: string, op: string, right: unknown): object {
  return { match: { op, left: { payload: { protocol, field } }, right } };
}

function prefix(text: string): object {
  const network = networkOf(prefixOf(text));
  return { prefix: { addr: addressOf(network), len: network.length } };
}

function deletion({ handle }: NftRule): NftCommand {
  return { delete: { rule: { ...CHECKS, handle } } };
}

function hash(text: string): string {
  return sha512(text).slice(0, 16);
}

/** How the comments of an attachment begin: by this it is found. */
function commentStart({ network, containerId, ifName }: MasqueradeKey): string {
  return `${hash(network)}-${hash(`${ifName}:${containerId}`)}`;
}

function commentOf(key: MasqueradeKey): string {
  const { network, containerId, ifName } = key;
  const text = `${commentStart(key)}, net: ${network}, if: ${ifName}, id: ${containerId}`;
  return Buffer.from(text.replaceAll('"', '')).subarray(0, MAX_COMMENT).toString();
}

function isOf(key: MasqueradeKey): (rule: NftRule) => boolean {
  const start = commentStart(key);
  return ({ comment }) => comment.startsWith(start);
}
