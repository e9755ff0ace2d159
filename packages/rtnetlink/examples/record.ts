/** Records what a client and the kernel say to each other into a file that Wireshark opens, and reads it back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePcap, openTransport, Rtnl, record } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
const folder = mkdtempSync(join(tmpdir(), 'record-'));
const file = join(folder, 'veth.pcap');
try {
  {
    using transport = record(openTransport({ netns }), file);
    await using host = new Rtnl(transport);
    await host.links.add({ ifname: 'veth0', kind: 'veth', data: { peer: { ifname: 'veth1' } } });
    await host.links.get('veth1');
  }
  for (const message of decodePcap(file)) {
    console.log(message.direction, message.name, message.object === 'link' ? message.body.ifname : '');
  }
} finally {
  rmSync(folder, { recursive: true });
}
