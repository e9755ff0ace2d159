import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { type Stats, statSync } from 'node:fs';
import { hasCode, reason } from '../errno.ts';
import { CniError, failure } from '../error.ts';
import { decode, string, struct, uint } from '../json/decode.ts';
import { type JsonValue, parseJson } from '../json/parse.ts';
import { versioned } from '../netconf.ts';
import { quote } from '../quote.ts';
import type { Command, Plugin, Request } from '../request.ts';
import { decodeResult, formatResult, type Result } from '../result/result.ts';
import { sleep, writeAll } from '../stdio.ts';
import { findVersion } from '../version.ts';

/** A plugin that does a part of the work, as in the specification, section "Plugin Delegation". */
export interface Delegate {
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
    add: () => resultOf(execPlugin(file, 'ADD', request), request),
    run(command) {
      execPlugin(file, command, request);
    },
  };
}

function ownDelegate(plugin: Plugin, request: Request): Delegate {
  return {
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
 * The plugin that CNI_PATH leads to: a regular file named `type`. When that file is the one that is running, its
 * plugin is called instead of started: a start costs more than all the rest of an ADD.
 */
function findPlugin(type: string, { path, inProcess }: Request): Found {
  if (type === '') throw failure('no plugin name provided');
  if (type.includes('/')) throw failure(`invalid plugin name: ${type}`);
  const folders = path.split(':').filter((folder) => folder !== '');
  if (folders.length === 0) throw failure('no paths provided');
  for (const folder of folders) {
    const file = `${folder}/${type}`;
    const stats = regularFile(file);
    if (stats === undefined) continue;
    const plugin = isRunning(stats) ? inProcess(type) : undefined;
    return plugin === undefined ? { kind: 'file', file } : { kind: 'own', plugin };
  }
  throw failure(`failed to find plugin ${quote(type)} in path [${folders.join(' ')}]`);
}

function regularFile(file: string): Stats | undefined {
  try {
    const stats = statSync(file);
    return stats.isFile() ? stats : undefined;
  } catch {
    return undefined; // a folder that is missing or closed to us is no error while others are left
  }
}

function isRunning(stats: Stats): boolean {
  const self = statSync('/proc/self/exe');
  return self.dev === stats.dev && self.ino === stats.ino;
}

/** Starts of a file that is still being written (ETXTBSY) are tried again, as the reference does. */
const MAX_STARTS = 6;
const START_INTERVAL_MS = 1000;

/** Runs the file and gives back its stdout; @throws {CniError} the delegate's own error when it gave one */
function execPlugin(file: string, command: Command, request: Request): Uint8Array {
  const run = startPlugin(file, command, request);
  if (run.stderr.length > 0) writeAll(2, run.stderr.toString());
  if (run.status === 0) return run.stdout;
  const status = run.status === null ? `signal: ${run.signal}` : `exit status ${run.status}`;
  if (run.stdout.length > 0) throw errorOf(run.stdout);
  throw new CniError(
    0,
    run.stderr.length > 0
      ? `netplugin failed: ${quote(run.stderr.toString())}: ${status}`
      : `netplugin failed with no error message: ${status}`,
  );
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
    if (!hasCode(run.error, 'ETXTBSY') || start === MAX_STARTS)
      throw failure(`fork/exec ${file}: ${reason(run.error)}`, '', { cause: run.error });
    sleep(START_INTERVAL_MS);
  }
}

const errorObject = struct('types.Error', { code: uint, msg: string, details: string });

function errorOf(stdout: Uint8Array): CniError {
  try {
    const { code, msg, details } = decode(errorObject, parseJson(stdout));
    return new CniError(code, msg, details);
  } catch (error) {
    const text = quote(Buffer.from(stdout).toString());
    return new CniError(
      0,
      `netplugin failed but error parsing its diagnostic message ${text}: ${reason(error)}`,
    );
  }
}

/** A result names its version; one that does not is in the request's. */
function resultOf(stdout: Uint8Array, request: Request): Result {
  const value: JsonValue = parseJson(stdout);
  const { cniVersion } = decode(versioned, value);
  const version = cniVersion === '' ? request.version : findVersion(cniVersion);
  if (version === undefined) throw failure(`unsupported CNI result version ${quote(cniVersion)}`);
  return decodeResult(value, version);
}
