import type { Address } from '../../address.ts';
import { parsePrefix } from '../../prefix.ts';
import type { AddressRequest } from '../addresses.ts';
import { indexOf } from '../device.ts';
import { identityOf } from './address.ts';
import { canonicalIp } from './canonical.ts';
import type { Recorded } from './recording.ts';
import { affectedBy, capture, restore } from './state.ts';

/** Whether an address is the one that is asked for. */
function asked(request: AddressRequest, index: number): (address: Address) => boolean {
  const whole = (text: string | undefined): string | undefined => {
    const prefix = text === undefined ? undefined : parsePrefix(text);
    return prefix === undefined ? text : `${canonicalIp(prefix.address)}/${prefix.length}`;
  };
  const text = request.address ?? request.local;
  const wanted =
    request.prefixlen !== undefined && text?.includes('/') === false ? `${text}/${request.prefixlen}` : text;
  return (address) => address.index === index && whole(address.address ?? address.local) === whole(wanted);
}

/**
 * An IPv4 address takes its secondaries along, the last one all routes of the interface, and each the routes that have
 * it as their source.
 */
const change: Recorded<[AddressRequest], void> = function* (recording, perform, request) {
  const index =
    request.dev === undefined ? (request.index ?? 0) : yield* indexOf(request.dev, 'record an address');
  const state = yield* capture();
  const known = new Set(state.addresses.map(identityOf));
  const isAsked = asked(request, index);
  recording.push(() =>
    restore(
      state,
      affectedBy(state, [index]),
      (address) => isAsked(address) && !known.has(identityOf(address)),
    ),
  );
  return yield* perform(request);
};

export const recordedAddresses = { add: change, replace: change, change, delete: change };
