/** What `bridge mdb help` shows. */
import { type Failure, programFailure } from '../../failure.ts';

const TEXT = `Usage: bridge mdb { add | del } dev DEV port PORT grp GROUP [src SOURCE] [permanent | temp] [vid VID]
       bridge mdb {show} [ dev DEV ] [ vid VID ]
`;

export function mdbUsage(): Failure {
  return programFailure(TEXT);
}
