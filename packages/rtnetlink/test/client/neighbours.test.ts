import test from 'ava';
import { everyHost, hosts } from '../live.ts';
import { withDevice } from './device.ts';

for (const [name, open] of everyHost) {
  test(`${name}: neighbours`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.neighbours.add({
      dev: 'v0',
      dst: '192.0.2.7',
      lladdr: '02:00:00:00:00:07',
      state: ['permanent'],
    });
    await host.neighbours.add({
      dev: 'v0',
      dst: '2001:db8::7',
      lladdr: '02:00:00:00:00:08',
      state: ['permanent'],
      flags: ['router'],
    });
    await host.neighbours.add({ dev: 'v0', dst: '192.0.2.8', flags: ['proxy'] });
    const one = await host.neighbours.get({ dev: 'v0', dst: '192.0.2.7' });
    t.deepEqual([one.lladdr, one.state, one.family], ['02:00:00:00:00:07', ['permanent'], 2]);
    const listed = (await host.neighbours.list({ dev: 'v0' })).filter(({ state }) =>
      state.includes('permanent'),
    );
    t.deepEqual(listed.map(({ dst, flags }) => [dst, flags]).sort(), [
      ['192.0.2.7', []],
      ['2001:db8::7', ['router']],
    ]);
    t.deepEqual(
      (await host.neighbours.list({ dev: 'v0', proxy: true, family: 2 })).map(({ dst }) => dst),
      ['192.0.2.8'],
    );
    for (const neighbour of listed) {
      await host.neighbours.delete(neighbour);
      await host.neighbours.add(neighbour);
    }
    t.is((await host.neighbours.get({ dev: 'v0', dst: '2001:db8::7' })).lladdr, '02:00:00:00:00:08');
    await host.neighbours.change({
      dev: 'v0',
      dst: '192.0.2.7',
      lladdr: '02:00:00:00:00:09',
      state: ['noarp'],
    });
    await host.neighbours.replace({
      dev: 'v0',
      dst: '192.0.2.7',
      lladdr: '02:00:00:00:00:0a',
      state: ['permanent'],
    });
    t.is((await host.neighbours.get({ dev: 'v0', dst: '192.0.2.7' })).lladdr, '02:00:00:00:00:0a');
    await t.throwsAsync(
      async () => host.neighbours.add({ dev: 'v0', dst: '192.0.2.7', state: ['permanent'] }),
      { code: 'EEXIST' },
    );
    await t.throwsAsync(async () => host.neighbours.get({ dev: 'v0', dst: '192.0.2.99' }), {
      code: 'ENOENT',
    });
    await t.throwsAsync(async () => host.neighbours.delete({ dev: 'v0', dst: '192.0.2.99' }), {
      code: 'ENOENT',
    });
  });

  test(`${name}: a neighbour without a state is permanent`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.neighbours.add({ dev: 'v0', dst: '192.0.2.7', lladdr: '02:00:00:00:00:07' });
    t.deepEqual((await host.neighbours.get({ dev: 'v0', dst: '192.0.2.7' })).state, ['permanent']);
  });

  test(`${name}: the forwarding database of a vxlan`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'vx0', kind: 'vxlan', data: { id: 42, port: 4789 } });
    const entry = { family: 7, dev: 'vx0', lladdr: '00:00:00:00:00:00', flags: ['self'] } as const;
    await host.neighbours.append({ ...entry, dst: '192.0.2.20', state: ['permanent'] });
    await host.neighbours.append({ ...entry, dst: '192.0.2.21', port: 4790, vni: 5, state: ['permanent'] });
    const listed = await host.neighbours.list({ family: 7, dev: 'vx0' });
    t.deepEqual(
      listed.map(({ dst, port, vni, lladdr }) => [dst, port, vni, lladdr]),
      [
        ['192.0.2.20', undefined, undefined, '00:00:00:00:00:00'],
        ['192.0.2.21', 4790, 5, '00:00:00:00:00:00'],
      ],
    );
  });
}

type State = 'reachable' | 'stale' | 'delay' | 'probe' | 'noarp' | 'permanent';

/** States, and what each may have become when a slow machine comes to look. */
const lives: readonly (readonly [State, ...string[]])[] = [
  ['reachable', 'stale'],
  ['stale'],
  ['delay', 'probe', 'failed'],
  ['probe', 'failed'],
  ['noarp'],
  ['permanent'],
];

for (const [name, open] of hosts) {
  test(`${name}: every state of a neighbour`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    for (const [index, [state, ...later]] of lives.entries()) {
      const key = { dev: 'v0', dst: `192.0.2.${index + 20}` };
      await host.neighbours.add({ ...key, lladdr: '02:00:00:00:00:21', state: [state] });
      const made = await host.neighbours.get(key);
      // A listed object finds itself, though the kernel wants to be asked for less.
      t.deepEqual((await host.neighbours.get(made)).dst, key.dst);
      t.true([state, ...later].includes(made.state.join()), `${state} became ${made.state}`);
      if (made.state.join() !== 'failed') t.is(made.lladdr, '02:00:00:00:00:21');
    }
    for (const state of ['incomplete', 'failed'] as const) {
      const key = { dev: 'v0', dst: `192.0.2.${state.length + 40}` };
      await host.neighbours.add({ ...key, state: [state] });
      const made = await host.neighbours.get(key);
      t.true(['incomplete', 'failed'].includes(made.state.join()));
      t.is(made.lladdr, undefined);
      t.is(typeof made.probes, 'number');
    }
  });

  test(`${name}: flags, protocol and proxies of neighbours`, async (t) => {
    const host = await open(t);
    await withDevice(host);
    await host.neighbours.add({
      dev: 'v0',
      dst: '192.0.2.20',
      state: [],
      flags: ['extLearned'],
      flagsExt: ['managed'],
    });
    t.like(await host.neighbours.get({ dev: 'v0', dst: '192.0.2.20' }), {
      flags: ['extLearned'],
      flagsExt: ['managed'],
    });
    await host.neighbours.add({
      dev: 'v0',
      dst: '2001:db8::20',
      lladdr: '02:00:00:00:00:21',
      flags: ['router'],
      protocol: 99,
    });
    t.like(await host.neighbours.get({ dev: 'v0', dst: '2001:db8::20' }), {
      flags: ['router'],
      protocol: 99,
    });

    await host.neighbours.add({ dev: 'v0', dst: '192.0.2.22', flags: ['proxy'], protocol: 16 });
    const [proxy] = await host.neighbours.list({ proxy: true, dev: 'v0' });
    t.like(proxy, { dst: '192.0.2.22', flags: ['proxy'], protocol: 16 });
    if (proxy === undefined) return;
    t.like(await host.neighbours.get(proxy), { dst: '192.0.2.22', protocol: 16 });
    await host.neighbours.delete(proxy);
    t.deepEqual(await host.neighbours.list({ proxy: true, dev: 'v0' }), []);
    await t.throwsAsync(async () => host.neighbours.get(proxy), { code: 'ENOENT' });
  });
}
