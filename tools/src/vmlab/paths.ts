import { inCheckout } from '../checkout.ts';

/** What was downloaded for the VM; git does not see it, and removing it costs one download. */
export const CACHE_DIRECTORY = inCheckout('.cache', 'vmlab');

/** Folder of the programs that run in the guest: shell scripts, which the compiler leaves where they are. */
export const GUEST_DIRECTORY = inCheckout('tools', 'src', 'vmlab');
