import { type Device, indexOf } from '../device.ts';
import type { VlanGlobalOptionsRequest, VlanOptionsRequest } from '../vlan_options.ts';
import type { VlanRequest } from '../vlans.ts';
import type { Recorded } from './recording.ts';
import { allVlans, restoreVlans, type VlanPlace } from './vlan.ts';

interface Target {
  readonly dev?: Device | undefined;
  readonly index?: number | undefined;
  readonly vid: number;
  readonly vidEnd?: number | undefined;
}

/** A VLAN goes with its options, and becomes the PVID in place of another. */
function recorded<T extends Target>(): Recorded<[T], void> {
  return function* (recording, perform, request) {
    const { dev, index: given = 0, vid, vidEnd = vid } = request;
    const index = dev === undefined ? given : yield* indexOf(dev, 'record a vlan');
    const before = yield* allVlans();
    const isAsked = (place: VlanPlace): boolean =>
      place.index === index && place.vid >= vid && place.vid <= vidEnd;
    const pvid = before.list.find((vlan) => vlan.index === index && vlan.flags.includes('pvid'))?.vid;
    recording.push(() =>
      restoreVlans(
        before,
        (place) => isAsked(place) || (place.index === index && place.vid === pvid),
        isAsked,
      ),
    );
    return yield* perform(request);
  };
}

export const recordedVlans = {
  add: recorded<VlanRequest>(),
  delete: recorded<VlanRequest>(),
  setOptions: recorded<VlanOptionsRequest>(),
  setGlobalOptions: recorded<VlanGlobalOptionsRequest>(),
};
