import { type Decoded, decode, map, string, struct } from '../../json/decode.ts';
import { parseJson } from '../../json/parse.ts';
import { type Address, parseAddress } from './address.ts';
import { STICKY } from './names.ts';
import { type RangeSet, rangeOf } from './range.ts';
import type { Store } from './store.ts';

const records = map(struct('host-local.StickyRecord', { pod: string, ifName: string, owner: string }));

/**
 * Who an address was given to last: `NAMESPACE/NAME` of the pod, the interface, and the owner as it stands in the
 * reservation. When another is there by now, the reference has given the address away.
 */
export type StickyRecord = Decoded<typeof records> extends ReadonlyMap<string, infer R> ? R : never;

/**
 * Whose each address was, in a file of its own: the reservations themselves have to be as the reference makes them,
 * and to be gone when they are released. Other programs pass it over.
 */
export class StickyRecords {
  readonly #store: Store;
  readonly #records: Map<string, StickyRecord>;

  constructor(store: Store) {
    this.#store = store;
    this.#records = new Map(parse(store.read(STICKY)));
  }

  /** The record of an address. */
  of(address: string): StickyRecord | undefined {
    return this.#records.get(address);
  }

  /** The address out of the set that a pod had for that interface. */
  addressOf(set: RangeSet, pod: string, ifName: string): string | undefined {
    for (const [address, record] of this.#records)
      if (record.pod === pod && record.ifName === ifName && isIn(set, parseAddress(address))) return address;
    return undefined;
  }

  /** The address is that pod's from now on, and no other out of the set; with no record, nobody's. */
  remember(set: RangeSet, address: string, record: StickyRecord | undefined): void {
    if (record !== undefined) {
      const before = this.addressOf(set, record.pod, record.ifName);
      if (before !== undefined) this.#records.delete(before);
      this.#records.set(address, record);
    } else {
      this.#records.delete(address);
    }
  }

  save(): void {
    this.#store.write(STICKY, `${JSON.stringify(Object.fromEntries(this.#records))}\n`);
  }
}

function isIn(set: RangeSet, address: Address | undefined): boolean {
  return address !== undefined && rangeOf(set, address) !== undefined;
}

/** A file that was damaged is as good as none: pods then get addresses as they come. */
function parse(text: string | undefined): ReadonlyMap<string, StickyRecord> {
  try {
    return decode(records, parseJson(Buffer.from(text ?? 'null')));
  } catch {
    return new Map();
  }
}
