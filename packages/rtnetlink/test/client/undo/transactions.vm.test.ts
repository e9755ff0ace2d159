/** VLANs, and the same transactions on an older kernel; the blocking client alone, for the time that it takes. */
import { furnish as furnishBridge, cases as ofBridges } from './bridges.ts';
import { cases, furnish } from './cases.ts';
import { sync, undone } from './failing.ts';
import { furnish as furnishVlans, cases as ofVlans } from './vlans.ts';

undone([sync], furnish, cases);
undone([sync], furnishBridge, ofBridges);
undone([sync], furnishVlans, ofVlans);
