/** What `ip netns help` shows. */
import { type Failure, programFailure } from '../../failure.ts';

const NETNS_TEXT = `Usage:	ip netns list
	ip netns add NAME
	ip netns attach NAME PID
	ip netns set NAME NETNSID
	ip [-all] netns delete [NAME]
	ip netns identify [PID]
	ip netns pids NAME
	ip [-all] netns exec [NAME] cmd ...
	ip netns monitor
	ip netns list-id [target-nsid POSITIVE-INT] [nsid POSITIVE-INT]
NETNSID := auto | POSITIVE-INT
`;

export function netnsUsage(): Failure {
  return programFailure(NETNS_TEXT);
}
