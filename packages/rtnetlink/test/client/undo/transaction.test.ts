import { cases, furnish } from './cases.ts';
import { async, sync, undone } from './failing.ts';

undone([sync, async], furnish, cases);
