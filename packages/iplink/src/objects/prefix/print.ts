/** A prefix that a router announced, as `ip monitor` shows it. */
import type { PrefixNotice } from '@iplink-ts/rtnetlink';
import { AF } from '../../family.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';

/** ND_OPT_PREFIX_INFO (RFC 4861): the only option that tells of prefixes. */
const PREFIX_INFORMATION = 3;

/**
 * IF_PREFIX_ONLINK and IF_PREFIX_AUTOCONF (net/if_inet6.h) as kernels of old sent them, which the reference looks for
 * still; those of today send the bits of the announcement, and it shows neither.
 */
const OLD_FLAGS: readonly (readonly [number, string])[] = [
  [0x01, 'onlink'],
  [0x02, 'autoconf'],
];

/** Prints one prefix and the line end; complains of what is none. */
export function printPrefixNotice(session: Session, document: Document, notice: PrefixNotice): void {
  if (notice.family !== AF.INET6) {
    session.complain(`incorrect protocol family: ${notice.family}\n`);
    return;
  }
  if (notice.type !== PREFIX_INFORMATION) {
    session.complain(`wrong ND type ${notice.type}\n`);
    return;
  }
  document.openObject();
  if (notice.address !== undefined) {
    document.field('prefix', notice.address, `prefix ${notice.address}`);
  }
  const name = session.interfaces.nameOf(notice.ifindex);
  document.field('dev', name, `dev ${name} `);
  printFlags(document, notice.flags);
  if (notice.cacheinfo !== undefined) {
    const { validTime, preferredTime } = notice.cacheinfo;
    document.field('valid_life_time', validTime, `valid ${validTime} `);
    document.field('preferred_life_time', preferredTime, `preferred ${preferredTime} `);
  }
  document.text('\n');
  document.closeObject();
}

function printFlags(document: Document, flags: PrefixNotice['flags']): void {
  const unnamed = flags.reduce<number>((bits, flag) => (typeof flag === 'number' ? bits | flag : bits), 0);
  for (const [bit, word] of OLD_FLAGS) if ((unnamed & bit) !== 0) document.text(`${word} `);
  document.openArray('flags');
  for (const flag of flags) document.item(flag, '');
  document.closeArray();
}
