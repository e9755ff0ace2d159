import type { Link } from '@iplink-ts/rtnetlink';
import { links, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../errno.ts';
import { linkIfThere } from '../interface/link.ts';
import { string, struct } from '../json/decode.ts';
import { loadConf } from '../netconf.ts';
import { findNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Request } from '../request.ts';
import { writeAll } from '../stdio.ts';
import type { DelStep } from './del.ts';

/** The namespace of the plugin. */
const HOST = '/proc/thread-self/ns/net';

/** Where the alias of a device came from: a name that an interface can have. */
const NAME = /^(?!\.{1,2}$)[^/:%\s]{1,15}$/;

/**
 * The device goes back to the host under its old name, which its alias says, and is down there. An interface without
 * such an alias is none that was moved, and stays.
 */
export const returnDevice: DelStep = (request) => {
  using host = SyncClient.open();
  using netns = findNetns(request.netns);
  if (netns === undefined) return renameReturned(host, request);
  using container = SyncClient.open({ netns: { fd: netns.fd } });
  const { ifName } = request;
  const link = linkIfThere(container, ifName);
  // A lookup finds alternative names, too.
  if (link?.ifname !== ifName) return;
  const { ifalias = '' } = link;
  if (NAME.test(ifalias)) moveBack(host, container, link, ifalias);
  else
    say(`failed to find original ifname for ${quote(ifName)} (alias is not set): it stays in the container`);
};

/**
 * Where the name is taken on the host by now, the device comes back as `devN`, which is what the kernel would do at
 * the end of the container. It keeps the alias, for people to see what it was.
 */
function moveBack(host: SyncClient, container: SyncClient, link: Link, name: string): void {
  const what = `failed to move ${quote(name)} to hostNS`;
  try {
    container.run(links.move(link.index, HOST, { ifname: name, ifalias: '' }));
    return;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw failed(what, error);
  }
  const other = freeName(host, link.index);
  try {
    container.run(links.move(link.index, HOST, { ifname: other }));
  } catch (error) {
    throw failed(what, error, 'its alternative names, or its own, are taken on the host');
  }
  say(`the host has another interface ${quote(name)}: the device came back as ${quote(other)}`);
}

function freeName(host: SyncClient, index: number): string {
  for (let number = index; ; number++) {
    const name = `dev${number}`;
    if (linkIfThere(host, name) === undefined) return name;
  }
}

const deviceConf = struct('main.NetConf', { device: string });

/**
 * When a namespace ends, the kernel takes the devices of hardware to the first namespace, under the names that they
 * had in the container. Without its own, the next ADD would not find the device.
 */
function renameReturned(host: SyncClient, request: Request): void {
  const device = configuredName(request);
  if (device === '' || linkIfThere(host, device) !== undefined) return;
  const returned = host
    .run(links.list())
    .find(({ ifalias, flags }) => ifalias === device && !flags.includes('up'));
  if (returned !== undefined) host.run(links.set(returned.index, { ifname: device, ifalias: '' }));
}

/** Empty for a configuration that is broken by now, which keeps no container from going. */
function configuredName(request: Request): string {
  try {
    return loadConf(deviceConf, request).device;
  } catch {
    return '';
  }
}

function say(text: string): void {
  writeAll(2, `cni: ${text}\n`);
}
