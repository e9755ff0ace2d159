import { altered } from '../../schema/altered.ts';
import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration, flagset } from '../../schema/names.ts';
import { nestedList } from '../../schema/nested_list.ts';
import { mac, s32, u16, u32 } from '../../schema/scalar.ts';

const MACADDR = 4;

/** `IFLA_MACVLAN_*` (linux/if_link.h), of kinds `macvlan` and `macvtap`. */
const set = attributes(() => ({
  mode: attr(
    1,
    enumeration(u32, () => ({ private: 1, vepa: 2, bridge: 4, passthru: 8, source: 16 })),
  ),
  flags: attr(
    2,
    flagset(u16, () => ({ nopromisc: 1, nodst: 2 })),
  ),
  /** What to do with `macaddr` or `macaddrData`, the sources that mode `source` lets in; default of a list: `set`. */
  macaddrMode: attr(
    3,
    enumeration(u32, () => ({ add: 0, del: 1, flush: 2, set: 3 })),
  ),
  macaddr: attr(MACADDR, mac),
  macaddrData: attr(5, nestedList(mac, MACADDR)),
  macaddrCount: attr(6, u32, { reported: true }),
  /** Broadcast packets that may wait for delivery to the other macvlans of the parent. */
  bcQueueLen: attr(7, u32),
  bcQueueLenUsed: attr(8, u32, { reported: true }),
  bcCutoff: attr(9, s32),
}));

export const macvlan: typeof set = altered(set, {
  write(writer, value) {
    // The kernel reports the list of sources without a mode, and takes it only with one.
    const isList = writer.isRequest && value.macaddrData !== undefined && value.macaddrMode === undefined;
    set.write(writer, isList ? { ...value, macaddrMode: 'set' } : value);
  },
});
