/** What `bridge help` and a command line without an object show. */
import { type Failure, programFailure } from '../failure.ts';

const PROGRAM_TEXT = `Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }
       bridge [ -force ] -batch filename
where  OBJECT := { link | fdb | mdb | vlan | monitor }
       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] |
                    -o[neline] | -t[imestamp] | -n[etns] name |
                    -c[ompressvlans] -color -p[retty] -j[son] }
`;

export function programUsage(): Failure {
  return programFailure(PROGRAM_TEXT);
}
