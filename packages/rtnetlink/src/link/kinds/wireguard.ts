import { attributes } from '../../schema/attributes.ts';

/** Kind `wireguard` has no attributes of its own. Its keys and peers go through generic netlink. */
export const wireguard = attributes(() => ({}));
