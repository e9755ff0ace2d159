import type { Operation } from '../../src/client/request.ts';

/** A command of iproute2, and the call of ours that asks for the same. */
export type Row = readonly [command: string, operation: () => Operation<unknown>];
