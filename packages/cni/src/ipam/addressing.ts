import type { UndoStack } from '@iplink-ts/rtnetlink';
import { failure, toCniError } from '../error.ts';
import { struct } from '../json/decode.ts';
import { commonKeys, loadConf } from '../netconf.ts';
import type { Command, Request } from '../request.ts';
import type { Result } from '../result/result.ts';
import { findDelegate } from './delegate.ts';

/** What a plugin asks of the IPAM plugin that its configuration names. */

/** All that the calls other than ADD need: they must work with whatever else has become of the configuration. */
const ipamConf = struct('main.NetConf', { ipam: commonKeys.ipam });

/**
 * Addresses from the IPAM plugin. It is asked when the interface is there: a second ADD of an attachment, whose DEL of
 * the IPAM plugin would take the addresses of the first, does not come so far.
 *
 * @param undo takes their release
 * @param failing what a plugin of the reference says before the error of the IPAM plugin
 * @throws {CniError} also when it gives none
 */
export function addressesFromIpam(type: string, request: Request, undo: UndoStack, failing = ''): Result {
  const result = prefixing(failing, () => {
    const ipam = findDelegate(type, request);
    const release = (): void => ipam.run('DEL');
    // Also after an ADD of its own that failed (specification, section "Delegated Plugin Execution Procedure"). But
    // a second ADD of an attachment fails because it has its address already, and that must not be taken from it.
    if (!ipam.undoesItself) undo.push(release);
    const given = ipam.add();
    if (ipam.undoesItself) undo.push(release);
    return given;
  });
  if (result.ips.length === 0) throw failure('IPAM plugin returned missing IP config');
  return result;
}

function prefixing<T>(prefix: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (prefix === '') throw error;
    const { message, details } = toCniError(error);
    throw failure(`${prefix}${message}`, details, { cause: error });
  }
}

/** Hands DEL, CHECK, STATUS or GC on to the IPAM plugin; a configuration without one has nothing to ask. */
export function askIpam(command: Exclude<Command, 'ADD'>, request: Request): void {
  const { type } = loadConf(ipamConf, request).ipam;
  if (type !== '') findDelegate(type, request).run(command);
}
