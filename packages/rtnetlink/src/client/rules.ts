import { NLM_F_CREATE, NLM_F_EXCL } from '../message/header.ts';
import { AF_INET, familyOf } from '../prefix.ts';
import { RT_TABLE } from '../route/numbers.ts';
import { RTM_DELRULE, RTM_GETRULE, RTM_NEWRULE, type Rule, type RuleMessage, ruleMessage } from '../rule.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { ask, type Operation } from './request.ts';

/** What is asked for a rule: `{ src: '10.0.0.0/8', table: 100, priority: 500 }`. A listed {@link Rule} is one too. */
export type RuleRequest = RuleMessage;

/** Which rules to list. */
export interface RuleFilter {
  /** `AF_INET` (2), `AF_INET6` (10), `RTNL_FAMILY_IPMR` (128) or `RTNL_FAMILY_IP6MR` (129); default all */
  readonly family?: number;
}

function label(request: RuleRequest): string {
  if (request.priority !== undefined) return `rule ${request.priority}`;
  return `rule from ${request.src ?? 'all'}`;
}

function familyFrom(request: RuleRequest): number {
  const prefix = request.src ?? request.dst;
  return request.family ?? (prefix === undefined ? AF_INET : familyOf(prefix));
}

/** Operations on routing policy rules (`RTM_*RULE`, linux/fib_rules.h). All throw NetlinkError on a refusal. */
export const rules = {
  /** Lists rules by family and priority. @throws DumpInterruptedError */
  *list(filter: RuleFilter = {}): Operation<Rule[]> {
    return yield* dump(
      dumpRequest<Rule>({
        operation: 'list rules',
        type: RTM_GETRULE,
        body: ruleMessage,
        message: filter,
        answer: read(RTM_NEWRULE, ruleMessage),
      }),
    );
  },

  /** Adds a rule; without `action`, `table` and `l3mdev` it looks up table main. @throws NetlinkError EEXIST */
  *add(request: RuleRequest): Operation<void> {
    const looksUp = request.action === undefined || request.action === 'toTable';
    // The VRF says the table; the kernel refuses another beside it.
    const table = request.l3mdev === 1 ? 0 : RT_TABLE.main;
    yield* ask({
      operation: `add ${label(request)}`,
      type: RTM_NEWRULE,
      flags: NLM_F_CREATE | NLM_F_EXCL,
      body: ruleMessage,
      message: {
        action: 'toTable',
        ...request,
        family: familyFrom(request),
        ...(looksUp && { table: request.table ?? table }),
      },
      answer: () => undefined,
    });
  },

  /** Deletes the first rule that fits what is given. @throws NetlinkError ENOENT when none does */
  *delete(request: RuleRequest): Operation<void> {
    yield* ask({
      operation: `delete ${label(request)}`,
      type: RTM_DELRULE,
      flags: 0,
      body: ruleMessage,
      message: {
        action: undefined, // before the spread: see schema/literal.ts
        ...request,
        family: familyFrom(request),
      },
      answer: () => undefined,
    });
  },
};
