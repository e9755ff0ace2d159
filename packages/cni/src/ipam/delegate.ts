import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { type Stats, statSync } from 'node:fs';
import { hasCode } from '../errno.ts';
import { findPluginFile, pathFolders } from '../exec/find.ts';
import { checkStart, START_INTERVAL_MS, stdoutOf } from '../exec/outcome.ts';
import { readResult } from '../exec/result.ts';
import type { Command, Plugin, Request } from '../request.ts';
import { decodeResult, formatResult, type Result } from '../result/result.ts';
import { sleep, writeAll } from '../stdio.ts';

/** A plugin that does a part of the work, as in the specification, section "Plugin Delegation". */
export interface Delegate {
  /** An ADD of it that fails has undone itself: ours do. */
  readonly undoesItself: boolean;
  /** Its result of ADD, in the newest form. */
  add(): Result;
  run(command: Exclude<Command, 'ADD'>): void;
}

/**
 * The plugin of that type that CNI_PATH leads to.
 *
 * @throws {CniError} `failed to find plugin "x" in path [/a /b]`
 */
export function findDelegate(type: string, request: Request): Delegate {
  const found = findPlugin(type, request);
  return found.kind === 'own' ? ownDelegate(found.plugin, request) : fileDelegate(found.file, request);
}

function fileDelegate(file: string, request: Request): Delegate {
  return {
    undoesItself: false,
    add: () => resultOf(execPlugin(file, 'ADD', request), request),
    run(command) {
      execPlugin(file, command, request);
    },
  };
}

function ownDelegate(plugin: Plugin, request: Request): Delegate {
  return {
    undoesItself: true,
    // Through the request's version and back, so that it makes no difference who runs the delegate.
    add: () =>
      resultOf(
        Buffer.from(formatResult(plugin.add({ ...request, command: 'ADD' }), request.version)),
        request,
      ),
    run(command) {
      const own: Request = { ...request, command };
      switch (command) {
        case 'DEL':
          plugin.del(own);
          break;
        case 'CHECK':
          plugin.check(own);
          break;
        case 'STATUS':
          plugin.status?.(own);
          break;
        case 'GC':
          plugin.gc?.(own);
          break;
      }
    },
  };
}

type Found =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'own'; readonly plugin: Plugin };

/**
 * The plugin that CNI_PATH leads to. When its file is the one that is running, its plugin is called instead of
 * started: a start costs more than all the rest of an ADD.
 */
function findPlugin(type: string, { path, inProcess }: Request): Found {
  const { file, stats } = findPluginFile(type, pathFolders(path));
  const plugin = isRunning(stats) ? inProcess(type) : undefined;
  return plugin === undefined ? { kind: 'file', file } : { kind: 'own', plugin };
}

function isRunning(stats: Stats): boolean {
  const self = statSync('/proc/self/exe');
  return self.dev === stats.dev && self.ino === stats.ino;
}

/** Runs the file and gives back its stdout; @throws {CniError} the delegate's own error when it gave one */
function execPlugin(file: string, command: Command, request: Request): Uint8Array {
  const run = startPlugin(file, command, request);
  if (run.stderr.length > 0) writeAll(2, run.stderr.toString());
  return stdoutOf(run);
}

function startPlugin(file: string, command: Command, { env, stdin }: Request): SpawnSyncReturns<Buffer> {
  for (let start = 1; ; start++) {
    const run = spawnSync(file, [], {
      env: { ...env, CNI_COMMAND: command },
      input: stdin,
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    // EPIPE: it ran, but ended without reading its configuration, and is none the worse for it.
    if (run.error === undefined || hasCode(run.error, 'EPIPE')) return run;
    checkStart(file, start, run.error);
    sleep(START_INTERVAL_MS);
  }
}

function resultOf(stdout: Uint8Array, request: Request): Result {
  const { value, version } = readResult(stdout, request.version);
  return decodeResult(value, version);
}
