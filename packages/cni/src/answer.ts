import { formatError, toCniError } from './error.ts';

/** What a run prints, and its exit status. */
export interface Answer {
  readonly kind: 'answer';
  readonly stdout: string;
  readonly stderr: string;
  readonly exitStatus: number;
}

/** An error, as every run ends that does not succeed. */
export function refused(error: unknown): Answer {
  return answer({ stdout: formatError(toCniError(error)), exitStatus: 1 });
}

/** A run that succeeded, unless `part` says otherwise. */
export function answer(part: Partial<Omit<Answer, 'kind'>>): Answer {
  return { kind: 'answer', stdout: '', stderr: '', exitStatus: 0, ...part };
}
