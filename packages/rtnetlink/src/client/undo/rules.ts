import type { Rule } from '../../rule.ts';
import { type RuleRequest, rules } from '../rules.ts';
import { grouped, inAnyOrder, restoreSequence, textOf } from './order.ts';
import type { Recorded } from './recording.ts';

/** Rules of one priority are tried in the order in which they were added. */
const keyOf = ({ family, priority }: Rule): string => textOf([family, priority]);

/** Without what the kernel tells of the interfaces and rules that it names. */
const text = ({ flags, ...rest }: Rule): string =>
  textOf([
    rest,
    flags.filter((flag) => flag !== 'iifDetached' && flag !== 'oifDetached' && flag !== 'unresolved'),
  ]);

/** Undoes what an operation changed among the rules: the difference of before and after. */
const change: Recorded<[RuleRequest], void> = function* (recording, perform, request) {
  const before = grouped(yield* rules.list(), keyOf);
  let isDone = false;
  let after = before;
  recording.push(function* () {
    const now = grouped(yield* rules.list(), keyOf);
    // Whether it was done is not known when its answer was lost.
    const then = isDone ? after : now;
    const keys = new Set([...before.keys(), ...then.keys()]);
    const changed = [...keys].filter(
      (key) => textOf(before.get(key)?.map(text)) !== textOf(then.get(key)?.map(text)),
    );
    yield* inAnyOrder(changed, (key) =>
      restoreSequence(before.get(key) ?? [], now.get(key) ?? [], {
        text,
        remove: rules.delete,
        append: rules.add,
      }),
    );
  });
  yield* perform(request);
  after = grouped(yield* rules.list(), keyOf);
  isDone = true;
};

export const recordedRules = { add: change, delete: change };
