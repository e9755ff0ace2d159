import { decodePcap, openTransport, Rtnl, record } from '@iplink-ts/rtnetlink';
import { ReplayTransport } from '@iplink-ts/rtnetlink/testing';

async function addPair(host: Rtnl): Promise<number | undefined> {
  await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  return (await host.links.get('v0')).mtu;
}

// Once, as root: all that is said goes into a file, which Wireshark opens, too.
{
  using transport = record(openTransport(), 'pair.pcap');
  console.log(await addPair(new Rtnl(transport)));
}

// In tests, without root and without such a kernel: the same requests get the same answers.
const replay = ReplayTransport.from('pair.pcap');
console.log(await addPair(new Rtnl(replay)));
replay.finish(); // throws unless all was requested, and nothing else

for (const message of decodePcap('pair.pcap')) {
  const ifname = message.object === 'link' ? message.body.ifname : '';
  console.log(message.direction, message.name, ifname);
}
