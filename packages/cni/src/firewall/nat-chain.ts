import { decodeText, type Reader } from '@iplink-ts/rtnetlink/codec';
import { SystemError } from '@iplink-ts/socket';
import { lockedHost } from '../host-lock.ts';
import { formatPrefix } from '../ip.ts';
import type { Family } from './iptables.ts';
import {
  attributesOf,
  Nfnetlink,
  type NftMessage,
  type Payload,
  textAttribute,
  within,
} from './nfnetlink.ts';

/**
 * Chains of the table `nat` that the newer make of iptables has in nf_tables (iptables-nft). They are ended without
 * the program, which takes two processes for that.
 */

const TABLE = 'nat';
const POSTROUTING = 'POSTROUTING';

/** linux/netfilter.h */
const NFPROTO: Readonly<Record<Family, number>> = { 4: 2, 6: 10 };

/** linux/netfilter/nf_tables.h */
const NFT_MSG_DELCHAIN = 5;
const NFT_MSG_GETRULE = 7;
const NFT_MSG_DELRULE = 8;
const NFTA_CHAIN = { table: 1, name: 3 };
const NFTA_RULE = { table: 1, chain: 2, handle: 3, expressions: 4 };
const NFTA_LIST_ELEM = 1;
const NFTA_EXPR = { name: 1, data: 2 };
const NFTA_PAYLOAD = { base: 2, offset: 3 };
const NFTA_CMP = { op: 2, data: 3 };
const NFTA_DATA = { value: 1, verdict: 2 };
const NFTA_IMMEDIATE_DATA = 2;
const NFTA_VERDICT_CHAIN = 2;
const NFT_PAYLOAD_NETWORK_HEADER = 1;
const NFT_CMP_EQ = 0;

/** Where the source address is in the header: `struct iphdr`, `struct ipv6hdr`. */
const SOURCE = { 4: { offset: 12, length: 4 }, 6: { offset: 8, length: 16 } } as const;

/**
 * Deletes a chain and all jumps to it, if all of them are going.
 *
 * @param isGoing is asked with the prefix of addresses that a jump is from
 * @returns false when it is not there, or something is there that is none of ours: iptables knows better then
 */
export function deleteNatChain(family: Family, chain: string, isGoing: (source: string) => boolean): boolean {
  try {
    return lockedHost(() => {
      using nfnetlink = new Nfnetlink();
      const jumps = jumpsTo(nfnetlink, family, chain);
      if (!jumps.every(({ source }) => source !== undefined && isGoing(source))) return false;
      nfnetlink.change([
        ...jumps.map(({ handle }) => deletion(family, POSTROUTING, handle)),
        deletion(family, chain),
        {
          type: NFT_MSG_DELCHAIN,
          family: NFPROTO[family],
          attributes: (writer) => {
            textAttribute(writer, NFTA_CHAIN.table, TABLE);
            textAttribute(writer, NFTA_CHAIN.name, chain);
          },
        },
      ]);
      return true;
    });
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}

interface Jump {
  /** Big-endian, as it came. */
  readonly handle: Uint8Array;
  /** `A/LEN` of whole addresses; undefined for a rule that does not begin with one. */
  readonly source: string | undefined;
}

function jumpsTo(nfnetlink: Nfnetlink, family: Family, chain: string): readonly Jump[] {
  const jumps: Jump[] = [];
  const asked: NftMessage = {
    type: NFT_MSG_GETRULE,
    family: NFPROTO[family],
    attributes: (writer) => {
      textAttribute(writer, NFTA_RULE.table, TABLE);
      textAttribute(writer, NFTA_RULE.chain, POSTROUTING);
    },
  };
  nfnetlink.dump(asked, (_family, reader, start, end) => {
    const rule: Payload = [start, end];
    const handle = within(reader, rule, NFTA_RULE.handle);
    const list = within(reader, rule, NFTA_RULE.expressions);
    const expressions = list === undefined ? [] : attributesOf(reader, list, NFTA_LIST_ELEM);
    const last = expressions.at(-1);
    if (handle === undefined || last === undefined || jumpOf(reader, last) !== chain) return;
    jumps.push({ handle: reader.bytes(...handle), source: sourceOf(reader, expressions, family) });
  });
  return jumps;
}

/** The chain that an expression jumps to. */
function jumpOf(reader: Reader, expression: Payload): string | undefined {
  const path = [NFTA_EXPR.data, NFTA_IMMEDIATE_DATA, NFTA_DATA.verdict, NFTA_VERDICT_CHAIN];
  const name = nameOf(reader, expression) === 'immediate' ? within(reader, expression, ...path) : undefined;
  return name && decodeText(reader.u8, ...name);
}

/** `-s A`: the source address is loaded, and compared as a whole. */
function sourceOf(reader: Reader, [load, compare]: readonly Payload[], family: Family): string | undefined {
  if (load === undefined || nameOf(reader, load) !== 'payload') return undefined;
  if (compare === undefined || nameOf(reader, compare) !== 'cmp') return undefined;
  const number = (expression: Payload, type: number): number | undefined => {
    const at = within(reader, expression, NFTA_EXPR.data, type);
    return at && reader.be32(at[0]);
  };
  const { offset, length } = SOURCE[family];
  const value = within(reader, compare, NFTA_EXPR.data, NFTA_CMP.data, NFTA_DATA.value);
  const isSource =
    number(load, NFTA_PAYLOAD.base) === NFT_PAYLOAD_NETWORK_HEADER &&
    number(load, NFTA_PAYLOAD.offset) === offset &&
    number(compare, NFTA_CMP.op) === NFT_CMP_EQ;
  if (!isSource || value === undefined || value[1] - value[0] !== length) return undefined;
  return formatPrefix({ family, bytes: reader.bytes(...value), length: length * 8 });
}

function nameOf(reader: Reader, expression: Payload): string | undefined {
  const name = within(reader, expression, NFTA_EXPR.name);
  return name && decodeText(reader.u8, ...name);
}

/** Deletes one rule of a chain, or all. */
function deletion(family: Family, chain: string, handle?: Uint8Array): NftMessage {
  return {
    type: NFT_MSG_DELRULE,
    family: NFPROTO[family],
    attributes: (writer) => {
      textAttribute(writer, NFTA_RULE.table, TABLE);
      textAttribute(writer, NFTA_RULE.chain, chain);
      if (handle === undefined) return;
      const at = writer.open(NFTA_RULE.handle);
      writer.bytes(handle);
      writer.close(at);
    },
  };
}
