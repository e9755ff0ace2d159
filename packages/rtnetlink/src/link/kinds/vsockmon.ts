import { attributes } from '../../schema/attributes.ts';

/** Kind `vsockmon` has no attributes of its own. Packets of AF_VSOCK, for a packet capture. */
export const vsockmon = attributes(() => ({}));
