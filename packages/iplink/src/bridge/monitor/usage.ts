/** What `bridge monitor help` shows. */
import { type Failure, programFailure } from '../../failure.ts';

export function monitorUsage(): Failure {
  return programFailure('Usage: bridge monitor [file | link | fdb | mdb | vlan | vni | all]\n');
}
