import type { Host } from '../live.ts';

/** A pair of interfaces, `v0` and `v1`, that are up, as is the loopback interface. */
export async function withDevice(host: Host): Promise<void> {
  await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  for (const end of ['lo', 'v0', 'v1']) await host.links.set(end, { up: true });
}

/** As {@link withDevice}, with an address of each family on `v0`. */
export async function withAddresses(host: Host): Promise<void> {
  await withDevice(host);
  await host.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
  await host.addresses.add({ dev: 'v0', address: '2001:db8::1/64', flags: ['nodad'] });
}
