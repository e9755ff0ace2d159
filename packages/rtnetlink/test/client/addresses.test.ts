import test from 'ava';
import { FOREVER, IFAPROT } from '../../src/address.ts';
import { everyHost, hosts } from '../live.ts';
import { withDevice } from './device.ts';

for (const [name, open] of everyHost) {
  test(`${name}: addresses`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.addresses.add({ dev: 'v0', address: '192.0.2.1/24', broadcast: '192.0.2.255', label: 'v0:x' });
    await host.addresses.add({ dev: 'v0', local: '192.0.2.9', address: '192.0.2.10/32', scope: 253 });
    await host.addresses.add({
      dev: 'v0',
      address: '2001:db8::1/64',
      flags: ['nodad', 'noprefixroute'],
      cacheinfo: { prefered: 1000, valid: 2000, cstamp: 0, tstamp: 0 },
    });
    const listed = await host.addresses.list({ dev: 'v0' });
    const plain = listed.map(({ address, local, broadcast, label, scope }) => ({
      address,
      local,
      broadcast,
      label,
      scope,
    }));
    t.deepEqual(
      plain.slice(0, 2).sort((a, b) => a.scope - b.scope),
      [
        { address: '192.0.2.1/24', local: '192.0.2.1', broadcast: '192.0.2.255', label: 'v0:x', scope: 0 },
        { address: '192.0.2.10/32', local: '192.0.2.9', broadcast: undefined, label: 'v0', scope: 253 },
      ],
    );
    const six = listed.find(({ address }) => address === '2001:db8::1/64');
    t.deepEqual(six?.flags, ['nodad', 'noprefixroute']);
    t.is(six?.cacheinfo?.valid, 2000);
    t.is(listed[0]?.cacheinfo?.valid, FOREVER);

    // What is listed can be deleted and added.
    for (const address of listed) {
      if (address.address?.startsWith('fe80') === true) continue;
      await host.addresses.delete(address);
      await host.addresses.add(address);
    }
    const again = await host.addresses.list({ dev: 'v0' });
    // The kernel's own link-local address may have become certain meanwhile.
    const names = (list: typeof listed): unknown[] =>
      list
        .filter(({ address }) => address?.startsWith('fe80') !== true)
        .map(({ address, local, label, flags }) => JSON.stringify({ address, local, label, flags }))
        .sort();
    t.deepEqual(names(again), names(listed));

    await host.addresses.change({
      dev: 'v0',
      address: '2001:db8::1/64',
      flags: [],
      cacheinfo: { prefered: 10, valid: 20, cstamp: 0, tstamp: 0 },
    });
    await host.addresses.replace({ dev: 'v0', address: '198.51.100.1/24' });
    t.is((await host.addresses.list({ dev: 'v0', family: 2 })).length, 3);
    await t.throwsAsync(async () => host.addresses.add({ dev: 'v0', address: '198.51.100.1/24' }), {
      code: 'EEXIST',
    });
    await t.throwsAsync(async () => host.addresses.delete({ dev: 'v0', address: '198.51.100.77/24' }), {
      code: 'EADDRNOTAVAIL',
    });
    const seen: unknown[] = [];
    for await (const { index } of host.addresses.stream({ dev: 'v0', family: 2 })) seen.push(index);
    t.is(seen.length, 3);
  });

  test(`${name}: an address without its prefix length is the whole address`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.addresses.add({ dev: 'v0', address: '192.0.2.1' });
    await host.addresses.add({ dev: 'v0', local: '192.0.2.2' });
    const listed = await host.addresses.list({ dev: 'v0', family: 2 });
    t.deepEqual(listed.map(({ address }) => address).sort(), ['192.0.2.1/32', '192.0.2.2/32']);
  });
}

for (const [name, open] of hosts) {
  test(`${name}: every attribute of an address`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.addresses.add({
      dev: 'v0',
      address: '192.0.2.60/24',
      validLft: 1000,
      preferredLft: 500,
      proto: 99,
      rtPriority: 7,
      label: 'v0:x',
    });
    const four = await host.addresses.get({ dev: 'v0', address: '192.0.2.60/24' });
    t.like(four, { label: 'v0:x', rtPriority: 7, proto: 99, prefixlen: 24 });
    t.like(four.cacheinfo, { valid: 1000, prefered: 500 });
    t.false(four.flags.includes('permanent'));

    await host.addresses.add({
      dev: 'v0',
      address: '2001:db8:9::1/64',
      flags: ['managetempaddr', 'homeaddress', 'nodad'],
      preferredLft: 0,
      rtPriority: 9,
    });
    const six = await host.addresses.get({ address: '2001:db8:9::1/64' });
    t.is(six.rtPriority, 9);
    for (const flag of ['managetempaddr', 'homeaddress', 'nodad', 'deprecated'] as const)
      t.true(six.flags.includes(flag), flag);
    t.is(six.cacheinfo?.valid, FOREVER);

    await host.addresses.add({ dev: 'v0', local: '2001:db8:4::1', address: '2001:db8:4::2/128' });
    const peer = await host.addresses.get({ dev: 'v0', local: '2001:db8:4::1' });
    t.is(peer.address, '2001:db8:4::2/128');

    // What is listed can be deleted and added, and is the same.
    for (const address of [four, six]) {
      await host.addresses.delete(address);
      await t.throwsAsync(async () => host.addresses.get(address), { code: 'EADDRNOTAVAIL' });
      await host.addresses.add(address);
      const { cacheinfo: _then, ...again } = await host.addresses.get(address);
      const { cacheinfo: _now, ...before } = address;
      t.deepEqual(again, before);
    }
  });

  test(`${name}: who set an address, and groups and anycast addresses`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    const [loopback] = await host.addresses.list({ dev: 'lo', family: 2 });
    // Kernels before Linux 5.18 do not say.
    t.is(loopback?.proto ?? IFAPROT.kernelLo, IFAPROT.kernelLo);
    const groups = (await host.addresses.listMulticast({ dev: 'v0' })).map(({ multicast }) => multicast);
    t.true(groups.includes('ff02::1'), groups.join());
    t.true(groups.every((group) => group?.startsWith('ff') === true));
    t.deepEqual(await host.addresses.listAnycast(), []);
  });
}
