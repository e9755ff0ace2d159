import { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { reason } from '../errno.ts';
import { failure } from '../error.ts';
import { isValid, validAttachments } from '../gc.ts';
import { findLink, linkIfThere } from '../interface/link.ts';
import { findNetns, requireNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Plugin, Request } from '../request.ts';
import { encodeResult, type Result } from '../result/result.ts';
import { writeAll } from '../stdio.ts';
import { transaction } from './transaction.ts';
import { ALLOWLIST, checkAllowed } from './tuning/allowlist.ts';
import { readBackup, removeBackup, removeStale, writeBackup } from './tuning/backup.ts';
import { loadPlace, loadTuning, type Tuning } from './tuning/conf.ts';
import { apply, checkSettings, currentOf, isNothing, restore } from './tuning/settings.ts';
import { checkSysctls, setSysctls } from './tuning/sysctl.ts';

/** Plugin `tuning`: changes sysctls and the interface of the plugins before it in a chain. */
export const tuning: Plugin = tuningWith(ALLOWLIST);

/** The plugin, where the administrator's list of sysctls is that file. */
export function tuningWith(allowlist: string): Plugin {
  return {
    add(request) {
      const tuning = loadTuning(request);
      checkAllowed(tuning.sysctls.keys(), allowlist);
      const result = resultOf(request, tuning);
      encodeResult(result, request.version);
      tune(request, tuning);
      return result;
    },

    del(request) {
      const { dataDir } = loadPlace(request);
      try {
        restoreSettings(request, dataDir);
      } catch (error) {
        // The interface is about to go; whatever it has is no reason to keep the container from going.
        say(reason(error));
      }
      removeBackup(dataDir, request);
    },

    check(request) {
      const { sysctls, settings } = loadTuning(request);
      using netns = requireNetns(request.netns);
      checkSysctls(netns, request.ifName, sysctls);
      using container = SyncClient.open({ netns: { fd: netns.fd } });
      const link = linkIfThere(container, request.ifName);
      if (link === undefined) throw failure(`Cannot find container link ${request.ifName}`);
      checkSettings(link, settings);
    },

    gc(request) {
      const valid = validAttachments(request);
      const { network, dataDir } = loadPlace(request);
      removeStale(dataDir, network, (containerId, ifName) => isValid(valid, containerId, ifName));
    },
  };
}

/** The result of the plugins before, with what is changed of the interface. */
function resultOf({ ifName }: Request, { previous, settings: { mac, mtu } }: Tuning): Result {
  return {
    ...previous,
    interfaces: previous.interfaces.map((entry) =>
      entry.name === ifName ? { ...entry, mac: mac ?? entry.mac, mtu: mtu ?? entry.mtu } : entry,
    ),
  };
}

/** Whatever fails, sysctls and interface are as they were. */
function tune(request: Request, { network, dataDir, sysctls, settings }: Tuning): void {
  using netns = requireNetns(request.netns);
  using container = SyncClient.open({ netns: { fd: netns.fd } });
  transaction((undo) => {
    setSysctls(netns, request.ifName, sysctls, undo);
    if (isNothing(settings)) return;
    const link = findLink(container, request.ifName, `failed to get ${quote(request.ifName)}: `);
    // Before anything is changed: a plugin that is killed has left what DEL needs.
    writeBackup(dataDir, request, network, currentOf(link, settings));
    undo.push(() => removeBackup(dataDir, request));
    apply(container, link, settings, undo);
  });
}

function restoreSettings(request: Request, dataDir: string): void {
  const settings = readBackup(dataDir, request);
  if (settings === undefined) return;
  using netns = findNetns(request.netns);
  if (netns === undefined) return;
  using container = SyncClient.open({ netns: { fd: netns.fd } });
  const link = linkIfThere(container, request.ifName);
  if (link === undefined) return;
  for (const error of restore(container, link, settings)) say(reason(error));
}

function say(text: string): void {
  writeAll(2, `cni: ${text}\n`);
}
