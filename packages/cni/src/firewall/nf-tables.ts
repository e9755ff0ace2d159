import { decodeText } from '@iplink-ts/rtnetlink/codec';
import { SystemError } from '@iplink-ts/socket';
import { Nfnetlink, within } from './nfnetlink.ts';

/** linux/netfilter/nf_tables.h */
const NFT_MSG_GETTABLE = 1;
const NFTA_TABLE_NAME = 1;

/** `NFPROTO_*` (linux/netfilter.h) in the words of nft */
const FAMILIES: Readonly<Record<number, string>> = {
  1: 'inet',
  2: 'ip',
  3: 'arp',
  5: 'netdev',
  7: 'bridge',
  10: 'ip6',
};

/**
 * The tables of the thread's namespace, as `inet x`; undefined where the kernel does not tell: it has no nf_tables.
 *
 * Asked of the kernel: the program `nft` takes as long for that as all else that DEL does, and may be missing.
 */
export function listTables(): ReadonlySet<string> | undefined {
  const tables = new Set<string>();
  try {
    using nfnetlink = new Nfnetlink();
    const asked = { type: NFT_MSG_GETTABLE, family: 0, attributes: () => undefined };
    nfnetlink.dump(asked, (family, reader, start, end) => {
      const name = within(reader, [start, end], NFTA_TABLE_NAME);
      if (name !== undefined) tables.add(`${FAMILIES[family] ?? family} ${decodeText(reader.u8, ...name)}`);
    });
    return tables;
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}
