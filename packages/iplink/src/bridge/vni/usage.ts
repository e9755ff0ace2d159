/** What `bridge vni help` shows. */
import { type Failure, programFailure } from '../../failure.ts';

const TEXT = `Usage: bridge vni { add | del } vni VNI
		[ { group | remote } IP_ADDRESS ]
		[ dev DEV ]
       bridge vni { show }

Where:	VNI	:= 0-16777215
`;

export function vniUsage(): Failure {
  return programFailure(TEXT);
}
