import type { Writer } from '../bytes/writer.ts';
import { AF_INET6, type Prefix, parsePrefix } from '../prefix.ts';
import { attr } from '../schema/attributes.ts';
import { field } from '../schema/codec.ts';
import { describe, ip, u8, u32 } from '../schema/scalar.ts';

/*
 * `struct rtmsg` and `struct fib_rule_hdr` are of one layout: prefix lengths whose addresses are attributes, and a
 * table of 8 bits that an attribute widens. The attributes have the same numbers in `RTA_*` and `FRA_*`.
 */

/** Of the prefixes the addresses alone. */
export const selectorAttributes = () => ({
  dst: attr(1, ip),
  src: attr(2, ip),
  table: attr(15, u32),
});

/**
 * Families of the routes and rules of multicast packets (`RTNL_FAMILY_*`, linux/rtnetlink.h). A multicast routing
 * daemon makes the routes; the kernel only reports them.
 */
export const RTNL_FAMILY_IPMR = 128;
/** As {@link RTNL_FAMILY_IPMR}, of IPv6. */
export const RTNL_FAMILY_IP6MR = 129;

/** Whether the addresses of a family are those of IPv6. */
export function isSix(family: number): boolean {
  return family === AF_INET6 || family === RTNL_FAMILY_IP6MR;
}

/** `RT_TABLE_COMPAT` (linux/rtnetlink.h): what the kernel writes for a table that does not fit. */
const RT_TABLE_COMPAT = 252;

/**
 * Writes the table of the header.
 * @returns the value of the attribute: the kernel's own messages always have it, requests only beyond 8 bits
 */
export function writeTable(writer: Writer, table: number): number | undefined {
  if (!Number.isInteger(table) || table < 0 || table > 0xffffffff)
    throw writer.error(`table: expected an integer from 0 to 4294967295, got ${describe(table)}`);
  const isWide = table > 0xff;
  const narrow = writer.isRequest ? 0 : RT_TABLE_COMPAT;
  field(writer, 'table', u8, isWide ? narrow : table);
  return !writer.isRequest || isWide ? table : undefined;
}

/** The prefix in field `name`. @throws EncodeError when the text is none */
export function prefixOf(writer: Writer, name: string, text: string | undefined): Prefix | undefined {
  if (text === undefined) return undefined;
  const parsed = parsePrefix(text);
  if (parsed === undefined)
    throw writer.error(`${name}: expected a prefix such as 192.0.2.0/24, got ${describe(text)}`);
  return parsed;
}
