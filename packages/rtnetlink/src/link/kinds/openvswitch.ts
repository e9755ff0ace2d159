import { attributes } from '../../schema/attributes.ts';

/** Kind `openvswitch` has no attributes of its own. The internal port of a datapath; made by generic netlink, only reported here. */
export const openvswitch = attributes(() => ({}));
