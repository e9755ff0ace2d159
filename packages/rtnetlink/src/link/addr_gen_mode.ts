import type { Reader } from '../bytes/reader.ts';
import { altered } from '../schema/altered.ts';
import { attr, attributes } from '../schema/attributes.ts';
import type { Codec, ValueOf } from '../schema/codec.ts';
import { afSpec, inet6 } from './af_spec.ts';

const inet6Only = inet6.only(['addrGenMode']);
const afSpecOnly = attributes(() => ({
  inet6: attr(10, altered(inet6, { read: (reader, start, end) => filled(inet6Only, reader, start, end) })),
})).only(['inet6']);

function filled<T extends object>(
  readInto: (into: Partial<T>, reader: Reader, start: number, end: number) => void,
  reader: Reader,
  start: number,
  end: number,
): Partial<T> {
  const into: Partial<T> = {};
  readInto(into, reader, start, end);
  return into;
}

/**
 * `afSpec` with nothing but `inet6.addrGenMode`, read at once. The whole is decoded when it is looked at, and until
 * then needs a copy of its datagram.
 */
export const addrGenModeOnly: Codec<ValueOf<typeof afSpec>> = altered<Codec<ValueOf<typeof afSpec>>>(afSpec, {
  read: (reader, start, end) => filled(afSpecOnly, reader, start, end),
});
