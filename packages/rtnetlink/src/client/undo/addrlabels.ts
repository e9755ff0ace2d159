import type { AddressLabel } from '../../addrlabel.ts';
import { type AddressLabelRequest, addressLabels } from '../addrlabels.ts';
import { optionalIndexOf } from '../device.ts';
import type { Operation } from '../request.ts';
import { canonicalPrefix } from './canonical.ts';
import type { Recorded } from './recording.ts';

/** Looks at the label of the prefix that is asked for, before and when it is undone. */
const change: Recorded<[AddressLabelRequest], void> = function* (recording, perform, request) {
  const { dev, address, prefixlen } = request;
  const index = (yield* optionalIndexOf(dev, 'record an address label')) ?? request.index ?? 0;
  const isWhole = address === undefined || address.includes('/') || prefixlen === undefined;
  const prefix = canonicalPrefix(isWhole ? address : `${address}/${prefixlen}`);
  function* look(): Operation<AddressLabel | undefined> {
    return (yield* addressLabels.list()).find(
      (label) => label.index === index && canonicalPrefix(label.address) === prefix,
    );
  }
  const before = yield* look();
  recording.push(function* () {
    const now = yield* look();
    if (now?.label === before?.label) return;
    if (before !== undefined) yield* addressLabels.replace(before);
    else if (now !== undefined) yield* addressLabels.delete(now);
  });
  return yield* perform(request);
};

export const recordedAddressLabels = { add: change, replace: change, delete: change };
