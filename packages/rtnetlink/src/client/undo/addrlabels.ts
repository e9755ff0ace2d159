import type { AddressLabel } from '../../addrlabel.ts';
import { type AddressLabelRequest, addressLabels } from '../addrlabels.ts';
import { optionalIndexOf } from '../device.ts';
import type { Operation } from '../request.ts';
import { canonicalPrefix } from './canonical.ts';
import type { Recorded } from './recording.ts';

/**
 * Looks at the labels of the prefix that is asked for, before and when it is undone. Linux finds the one to replace
 * only where no other prefix of its length stands before it, else it adds one more; the first counts.
 */
const change: Recorded<[AddressLabelRequest], void> = function* (recording, perform, request) {
  const { dev, address, prefixlen } = request;
  const index = (yield* optionalIndexOf(dev, 'record an address label')) ?? request.index ?? 0;
  const isWhole = address === undefined || address.includes('/') || prefixlen === undefined;
  const prefix = canonicalPrefix(isWhole ? address : `${address}/${prefixlen}`);
  function* look(): Operation<AddressLabel[]> {
    return (yield* addressLabels.list()).filter(
      (label) => label.index === index && canonicalPrefix(label.address) === prefix,
    );
  }
  const before = yield* look();
  recording.push(function* () {
    const now = yield* look();
    // A deletion takes the first.
    for (const label of now.splice(0, Math.max(0, now.length - before.length)))
      yield* addressLabels.delete(label);
    const [wanted] = before;
    const [there] = now;
    if (wanted === undefined || wanted.label === there?.label) return;
    if (there !== undefined && now.length === before.length) yield* addressLabels.delete(there);
    yield* addressLabels.replace(wanted);
  });
  return yield* perform(request);
};

export const recordedAddressLabels = { add: change, replace: change, delete: change };
