import { isGet, NLM_F_ECHO } from '../message/header.ts';
import type { AsyncRunner } from './async.ts';
import type { BatchOptions } from './batch.ts';
import { decodeEvent, type ObjectEvent, type OtherEvent } from './monitor/event.ts';
import { type Answer, isRequest, type Operation, type Step } from './request.ts';
import type { SyncRunner } from './sync.ts';

/** Is told what a change did, as a monitor would be. */
export type OnEcho = (event: ObjectEvent | OtherEvent) => void;

/** Asks for the echo of a step that changes something in the client's own namespace. */
function withEcho(step: Step, tell: OnEcho): Step {
  if (!isRequest(step) || isGet(step.type)) return step;
  return {
    ...step,
    flags: step.flags | NLM_F_ECHO,
    answer(reader, header) {
      const event = decodeEvent(reader, header, undefined, undefined);
      if (event !== undefined) tell(event);
      return step.answer(reader, header);
    },
  };
}

/** The same operation, of whose changes the kernel tells (`NLM_F_ECHO`). */
export function* echoing<R>(operation: Operation<R>, tell: OnEcho): Operation<R> {
  let step = operation.next();
  while (step.done !== true) {
    let answer: Answer<unknown>;
    try {
      answer = yield withEcho(step.value, tell);
    } catch (error) {
      step = operation.throw(error);
      continue;
    }
    step = operation.next(answer);
  }
  return step.value;
}

function* allEchoing(operations: Iterable<Operation<unknown>>, tell: OnEcho): Iterable<Operation<unknown>> {
  for (const operation of operations) yield echoing(operation, tell);
}

/** The same for each operation that a runner is given; the runner as it is where nobody is to be told. */
export function talkative<R extends SyncRunner | AsyncRunner>(runner: R, tell: OnEcho | undefined): R {
  if (tell === undefined) return runner;
  return {
    ...runner,
    run: (operation: Operation<unknown>) => runner.run(echoing(operation, tell)),
    batch: (operations: Iterable<Operation<unknown>>, options?: BatchOptions) =>
      runner.batch(allEchoing(operations, tell), options),
  };
}
