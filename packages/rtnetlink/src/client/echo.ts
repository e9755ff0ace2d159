import { isGet, NLM_F_ECHO } from '../message/header.ts';
import { decodeEvent, type ObjectEvent, type OtherEvent } from './monitor/event.ts';
import { type Answer, isRequest, type Operation, type Step } from './request.ts';

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

/** The same operation, of whose changes the kernel tells (`NLM_F_ECHO`); as it is where nobody is to be told. */
export function echoing<R>(operation: Operation<R>, tell: OnEcho | undefined): Operation<R> {
  return tell === undefined ? operation : echoed(operation, tell);
}

function* echoed<R>(operation: Operation<R>, tell: OnEcho): Operation<R> {
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

/** As {@link echoing}, of each. */
export function allEchoing(
  operations: Iterable<Operation<unknown>>,
  tell: OnEcho | undefined,
): Iterable<Operation<unknown>> {
  return tell === undefined ? operations : allEchoed(operations, tell);
}

function* allEchoed(operations: Iterable<Operation<unknown>>, tell: OnEcho): Iterable<Operation<unknown>> {
  for (const operation of operations) yield echoed(operation, tell);
}
