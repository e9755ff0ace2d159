import { isGet } from '../message/header.ts';
import type { Completion, Engine, Listener, Submitted } from './engine.ts';
import {
  type Answer,
  type Elsewhere,
  isRequest,
  type Operation,
  type Request,
  type Step,
} from './request.ts';

/** How an operation ended. */
export type Outcome<R> =
  | { readonly status: 'fulfilled'; readonly value: R }
  | { readonly status: 'rejected'; readonly reason: unknown };

/** What a driver gives to the tasks that it runs. */
export interface Ground {
  readonly engine: Engine;
  /** Tells the extended acknowledgement of a request that succeeded. */
  readonly warn: (text: string, operation: string) => void;
  /** Carries out what an operation does in another namespace. */
  readonly elsewhere: (step: Elsewhere<unknown>, settle: (outcome: Outcome<unknown>) => void) => void;
}

/** Who is told about a task. */
export interface Observer<R> {
  /** Once, also when the task is cancelled. */
  ended(outcome: Outcome<R>): void;
  /** The operation has submitted a request. */
  asked?(request: Request<unknown>): void;
}

/** Runs one operation to its end, request by request. Nothing here waits: the drivers move the engine. */
export class Task<R> implements Listener {
  readonly #ground: Ground;
  readonly #operation: Operation<R>;
  readonly #observer: Observer<R>;
  #request: Request<unknown> | undefined;
  #submitted: Submitted | undefined;
  #messages: unknown[] = [];
  #hasChanged = false;
  #cancelled: { readonly reason: unknown } | undefined;
  #isOver = false;

  constructor(ground: Ground, operation: Operation<R>, observer: Observer<R>) {
    this.#ground = ground;
    this.#operation = operation;
    this.#observer = observer;
  }

  /** What is being done: the words of the request that it waits for. */
  get words(): string {
    return this.#request?.operation ?? 'nothing';
  }

  /** Whether the kernel may have got anything that changes something. */
  get mayHaveChanged(): boolean {
    return this.#hasChanged || (this.#submitted?.isSent === true && changes(this.#request));
  }

  start(): void {
    this.#resume(undefined);
  }

  message(value: unknown): void {
    this.#messages.push(value);
  }

  complete(completion: Completion): void {
    if ('error' in completion) {
      this.#fail(completion.error);
      return;
    }
    if (changes(this.#request)) this.#hasChanged = true;
    if (completion.warning !== undefined) this.#ground.warn(completion.warning, this.words);
    const answer: Answer<unknown> = { messages: this.#messages, interrupted: completion.interrupted };
    this.#messages = [];
    this.#resume(answer);
  }

  /**
   * Ends with `reason` at once. The operation itself is unwound when the kernel is done with its request: what it
   * holds open, such as the descriptor of a namespace, may be what the request refers to.
   */
  cancel(reason: unknown): void {
    if (this.#isOver) return;
    this.#end({ status: 'rejected', reason });
    this.#cancelled = { reason };
    this.#submitted?.giveUp(() => this.#unwind(reason));
  }

  /** @param answer undefined begins the operation */
  #resume(answer: Answer<unknown> | undefined): void {
    let step: IteratorResult<Step, R>;
    try {
      step = answer === undefined ? this.#operation.next() : this.#operation.next(answer);
    } catch (reason) {
      this.#end({ status: 'rejected', reason });
      return;
    }
    this.#take(step);
  }

  #fail(error: unknown): void {
    let step: IteratorResult<Step, R>;
    try {
      step = this.#operation.throw(error);
    } catch (reason) {
      this.#end({ status: 'rejected', reason });
      return;
    }
    this.#take(step);
  }

  #take(step: IteratorResult<Step, R>): void {
    if (step.done === true) this.#end({ status: 'fulfilled', value: step.value });
    else if (isRequest(step.value)) this.#ask(step.value);
    else this.#goElsewhere(step.value);
  }

  #ask(request: Request<unknown>): void {
    this.#request = request;
    try {
      this.#submitted = this.#ground.engine.submit(request, this);
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#observer.asked?.(request);
  }

  /** Once begun, this is finished, whoever still waits for it. */
  #goElsewhere(step: Elsewhere<unknown>): void {
    this.#submitted = undefined;
    this.#hasChanged = true;
    this.#ground.elsewhere(step, (outcome) => {
      if (this.#cancelled !== undefined) this.#unwind(this.#cancelled.reason);
      else if (outcome.status === 'rejected') this.#fail(outcome.reason);
      else this.#resume({ messages: [outcome.value], interrupted: false });
    });
  }

  #unwind(reason: unknown): void {
    try {
      while (this.#operation.throw(reason).done !== true);
    } catch {
      // The caller has been told.
    }
  }

  #end(outcome: Outcome<R>): void {
    this.#isOver = true;
    this.#observer.ended(outcome);
  }
}

const changes = (request: Request<unknown> | undefined): boolean =>
  request !== undefined && !isGet(request.type);
