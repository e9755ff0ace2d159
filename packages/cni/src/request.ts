import type { JsonValue } from './json/parse.ts';
import type { Result } from './result/result.ts';
import type { SpecVersion } from './version.ts';

/** CNI_COMMAND, except VERSION, which is answered before a plugin is asked. */
export const commands = ['ADD', 'DEL', 'CHECK', 'STATUS', 'GC'] as const;

export type Command = (typeof commands)[number];

/** What a runtime asks of a plugin: the environment, checked, and the configuration of stdin. */
export interface Request {
  readonly command: Command;
  readonly containerId: string;
  /** Path of the container's network namespace; may be empty, or lead nowhere, on DEL. */
  readonly netns: string;
  /** Name of the interface inside the container. */
  readonly ifName: string;
  /** CNI_ARGS as given. */
  readonly args: string;
  /** CNI_PATH as given. */
  readonly path: string;
  /** The whole environment, for delegates. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The configuration as it came, for delegates, and parsed. */
  readonly stdin: Uint8Array;
  readonly config: JsonValue;
  /** The configuration's version, in which results are read and written. */
  readonly version: SpecVersion;
  /** The plugin of that type that this executable holds itself, or undefined. */
  readonly inProcess: (type: string) => Plugin | undefined;
}

/**
 * One plugin. Operations throw {@link CniError} or any other error; ADD and DEL are given only namespaces that
 * are not the process's own.
 */
export interface Plugin {
  add(request: Request): Result;
  /** Succeeds when there is nothing left to delete. */
  del(request: Request): void;
  check(request: Request): void;
  /** Absent: always ready. */
  status?(request: Request): void;
  /** Absent: nothing of this plugin can be left over. */
  gc?(request: Request): void;
}
