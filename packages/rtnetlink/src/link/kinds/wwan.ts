import { attr, attributes } from '../../schema/attributes.ts';
import { u32 } from '../../schema/scalar.ts';

/** `IFLA_WWAN_*` (linux/wwan.h): a data connection of the modem that `parentDevName` of the link names. */
export const wwan = attributes(() => ({ linkId: attr(1, u32) }));
