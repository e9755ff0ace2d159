import { writeFileSync } from 'node:fs';
import { inCheckout } from '../checkout.ts';
import { SUPPORT_FILE, supportDocument } from './document.ts';

/** `pnpm run support`: writes the document anew. */
writeFileSync(inCheckout(SUPPORT_FILE), supportDocument());
