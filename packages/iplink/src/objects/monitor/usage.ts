/** What `ip monitor help` shows. */
import { type Failure, programFailure } from '../../failure.ts';

const MONITOR_TEXT = `Usage: ip monitor [ all | OBJECTS ] [ FILE ] [ label ] [ all-nsid ]
                  [ dev DEVICE ]
OBJECTS :=  address | link | mroute | neigh | netconf |
            nexthop | nsid | prefix | route | rule | stats
FILE := file FILENAME
`;

export function monitorUsage(): Failure {
  return programFailure(MONITOR_TEXT);
}
