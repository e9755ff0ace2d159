import type { Link, UndoStack } from '@iplink-ts/rtnetlink';
import { links, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../errno.ts';
import { failure } from '../error.ts';
import {
  checkAddresses,
  checkMac,
  checkUp,
  containerInterface,
  existingInterface,
} from '../interface/check.ts';
import { parseDad } from '../interface/dad.ts';
import { deleteIfThere, linkIfThere } from '../interface/link.ts';
import { addressesFromIpam, askIpam } from '../ipam/addressing.ts';
import { type Decoded, string, struct } from '../json/decode.ts';
import { commonKeys, loadConf } from '../netconf.ts';
import { requireNetns } from '../netns.ts';
import type { Plugin, Request } from '../request.ts';
import { decodePrevResult } from '../result/result.ts';
import { useInterface } from './container-interface.ts';
import { deleteInterface, delSteps, releaseAddresses } from './del.ts';
import { transaction } from './transaction.ts';

/** `dad` is ours. */
const netConf = struct('types.NetConf', { ...commonKeys, dad: string });

/** Plugin `dummy`: an interface that leads nowhere, for addresses that the container has to itself. */
export const dummy: Plugin = {
  add(request) {
    const conf = confOf(request);
    const dad = parseDad(conf.dad);
    using netns = requireNetns(request.netns);
    using container = SyncClient.open({ netns: { fd: netns.fd } });
    return transaction((undo) => {
      const link = createDummy(container, request.ifName, undo);
      const addresses = addressesFromIpam(conf.ipam.type, request, undo);
      return useInterface(request, { container, netns }, link, addresses, { dad }, undo);
    });
  },

  del: (request) => delSteps(request, [releaseAddresses, deleteInterface]),

  check(request) {
    const { prevResult } = confOf(request);
    using netns = requireNetns(request.netns);
    using container = SyncClient.open({ netns: { fd: netns.fd } });
    askIpam('CHECK', request);
    if (prevResult === undefined) throw failure('dummy: Required prevResult missing');
    const previous = decodePrevResult(prevResult, request.version);
    const entry = containerInterface(previous, request, 'Sandbox in prevResult');
    const link = existingInterface(container, request.ifName);
    if (link.kind !== 'dummy')
      throw failure(`Error: Container interface ${request.ifName} not of type dummy`);
    checkMac(entry, link);
    checkUp(link);
    checkAddresses(container, link, previous);
  },

  status: (request) => askIpam('STATUS', request),
  // Interfaces went with their namespaces, so only the IPAM plugin can hold something.
  gc: (request) => askIpam('GC', request),
};

function confOf(request: Request): Decoded<typeof netConf> {
  const conf = loadConf(netConf, request, 'failed to parse network config');
  if (conf.ipam.type !== '') return conf;
  throw failure(
    'dummy interface requires an IPAM configuration',
    'for instance "ipam": { "type": "static", "addresses": [{ "address": "10.1.2.3/32" }] }',
  );
}

/** From inside the container, where the name has to be free: on the host it may be taken. */
function createDummy(container: SyncClient, ifName: string, undo: UndoStack): Link {
  // The kernel would take `eth%d` for a template and choose a number.
  if (ifName.includes('%'))
    throw failure('failed to create dummy: invalid argument', 'the name of an interface must not have a %');
  try {
    // It has no queue; the reference writes that down as a length of 0.
    container.run(links.add({ kind: 'dummy', ifname: ifName, txqlen: 0 }));
  } catch (error) {
    throw failed('failed to create dummy', error, remedyFor(error, container, ifName));
  }
  let created: string | number = ifName;
  undo.push(() => deleteIfThere(container, created));
  const link = container.run(links.get(ifName));
  created = link.index;
  return link;
}

function remedyFor(error: unknown, container: SyncClient, ifName: string): string | undefined {
  if (hasCode(error, 'EEXIST') && linkIfThere(container, ifName) !== undefined)
    return `the container already has an interface "${ifName}"`;
  if (hasCode(error, 'EOPNOTSUPP')) return 'this kernel has no dummy (modprobe dummy)';
  return undefined;
}
